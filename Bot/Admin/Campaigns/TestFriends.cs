using Bot.Campaigns;
using Bot.FriendLists;
using Bot.Friends;

namespace Bot.Admin.Campaigns;

/// <summary>Finds whom a test is sent to: by the user id, or by the whole display name where only one friend has it.</summary>
internal static class TestFriends
{
    // Among so many whose name has this part the one with just this name is looked for.
    private const int MostNamed = 500;

    private static readonly char[] Between = ['、', ',', '，', '\n'];

    /// <summary>All that are named, separated by commas; or what is wrong with each that is not found.</summary>
    public static async Task<(IReadOnlyList<string> FriendIds, IReadOnlyList<Words> Problems)> FindAll(string? typed, FriendStore friends, FriendSearcher searcher, CancellationToken ct)
    {
        // Somebody's name may have a comma in it.
        IReadOnlyList<string?> names = (typed ?? "").Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } several
            && (await Find(typed, friends, searcher, ct)).Problem is not null ? several : new[] { typed };
        var found = new List<(string? FriendId, Words? Problem)>();
        foreach (var name in names)
        {
            found.Add(await Find(name, friends, searcher, ct));
        }

        return ([.. found.Select(one => one.FriendId).OfType<string>().Distinct()], [.. found.Select(one => one.Problem).OfType<Words>()]);
    }

    /// <summary>Sends them every variant; or says why nothing is sent.</summary>
    public static async Task<IReadOnlyList<Words>> Send(Campaign campaign, IReadOnlyList<string> friends, CampaignTestSend test, CancellationToken ct)
    {
        foreach (var content in campaign.Contents())
        {
            if (await test.Send(campaign with { Content = content, OtherContents = [] }, friends, ct) is TestSendResult.Refused(var refused))
            {
                return refused;
            }
        }

        return [];
    }

    private static async Task<(string? FriendId, Words? Problem)> Find(string? typed, FriendStore friends, FriendSearcher searcher, CancellationToken ct)
    {
        var name = typed?.Trim() ?? "";
        if (name.Length == 0)
        {
            return (null, new("テストを受け取る友だちの名前かユーザーIDを入力してください。", "Type the name or user id of the friend who is to get the test."));
        }

        if (await friends.Find(name, ct) is { } byId)
        {
            return (byId.Id, null);
        }

        var page = await searcher.Page(await searcher.Understand(new() { Name = name, Status = FriendStatus.Following }, ct), FriendSort.FirstSeen, MostNamed, null, ct);
        var named = page.Items.Select(item => item.Value).Where(friend => friend.DisplayName?.Trim() == name).ToList();
        return named switch
        {
            [var one] => (one.Id, null),
            [] => (null, new($"「{name}」という友だちはいません。友だちの画面で名前を確かめてください。", $"No friend is called “{name}”. Look the name up among the friends.")),
            _ => (null, new($"「{name}」という友だちが{named.Count}人います。ユーザーIDで指定してください。", $"{named.Count} friends are called “{name}”. Type the user id instead.")),
        };
    }
}
