using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bot.Calendar;
using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// Writes a campaign's audience down as outbox messages, before any of them is sent: batches of friends who get the same,
/// or one message a friend who gets their own. Each commit takes a slice off the audience and holds its messages, so that
/// a killed process goes on where it stopped and no friend stands in two messages.
/// </summary>
internal sealed class CampaignFreezer(
    IDocumentStore store, CampaignStore campaigns, CampaignAudience audience, CouponIssuer issuer, TimeZoneInfo zone, TimeProvider clock)
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
    public async Task Freeze(Stored<Campaign> campaign, QuietHours quiet, CancellationToken ct)
    {
        // Friends whose coupon somebody gave them between reading and writing, though the friend did not show it yet.
        var holders = new HashSet<string>();
        for (var tried = 0; tried < Tries;)
        {
            var slices = await audience.Next(campaign.Value.Id, ct);
            if (slices.Count == 0)
            {
                await Complete(campaign, quiet, ct);
                return;
            }

            foreach (var slice in slices)
            {
                if (await WriteDown(campaign, slice, holders, ct) is not { } written)
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

    private async Task Complete(Stored<Campaign> campaign, QuietHours quiet, CancellationToken ct)
    {
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

    private async Task<Stored<Campaign>?> WriteDown(Stored<Campaign> campaign, Stored<AudienceSlice> slice, HashSet<string> holders, CancellationToken ct)
    {
        var issued = new Dictionary<string, string>();
        var commit = new Commit().Delete(CampaignCollections.Audiences, slice.Value.Id, slice.Version);
        var progress = campaign.Value.Freeze!.Personal
            ? await AddMessages(campaign.Value, slice.Value.Friends, commit, issued, holders, ct)
            : AddBatches(campaign.Value, slice.Value.Friends, commit);
        switch (await campaigns.GoOn(campaign, new CampaignStep.Freeze(progress), commit, ct))
        {
            case GoneOn.Written(var written):
                return written;
            case GoneOn.NotWritten({ Reason: ConflictReason.UniqueKey } conflict) when issued.TryGetValue(conflict.Id, out var friendId):
                holders.Add(friendId);
                return null;
            default:
                return null;
        }
    }

    private CampaignFreeze AddBatches(Campaign campaign, FriendIds friends, Commit commit)
    {
        var progress = campaign.Freeze!;
        var digest = ContentDigest.Of(campaign.Content);
        foreach (var batch in friends.Chunk(FriendsInBatch))
        {
            progress = progress with { Messages = progress.Messages + 1, Friends = progress.Friends + batch.Length };
            commit.Insert(OutboxCollections.Messages, Message(campaign, digest, progress.Messages, OutboxCall.Multicast, batch));
        }

        return progress;
    }

    private async Task<CampaignFreeze> AddMessages(
        Campaign campaign, FriendIds friends, Commit commit, Dictionary<string, string> issued, HashSet<string> holders, CancellationToken ct)
    {
        var progress = campaign.Freeze!;
        var digest = ContentDigest.Of(campaign.Content);
        foreach (var friend in await store.GetMany(FriendCollections.Friends, friends, ct))
        {
            progress = progress with { Messages = progress.Messages + 1, Friends = progress.Friends + 1 };
            commit.Insert(OutboxCollections.Messages, await Compose(campaign, digest, progress.Messages, friend, commit, issued, holders, ct));
        }

        return progress;
    }

    private async ValueTask<OutboxMessage> Compose(
        Campaign campaign,
        string digest,
        int number,
        Stored<Friend> friend,
        Commit commit,
        Dictionary<string, string> issued,
        HashSet<string> holders,
        CancellationToken ct)
    {
        var message = Message(campaign, digest, number, OutboxCall.Push, [friend.Value.Id]);
        if (friend.Value.Status == FriendStatus.Blocked)
        {
            return Skip(message, "ブロックされています。");
        }

        if (friend.Value.HasOptedOutOf(campaign.Content.Topic))
        {
            return Skip(message, "配信停止を希望されています。");
        }

        if (campaign.Approval?.Coupon is not { } coupon)
        {
            return message with { Messages = CampaignMessages.For(campaign.Content, friend.Value, issue: null, zone) };
        }

        var change = new FriendChange(friend.Value, clock.GetUtcNow());
        var result = holders.Contains(friend.Value.Id)
            ? new IssueResult.NotValidNow(AlreadyHeld)
            : await issuer.Issue(change, coupon, FactSource.Campaign(campaign.Id), occasion: campaign.Id, ct, together: commit);
        switch (result)
        {
            case IssueResult.Issued(var issue):
                issued[issue.Id] = friend.Value.Id;
                commit.Include(change.Commit);
                commit.Replace(FriendCollections.Friends, change.Friend, friend.Version);
                foreach (var entry in change.Recorded)
                {
                    commit.Insert(FriendCollections.Timeline, entry);
                }

                return message with { Messages = CampaignMessages.For(campaign.Content, friend.Value, issue, zone) };
            case IssueResult.AlreadyHeld:
                return Skip(message, AlreadyHeld);
            case IssueResult.NotValidNow(var reason):
                return Skip(message, reason);
            default:
                throw new UnreachableException();
        }
    }

    private const string AlreadyHeld = "このクーポンをすでに受け取っています。";

    private static OutboxMessage Skip(OutboxMessage message, string reason) => message with
    {
        State = OutboxState.Dropped,
        Skipped = [new SkippedFriend(message.To[0], reason)],
        Reason = reason,
        DueAt = null,
        FinishedAt = message.CreatedAt,
    };

    private OutboxMessage Message(Campaign campaign, string digest, int number, OutboxCall call, IReadOnlyList<string> to)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{campaign.Id}-{number:D6}");
        var now = StoredTime.Truncate(clock.GetUtcNow());
        return new OutboxMessage
        {
            Id = id,
            Call = call,
            To = to,
            MailingId = campaign.Id,
            RetryKey = RetryKeyOf(id),
            DueAt = now,
            CreatedAt = now,
            ContentDigest = digest,
        };
    }

    // The same message always has the same key, however often it is written down.
    private static string RetryKeyOf(string messageId) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16)).ToString();
}
