using System.Text.Json;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Segments;
using Bot.Storage;

namespace Bot.Tests.Campaigns;

/// <summary>The friends a campaign reaches are those chosen at one moment, whatever happens until they are written down.</summary>
public abstract class AudienceTests : IAsyncDisposable
{
    private readonly Shop _shop;

    private protected AudienceTests(TestStore store) => _shop = new Shop(store);

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static CancellationToken None => CancellationToken.None;

    /// <summary>What each friend gets: the same in batches by 4,000 a commit, or their own by 250.</summary>
    public enum Content
    {
        Same,
        Own,
        Coupon,
    }

    [Theory]
    [InlineData(Content.Same, false)]
    [InlineData(Content.Same, true)]
    [InlineData(Content.Own, false)]
    [InlineData(Content.Own, true)]
    [InlineData(Content.Coupon, false)]
    [InlineData(Content.Coupon, true)]
    public async Task Killed_at_any_commit_it_reaches_those_chosen_though_friends_change_meanwhile(Content content, bool written)
    {
        var count = content == Content.Same ? 4_120 : 280;
        await _shop.Befriend(count, (number, friend) => number % 40 == 0 ? friend : Mild(friend));
        for (var dies = 1; ; dies++)
        {
            _shop.Delivered.Clear();
            var draft = await Approved(content, "tag = 甘口");
            var before = await Matching("tag = 甘口");

            _shop.Store.DieAt(dies, written);
            var died = await Record.ExceptionAsync(_shop.Run) is StoreException;
            await _shop.Restart();
            var wasChosen = (await _shop.Campaign(draft.Id)).Freeze is { Chosen: not null };
            await TurnAround(Enumerable.Range(1, count).Where(number => number % 20 == 0));
            var after = await Matching("tag = 甘口");
            await Finish(draft.Id);

            Assert.Equal(wasChosen ? before : after, Delivered());
            if (!died)
            {
                Assert.True(dies > 5, $"Freezing took only {dies - 1} commits.");
                return;
            }
        }
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Killed_while_much_is_chosen_it_leaves_nothing_and_chooses_anew(int dies, bool written)
    {
        // Eleven slices of friends who get their own; ten are kept in one commit.
        await _shop.Befriend(2_510, (_, friend) => Mild(friend));
        var draft = await Approved(Content.Own, "tag = 甘口");
        _shop.Store.DieAt(dies, written);
        await Record.ExceptionAsync(_shop.Run);
        Assert.Equal(dies == 2 || !written && dies == 3 ? 10 : 11, await Slices());

        await _shop.Restart();
        await TurnAround(Enumerable.Range(1, 20));
        await _shop.Run();

        Assert.Equal(await Matching("tag = 甘口"), (await _shop.Outbox(draft.Id)).SelectMany(message => message.To));
        Assert.Equal(0, await Slices());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(500, 1)]
    [InlineData(501, 2)]
    [InlineData(4_000, 8)]
    [InlineData(4_001, 9)]
    public async Task Everybody_stands_in_one_batch_of_at_most_500(int friends, int batches)
    {
        // Approved for one more, who then is none of them any more.
        await _shop.Befriend(friends + 1, (_, friend) => Mild(friend));
        var draft = await _shop.Approved(await _shop.Draft("tag = 甘口"), "2026-11-21T15:00");
        await TurnAround([friends + 1]);

        _shop.Clock.Now = Shop.Noon.AddHours(3);
        await _shop.Run();

        Assert.Equal(batches, (await _shop.Outbox(draft.Id)).Count);
        Assert.Equal(friends, (await _shop.Campaign(draft.Id)).Freeze!.Chosen);
        await Finish(draft.Id);
        Assert.Equal(Enumerable.Range(1, friends).Select(Shop.Id), Delivered());
    }

    [Theory]
    [InlineData(Content.Same)]
    [InlineData(Content.Own)]
    [InlineData(Content.Coupon)]
    public async Task Paused_while_it_is_written_down_it_goes_on_with_those_chosen(Content content)
    {
        await _shop.Befriend(content == Content.Same ? 4_600 : 600, (number, friend) => number % 20 == 0 ? friend : Mild(friend));
        var draft = await Approved(content, "tag = 甘口");
        var chosen = await Matching("tag = 甘口");
        At(commit: 2, Writes(OutboxCollections.Messages), () => _shop.Desk.Pause(draft.Id, None));

        await _shop.Run();
        Assert.Equal(CampaignState.Paused, (await _shop.Campaign(draft.Id)).State);
        Assert.NotEqual(0, await Slices());
        await TurnAround(Enumerable.Range(1, 600).Where(number => number % 10 == 0));
        await _shop.Run();
        await _shop.Desk.Resume(draft.Id, None);
        await Finish(draft.Id);

        Assert.Equal(chosen, Delivered());
    }

    [Fact]
    public async Task Paused_while_it_is_chosen_it_is_chosen_anew()
    {
        await _shop.Befriend(300);
        var draft = await Approved(Content.Own, "all");
        At(commit: 1, Writes(CampaignCollections.Audiences), () => _shop.Desk.Pause(draft.Id, None));

        await _shop.Run();
        Assert.Equal(CampaignState.Paused, (await _shop.Campaign(draft.Id)).State);
        await _shop.Befriend(10, first: 1_000);
        await _shop.Desk.Resume(draft.Id, None);
        await Finish(draft.Id);

        Assert.Equal(310, Delivered().Count);
    }

    [Fact]
    public async Task Cancelled_while_it_is_written_down_it_keeps_nobody()
    {
        await _shop.Befriend(600);
        var draft = await Approved(Content.Own, "all");
        At(commit: 2, Writes(OutboxCollections.Messages), () => _shop.Desk.Cancel(draft.Id, None));

        await _shop.Run();
        Assert.NotEqual(0, await Slices());
        await _shop.Run();

        Assert.Equal(0, await Slices());
        Assert.Equal(new CampaignCounts(0, 250, 0, 0, 0), (await _shop.Campaign(draft.Id)).Counts);
        Assert.Equal(0, await _shop.Send());
    }

    [Theory]
    [InlineData(Content.Same)]
    [InlineData(Content.Own)]
    public async Task Two_processes_at_once_reach_everybody_once(Content content)
    {
        await _shop.Befriend(content == Content.Same ? 4_100 : 300);

        // The second one does all there is to do while the first one is about to write.
        for (var (commit, met) = (1, true); met; commit++)
        {
            _shop.Delivered.Clear();
            var draft = await Approved(content, "all");
            met = false;
            At(commit, _ => true, async () =>
            {
                met = true;
                await _shop.Run();
            });
            await _shop.Run();
            await Finish(draft.Id);

            Assert.Equal(await Matching("all"), Delivered());
            await _shop.Befriend(20, first: 10_000 + (commit * 100));
        }

        _shop.Delivered.Clear();
        var last = await Approved(content, "all");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(_shop.Run)));
        await Finish(last.Id);
        Assert.Equal(await Matching("all"), Delivered());
    }

    [Theory]
    [InlineData(Content.Same)]
    [InlineData(Content.Own)]
    [InlineData(Content.Coupon)]
    public async Task Who_is_erased_while_it_is_written_down_is_in_no_message_of_it(Content content)
    {
        // In the slice about to be written, in a later one, and alone in the last one.
        var friends = content == Content.Same ? 8_001 : 501;
        int[] gone = [7, friends - 100, friends];
        await _shop.Befriend(friends);
        var draft = await Approved(content, "all");
        At(commit: 1, Writes(OutboxCollections.Messages), async () =>
        {
            foreach (var number in gone)
            {
                Assert.Contains($"\"campaignId\":\"{draft.Id}\"", (await Erasure.Export(Shop.Id(number), None))!["data"]!["audiences"]!.ToJsonString(), StringComparison.Ordinal);
                var receipt = await Erasure.Erase(Shop.Id(number), None);
                Assert.Equal(1, receipt!.Erased.Single(erased => erased.Collection == "audiences").Count);
            }
        });

        await _shop.Run();
        await Finish(draft.Id);

        Assert.Equal(Enumerable.Range(1, friends).Except(gone).Select(Shop.Id), Delivered());
        Assert.Empty((await _shop.Outbox()).SelectMany(message => message.To).Intersect(gone.Select(Shop.Id)));
        Assert.Equal(friends - 3, (await _shop.Campaign(draft.Id)).Counts!.Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Who_is_erased_while_it_is_chosen_is_in_no_message_of_it(int commit)
    {
        await _shop.Befriend(3);
        var draft = await Approved(Content.Same, "all");
        At(commit, Writes(CampaignCollections.Campaigns), () => Erasure.Erase(Shop.Id(2), None));

        await _shop.Run();
        await _shop.Run();
        await Finish(draft.Id);

        Assert.Equal([Shop.Id(1), Shop.Id(3)], (await _shop.Outbox()).SelectMany(message => message.To));
        Assert.Equal([Shop.Id(1), Shop.Id(3)], Delivered());
    }

    [Fact]
    public async Task An_erasure_that_began_before_the_audience_was_chosen_reaches_it_still()
    {
        await _shop.Befriend(3);
        var draft = await Approved(Content.Same, "all");
        At(commit: 1, Writes(FriendCollections.Erasures), _shop.Run);

        await Erasure.Erase(Shop.Id(2), None);

        var outbox = Assert.Single(await _shop.Outbox(draft.Id));
        Assert.Equal([Shop.Id(1), Shop.Id(3)], outbox.To);
        Assert.Equal(1, outbox.Erased);
    }

    [Fact]
    public async Task A_campaign_that_an_older_version_was_writing_down_goes_on_after_the_last_friend_of_it()
    {
        await _shop.Befriend(3);
        var draft = await Approved(Content.Same, "all");
        _shop.Store.DieAt(1, written: true);
        await Record.ExceptionAsync(_shop.Run);
        await _shop.Restart();
        var (begun, version) = (await _shop.Store.Get(CampaignCollections.Campaigns, draft.Id, None))!;
        var batch = new OutboxMessage
        {
            Id = $"{draft.Id}-000001",
            Call = OutboxCall.Multicast,
            To = [Shop.Id(1), Shop.Id(2)],
            MailingId = draft.Id,
            RetryKey = Guid.NewGuid().ToString(),
            CreatedAt = Shop.Noon,
        };
        await _shop.Store.Commit(
            new Commit()
                .Replace(CampaignCollections.Campaigns, begun with { Freeze = new CampaignFreeze(false, Messages: 1, Friends: 2) { LastFriend = Shop.Id(2) } }, version)
                .Insert(OutboxCollections.Messages, batch),
            None);

        await _shop.Run();

        var frozen = (await _shop.Campaign(draft.Id)).Freeze;
        Assert.Equal(new CampaignFreeze(false, Messages: 2, Friends: 3) { Chosen = 3, Complete = true }, frozen);
        Assert.Equal([Shop.Id(1), Shop.Id(2), Shop.Id(3)], (await _shop.Outbox(draft.Id)).SelectMany(message => message.To));
    }

    [Fact]
    public async Task Ids_that_are_not_LINEs_are_reached_too()
    {
        await _shop.Befriend(3, (number, friend) => number == 2 ? friend with { Id = "店長" } : friend);
        var draft = await Approved(Content.Same, "all");
        _shop.Store.DieAt(4, written: false);
        await Record.ExceptionAsync(_shop.Run);
        await _shop.Restart();
        Assert.Single((await Erasure.Export("店長", None))!["data"]!["audiences"]!.AsArray());

        await Finish(draft.Id);

        Assert.Equal([Shop.Id(1), Shop.Id(3), "店長"], Delivered());
    }

    [Fact]
    public async Task An_audience_waits_in_few_bytes_a_friend()
    {
        await _shop.Befriend(4_600);
        var draft = await Approved(Content.Same, "all");
        _shop.Store.DieAt(4, written: false);
        await Record.ExceptionAsync(_shop.Run);

        var slices = (await _shop.Store.Find(new Query<AudienceSlice>(CampaignCollections.Audiences, Filter.Everything), None)).Items;
        Assert.Equal([4_000, 600], slices.Select(slice => slice.Value.Friends.Count));
        Assert.Equal(draft.Id, slices[0].Value.CampaignId);

        // 16 bytes, a third more in base64.
        Assert.True(slices.Sum(slice => JsonSerializer.SerializeToUtf8Bytes(slice.Value, CampaignCollections.Audiences.Json).Length) < 22 * 4_600);
    }

    private FriendErasure Erasure => _shop.Get<FriendErasure>();

    private static Friend Mild(Friend friend) => friend with { Tags = [Shop.Tag("甘口")] };

    private Task TurnAround(IEnumerable<int> numbers) => Task.WhenAll(numbers.Select(number =>
        _shop.Change(Shop.Id(number), friend => friend.Tags.Count == 0 ? Mild(friend) : friend with { Tags = [] })));

    private async Task<IReadOnlyList<string>> Matching(string condition) =>
        [.. await _shop.Get<SegmentReader>().Audience((await _shop.Get<SegmentReader>().Parse(condition, None)).Condition!, Shop.Noon, None)];

    private IReadOnlyList<string> Delivered() => [.. _shop.Delivered.Select(delivery => delivery.FriendId).Order(StringComparer.Ordinal)];

    private Task<long> Slices() => _shop.Store.Count(CampaignCollections.Audiences, Filter.Everything, None);

    private async Task<Campaign> Approved(Content content, string condition)
    {
        var coupon = $"curry-{Guid.NewGuid():N}";
        if (content == Content.Coupon)
        {
            await _shop.Offer(new Coupon { Id = coupon, Title = "新カレー割引", Reward = new Reward.PercentOff(10), ValidDays = 7 });
        }

        return await _shop.Approved(content switch
        {
            Content.Own => await _shop.Draft(condition, "{name}さん、こんにちは"),
            Content.Coupon => await _shop.Draft(condition, couponId: coupon),
            _ => await _shop.Draft(condition, "こんにちは"),
        });
    }

    // To the end, after which nothing of the audience waits anywhere.
    private async Task Finish(string campaignId)
    {
        await _shop.Run();
        await _shop.Run();
        await _shop.Send();
        await _shop.Run();
        Assert.Equal(CampaignState.Sent, (await _shop.Campaign(campaignId)).State);
        Assert.Equal(0, await Slices());
    }

    private static Func<Commit, bool> Writes(Collection collection) => commit => commit.Writes.Exists(write => write.Collection == collection);

    // Lets something happen just before the commit of this number, of those meant, is written.
    private void At(int commit, Func<Commit, bool> meant, Func<Task> happens)
    {
        var seen = 0;
        _shop.Store.Meanwhile = about => meant(about) && ++seen == commit ? happens() : Task.CompletedTask;
    }
}

public sealed class AudienceOnSqlite() : AudienceTests(TestStore.OnSqlite());

public sealed class AudienceOnMongo() : AudienceTests(TestStore.OnMongo());
