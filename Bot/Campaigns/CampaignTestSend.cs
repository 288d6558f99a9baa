using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>Sends a campaign's content to a few people who look at it on their own phones. It counts as no campaign.</summary>
internal sealed class CampaignTestSend(IDocumentStore store, CouponCatalog coupons, OutboxSignal outbox, TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>The most friends of one test send.</summary>
    public const int MostFriends = 5;

    /// <summary>By this the ids of such messages in the outbox begin.</summary>
    public const string IdPrefix = "test-";

    private static Words Mark { get; } = new("テスト送信", "A test send");

    /// <summary>Queues the messages; or says for each friend why nothing can be sent, and queues none.</summary>
    public async Task<TestSendResult> Send(Campaign campaign, IReadOnlyCollection<string> friendIds, CancellationToken ct)
    {
        var ids = friendIds.Distinct().ToList();
        if (ids.Count is 0 or > MostFriends)
        {
            return new TestSendResult.Refused([new($"1～{MostFriends}人を選んでください。", $"Choose 1 to {MostFriends} friends.")]);
        }

        var friends = await store.GetMany(FriendCollections.Friends, ids, ct);
        List<Words> problems =
        [
            .. ids.Except(friends.Select(friend => friend.Value.Id)).Select(id => new Words($"{id} は友だちではありません。", $"{id} is no friend.")),
            .. friends.Where(friend => friend.Value.Status == FriendStatus.Blocked).Select(friend => new Words($"{friend.Value.Id} にブロックされています。", $"{friend.Value.Id} has blocked the account.")),
        ];
        if (problems.Count > 0)
        {
            return new TestSendResult.Refused(problems);
        }

        var coupon = campaign.Content.CouponId is { } couponId ? await coupons.Find(couponId, ct) : null;
        var now = StoredTime.Truncate(clock.GetUtcNow());
        var messages = friends.Select(friend => new OutboxMessage
        {
            Id = IdPrefix + DocumentId.New(now),
            Call = OutboxCall.Push,
            To = [friend.Value.Id],
            Messages = CampaignMessages.Sample(campaign.Content, coupon, friend.Value, now, zone),
            RetryKey = Guid.NewGuid().ToString(),
            DueAt = now,
            CreatedAt = now,
            Reason = Mark,
        }).ToList();
        var commit = new Commit();
        foreach (var message in messages)
        {
            commit.Insert(OutboxCollections.Messages, message);
        }

        if (await store.Commit(commit, ct) is not CommitResult.Committed)
        {
            throw new StoreException("New messages of the outbox conflict with old ones.");
        }

        outbox.Wake();
        return new TestSendResult.Queued([.. messages.Select(message => message.Id)]);
    }
}

/// <summary>What became of a test send.</summary>
public abstract record TestSendResult
{
    private TestSendResult()
    {
    }

    /// <summary>The messages are on their way, one a friend, with these ids in the outbox.</summary>
    public sealed record Queued(IReadOnlyList<string> MessageIds) : TestSendResult;

    /// <summary>Nothing is sent, for these reasons.</summary>
    public sealed record Refused(IReadOnlyList<Words> Problems) : TestSendResult;
}
