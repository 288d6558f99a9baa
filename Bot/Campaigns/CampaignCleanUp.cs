using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// What is left to do after a campaign was cancelled: who was chosen is forgotten, its waiting messages are dropped, and
/// coupons that nobody saw are taken back, so that the friends can get them another time.
/// </summary>
internal sealed class CampaignCleanUp(
    IDocumentStore store,
    CampaignStore campaigns,
    CampaignAudience audience,
    FriendStore friends,
    CouponIssuer issuer,
    CampaignTally tally,
    CampaignPace pace,
    TimeProvider clock)
{
    private static Words Why { get; } = new("配信が中止されました。", "It was cancelled.");

    /// <summary>Goes on until messages under way are decided; then closes the campaign's books.</summary>
    public async Task Finish(Campaign campaign, CancellationToken ct)
    {
        await audience.Remove(campaign.Id, ct);
        await DropWaiting(campaign.Id, ct);
        if (await tally.OpenMessages(campaign.Id, ct) > 0)
        {
            return;
        }

        foreach (var couponId in campaign.Contents().Select(content => content.CouponId).OfType<string>().Distinct())
        {
            await TakeBackUnseen(campaign.Id, couponId, ct);
        }

        var end = await tally.End(campaign, clock.GetUtcNow(), ct);
        await campaigns.Take(campaign.Id, _ => [end], ct);
        tally.Forget(campaign.Id);
        pace.Forget(campaign.Id);
    }

    private async Task DropWaiting(string campaignId, CancellationToken ct)
    {
        var waiting = Filter.Equal("mailingId", campaignId) & Filter.Equal("state", FieldValue.Of(OutboxState.Waiting));
        foreach (var ids in (await store.Ids(OutboxCollections.Messages, waiting, ct)).Chunk(100))
        {
            var commit = new Commit();
            foreach (var message in await store.GetMany(OutboxCollections.Messages, ids, ct))
            {
                if (message.Value.State == OutboxState.Waiting)
                {
                    commit.Replace(
                        OutboxCollections.Messages,
                        message.Value with { State = OutboxState.Dropped, Reason = Why, DueAt = null, FinishedAt = StoredTime.Truncate(clock.GetUtcNow()) },
                        message.Version);
                }
            }

            // A conflict: the outbox was at one of them. The next look sees what is left.
            await store.Commit(commit, ct);
        }
    }

    private async Task TakeBackUnseen(string campaignId, string couponId, CancellationToken ct)
    {
        var dropped = Filter.Equal("mailingId", campaignId) & Filter.Equal("state", FieldValue.Of(OutboxState.Dropped));
        var query = new Query<OutboxMessage>(OutboxCollections.Messages, dropped) { Limit = 500 };
        do
        {
            var page = await store.Find(query, ct);
            await Parallel.ForEachAsync(
                page.Items.Select(item => item.Value.FriendId).OfType<string>(),
                new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
                async (friendId, token) => await friends.Change(friendId, (change, inner) => TakeBack(change, campaignId, couponId, inner), token));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    private async ValueTask<Friend> TakeBack(FriendChange change, string campaignId, string couponId, CancellationToken ct)
    {
        foreach (var fact in change.Friend.Coupons.Where(fact => fact.Coupon == couponId).ToList())
        {
            if (await store.Get(CouponCollections.Issues, fact.Issue, ct) is { Value: { State: IssueState.Issued } issue } stored
                && issue.Source == FactSource.Campaign(campaignId))
            {
                issuer.TakeBack(change, stored);
                change.Record(TimelineKind.CouponRevoked, couponId, source: FactSource.Campaign(campaignId), reason: Why);
            }
        }

        return change.Friend;
    }
}
