using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Links;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// Writes a campaign's audience down as outbox messages, before any of them is sent: batches of friends who get the same,
/// or one message a friend who gets their own. Each commit takes a slice off the audience and holds its messages, so that
/// a killed process goes on where it stopped and no friend stands in two messages.
/// </summary>
internal sealed class CampaignFreezer(
    IDocumentStore store,
    CampaignStore campaigns,
    CampaignAudience audience,
    CouponIssuer issuer,
    LinkBook links,
    LinkOrigin origin,
    CampaignFatigue fatigue,
    PreferenceStore preferences,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    /// <summary>LINE's limit for one multicast.</summary>
    public const int FriendsInBatch = 500;

    private const int BatchesInCommit = 8;
    private const int MessagesInCommit = 250;
    private const int Tries = 20;

    /// <summary>How many friends are written down in one commit.</summary>
    public static int FriendsInCommit(Campaign campaign) => campaign.Freeze is { Personal: true } ? MessagesInCommit : FriendsInBatch * BatchesInCommit;

    /// <summary>
    /// Writes down everybody of the audience who is not yet, and lets sending begin. Ends early when somebody paused or
    /// cancelled the campaign meanwhile.
    /// </summary>
    public async Task Freeze(Stored<Campaign> campaign, CancellationToken ct)
    {
        var most = (await preferences.Read(ct)).MostPerWeek;
        var contents = campaign.Value.Contents();
        var round = new Round(
            contents,
            [.. contents.Select(ContentDigest.Of)],
            await links.Writer(campaign.Value.Id, origin, ct),
            most == 0 ? RecentCampaigns.None : await fatigue.Before(campaign.Value.Id, clock.GetUtcNow(), most, ct),
            Holders: []);
        for (var tried = 0; tried < Tries;)
        {
            var slices = await audience.Next(campaign.Value.Id, ct);
            if (slices.Count == 0)
            {
                await Complete(campaign, ct);
                return;
            }

            foreach (var slice in slices)
            {
                if (await WriteDown(campaign, slice, round, ct) is not { } written)
                {
                    // Of a slice or friend that changed, what they are now is written down.
                    tried++;
                    break;
                }

                (campaign, tried) = (written, 0);
            }

            if (tried > 0 && (await campaigns.Find(campaign.Value.Id, ct))?.Version != campaign.Version)
            {
                return;
            }
        }

        throw new StoreException($"Friends of campaign {campaign.Value.Id} changed {Tries} times while they were written down. It goes on by itself.");
    }

    private async Task Complete(Stored<Campaign> campaign, CancellationToken ct)
    {
        var quiet = (await preferences.Read(ct)).QuietHours;
        var now = StoredTime.Truncate(clock.GetUtcNow());
        List<CampaignStep> steps = [new CampaignStep.Send(campaign.Value.Freeze!, now)];
        if (quiet.Include(now, zone))
        {
            steps.Add(CampaignQuiet.Pause(quiet, now, zone));
        }

        if (CampaignStore.After(campaign.Value, steps) is { } next)
        {
            await campaigns.Write(campaign, next, new Commit(), ct);
        }
    }

    private async Task<Stored<Campaign>?> WriteDown(Stored<Campaign> campaign, Stored<AudienceSlice> slice, Round round, CancellationToken ct)
    {
        var issued = new Dictionary<string, string>();
        var commit = new Commit().Delete(CampaignCollections.Audiences, slice.Value.Id, slice.Version);
        var progress = campaign.Value.Freeze!.Personal
            ? await AddMessages(campaign.Value, slice.Value.Friends, round, commit, issued, ct)
            : AddBatches(campaign.Value, slice.Value.Friends, round, commit);
        switch (await campaigns.GoOn(campaign, new CampaignStep.Freeze(progress), commit, ct))
        {
            case GoneOn.Written(var written):
                return written;
            case GoneOn.NotWritten({ Reason: ConflictReason.UniqueKey } conflict) when issued.TryGetValue(conflict.Id, out var friendId):
                round.Holders.Add(friendId);
                return null;
            default:
                return null;
        }
    }

    private CampaignFreeze AddBatches(Campaign campaign, FriendIds friends, Round round, Commit commit)
    {
        var progress = campaign.Freeze!;
        foreach (var part in friends.GroupBy(friend => campaign.Split.PartOf(campaign.Id, friend)).OrderBy(part => part.Key))
        {
            foreach (var batch in part.Chunk(FriendsInBatch))
            {
                progress = Further(campaign, progress, part.Key, batch.Length);
                var message = Message(campaign, part.Key, progress.Messages, OutboxCall.Multicast, batch, round);
                commit.Insert(OutboxCollections.Messages, message.HeldOut ? message : message with
                {
                    Skipped = [.. batch.Where(round.Recent.AreTheMost).Select(friend => new SkippedFriend(friend, TooMany))],
                });
            }
        }

        return progress;
    }

    private async Task<CampaignFreeze> AddMessages(
        Campaign campaign, FriendIds friends, Round round, Commit commit, Dictionary<string, string> issued, CancellationToken ct)
    {
        var progress = campaign.Freeze!;
        foreach (var friend in await store.GetMany(FriendCollections.Friends, friends, ct))
        {
            var part = campaign.Split.PartOf(campaign.Id, friend.Value.Id);
            progress = Further(campaign, progress, part, 1);
            var message = Message(campaign, part, progress.Messages, OutboxCall.Push, [friend.Value.Id], round);
            commit.Insert(
                OutboxCollections.Messages,
                part == AudienceSplit.HeldOut ? message
                : round.Recent.AreTheMost(friend.Value.Id) ? Skip(message, TooMany)
                : await Compose(campaign, part, progress.Messages, message, friend, round, commit, issued, ct));
        }

        return progress;
    }

    private static CampaignFreeze Further(Campaign campaign, CampaignFreeze progress, int part, int friends) => progress with
    {
        Messages = progress.Messages + 1,
        Friends = progress.Friends + friends,
        HeldOut = progress.HeldOut + (part == AudienceSplit.HeldOut ? friends : 0),
        Variants = campaign.Split.IsWhole()
            ? null
            : [.. campaign.Split.Shares.Select((_, variant) => (progress.Variants?[variant] ?? 0) + (variant == part ? friends : 0))],
    };

    private async ValueTask<OutboxMessage> Compose(
        Campaign campaign,
        int variant,
        int number,
        OutboxMessage message,
        Stored<Friend> friend,
        Round round,
        Commit commit,
        Dictionary<string, string> issued,
        CancellationToken ct)
    {
        var content = round.Contents[variant];
        IReadOnlyList<Message> Said(CouponIssue? issue) => CampaignMessages.For(
            round.Writer is null ? content : content with { Messages = round.Writer.In(content.Messages, campaign.PartName(variant), campaign.Links == LinkTracking.People ? number : 0) },
            friend.Value,
            issue,
            zone);

        if (friend.Value.Status == FriendStatus.Blocked)
        {
            return Skip(message, new("ブロックされています。", "Blocked the account."));
        }

        if (friend.Value.HasOptedOutOf(campaign.Content.Topic))
        {
            return Skip(message, new("配信停止を希望されています。", "Opted out."));
        }

        if (campaign.Approval?.CouponOf(variant) is not { } coupon)
        {
            return message with { Messages = Said(issue: null) };
        }

        var change = new FriendChange(friend.Value, clock.GetUtcNow());
        var result = round.Holders.Contains(friend.Value.Id)
            ? new IssueResult.NotValidNow(AlreadyHeld)
            : await issuer.Issue(change, coupon, FactSource.Campaign(campaign.Id), occasion: campaign.Id, ct, together: commit);
        switch (result)
        {
            case IssueResult.Issued(var issue):
                issued[issue.Id] = friend.Value.Id;
                FriendStore.AddTo(commit, change, friend);
                return message with { Messages = Said(issue) };
            case IssueResult.AlreadyHeld:
                return Skip(message, AlreadyHeld);
            case IssueResult.NotValidNow(var reason):
                return Skip(message, reason);
            default:
                throw new UnreachableException();
        }
    }

    private static Words AlreadyHeld { get; } = new("このクーポンをすでに受け取っています。", "Has this coupon already.");

    private static OutboxMessage Skip(OutboxMessage message, Words reason) => message with
    {
        State = OutboxState.Dropped,
        Skipped = [new SkippedFriend(message.To[0], reason)],
        Reason = reason,
        DueAt = null,
        FinishedAt = message.CreatedAt,
    };

    private OutboxMessage Message(Campaign campaign, int part, int number, OutboxCall call, IReadOnlyList<string> to, Round round)
    {
        var id = Mailing.MessageId(campaign.Id, number);
        var now = StoredTime.Truncate(clock.GetUtcNow());
        var message = new OutboxMessage
        {
            Id = id,
            Call = call,
            To = to,
            MailingId = campaign.Id,
            Variant = campaign.PartName(part),
            RetryKey = RetryKeyOf(id),
            DueAt = now,
            CreatedAt = now,
        };
        return part == AudienceSplit.HeldOut
            ? message with { HeldOut = true, State = OutboxState.Dropped, Reason = HeldOut, DueAt = null, FinishedAt = now }
            : message with { ContentDigest = round.Digests[part] };
    }

    private static Words TooMany { get; } = new(
        $"{CampaignFatigue.Days}日間に受け取った配信の数が、上限に達しています。",
        $"Has got as many campaigns within {CampaignFatigue.Days} days as anybody may.");

    private static Words HeldOut { get; } = new("効果を比べるため、送らない人に選ばれました。", "Chosen to get nothing, so that the others can be compared with them.");

    // The same message always has the same key, however often it is written down.
    private static string RetryKeyOf(string messageId) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16)).ToString();

    /// <summary>
    /// What stays the same while one campaign is written down, and the friends whose coupon somebody gave them between reading
    /// and writing, though the friend did not show it yet.
    /// </summary>
    private sealed record Round(
        IReadOnlyList<CampaignContent> Contents, IReadOnlyList<string> Digests, LinkWriter? Writer, RecentCampaigns Recent, HashSet<string> Holders);
}
