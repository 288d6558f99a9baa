using Bot.Friends;

namespace Bot.Admin.Campaigns;

/// <summary>Finds whom a test is sent to: by the user id, or by the whole display name where only one friend has it.</summary>
internal static class TestFriends
{
    public static async Task<(string? FriendId, string? Problem)> Find(string? typed, FriendStore friends, CancellationToken ct)
    {
        var name = typed?.Trim() ?? "";
        if (name.Length == 0)
        {
            return (null, "テストを受け取る友だちの名前かユーザーIDを入力してください。");
        }

        if (await friends.Find(name, ct) is { } byId)
        {
            return (byId.Id, null);
        }

        var page = await friends.List(new FriendQuery(FriendStatus.Following, Name: name), 50, null, ct);
        var named = page.Items.Select(item => item.Value).Where(friend => friend.DisplayName?.Trim() == name).ToList();
        return named switch
        {
            [var one] => (one.Id, null),
            [] => (null, $"「{name}」という友だちはいません。友だちの画面で名前を確かめてください。"),
            _ => (null, $"「{name}」という友だちが{named.Count}人います。ユーザーIDで指定してください。"),
        };
    }
}
