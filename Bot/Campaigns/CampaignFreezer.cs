using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// Writes a campaign's audience down as outbox messages, before any of them is sent: batches of friends who get the same,
/// or one message a friend who gets their own. Each commit holds some of the audience and how far it came, so that a
/// killed process goes on where it stopped and no friend stands in two messages.
/// </summary>
internal sealed class CampaignFreezer(IDocumentStore store, CampaignStore campaigns, CouponIssuer issuer, TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>LINE's limit for one multicast.</summary>
    public const int FriendsInBatch = 500;

    private const int BatchesInCommit = 4;
    private const int MessagesInCommit = 250;
    private const int Tries = 20;

    /// <summary>
    /// Writes down everybody of the audience (ascending) who is not yet, and lets sending begin. Ends early when somebody
    /// paused or cancelled the campaign meanwhile.
    /// </summary>
    public async Task Freeze(Stored<Campaign> campaign, IReadOnlyList<string> audience, QuietHours quiet, CancellationToken ct)
    {
        var progress = campaign.Value.Freeze ?? throw new UnreachableException();
        var left = audience.Skip(FirstAfter(audience, progress.LastFriend));
        foreach (var friends in left.Chunk(progress.Personal ? MessagesInCommit : FriendsInBatch * BatchesInCommit))
        {
            var written = progress.Personal
                ? await WriteMessages(campaign, friends, ct)
                : await WriteBatches(campaign, friends, ct);
            if (written is null)
            {
                return;
            }

            campaign = written;
        }

        await Complete(campaign, quiet, ct);
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

    private async Task<Stored<Campaign>?> WriteBatches(Stored<Campaign> campaign, string[] friends, CancellationToken ct)
    {
        var progress = campaign.Value.Freeze!;
        var digest = ContentDigest.Of(campaign.Value.Content);
        var commit = new Commit();
        foreach (var batch in friends.Chunk(FriendsInBatch))
        {
            progress = progress with { Messages = progress.Messages + 1, Friends = progress.Friends + batch.Length, LastFriend = batch[^1] };
            commit.Insert(OutboxCollections.Messages, Message(campaign.Value, digest, progress.Messages, OutboxCall.Multicast, batch));
        }

        return await Write(campaign, progress, commit, ct);
    }

    private async Task<Stored<Campaign>?> WriteMessages(Stored<Campaign> campaign, string[] friends, CancellationToken ct)
    {
        // Friends whose coupon somebody gave them between reading and writing, though the friend did not show it yet.
        var holders = new HashSet<string>();
        var digest = ContentDigest.Of(campaign.Value.Content);
        for (var tried = 0; tried < Tries; tried++)
        {
            var progress = campaign.Value.Freeze!;
            var commit = new Commit();
            var issued = new Dictionary<string, string>();
            foreach (var friend in await store.GetMany(FriendCollections.Friends, friends, ct))
            {
                progress = progress with { Messages = progress.Messages + 1, Friends = progress.Friends + 1 };
                var message = Compose(campaign.Value, digest, progress.Messages, friend, commit, issued, holders);
                commit.Insert(OutboxCollections.Messages, message);
            }

            if (await Write(campaign, progress with { LastFriend = friends[^1] }, commit, ct, conflict => Forget(conflict, issued, holders)) is { } written)
            {
                return written;
            }

            if ((await campaigns.Find(campaign.Value.Id, ct))?.Version != campaign.Version)
            {
                return null;
            }
        }

        throw new StoreException($"Friends of campaign {campaign.Value.Id} changed {Tries} times while they were written down. It goes on by itself.");
    }

    private static void Forget(CommitResult.Conflict conflict, Dictionary<string, string> issued, HashSet<string> holders)
    {
        if (conflict.Reason == ConflictReason.UniqueKey && issued.TryGetValue(conflict.Id, out var friendId))
        {
            holders.Add(friendId);
        }
    }

    private OutboxMessage Compose(
        Campaign campaign, string digest, int number, Stored<Friend> friend, Commit commit, Dictionary<string, string> issued, HashSet<string> holders)
    {
        var message = Message(campaign, digest, number, OutboxCall.Push, [friend.Value.Id]);
        if (friend.Value.Status == FriendStatus.Blocked)
        {
            return Skip(message, "ブロックされています。");
        }

        if (campaign.Approval?.Coupon is not { } coupon)
        {
            return message with { Messages = CampaignMessages.For(campaign.Content, friend.Value, issue: null, zone) };
        }

        var change = new FriendChange(friend.Value, clock.GetUtcNow());
        var result = holders.Contains(friend.Value.Id)
            ? new IssueResult.NotValidNow(AlreadyHeld)
            : issuer.Issue(change, coupon, FactSource.Campaign(campaign.Id), occasion: campaign.Id);
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

    private async Task<Stored<Campaign>?> Write(
        Stored<Campaign> campaign, CampaignFreeze progress, Commit commit, CancellationToken ct, Action<CommitResult.Conflict>? conflicted = null)
    {
        var next = CampaignMachine.After(campaign.Value, new CampaignStep.Freeze(progress)) ?? throw new UnreachableException();
        commit.Replace(CampaignCollections.Campaigns, next, campaign.Version);
        switch (await store.Commit(commit, ct))
        {
            case CommitResult.Committed:
                return new Stored<Campaign>(next, campaign.Version + 1);
            case CommitResult.Conflict conflict:
                conflicted?.Invoke(conflict);
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private static int FirstAfter(IReadOnlyList<string> audience, string? lastFriend)
    {
        if (lastFriend is null)
        {
            return 0;
        }

        var (low, high) = (0, audience.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(audience[middle], lastFriend) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
