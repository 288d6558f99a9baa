using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Bot.Campaigns;
using Bot.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Campaigns;

/// <summary>Campaigns with the true sender and their own background work, against a LINE that remembers who got what.</summary>
public class CampaignWithOutboxTests
{
    [Theory]
    [InlineData("みなさまへ")]
    [InlineData("{name}さんへ")]
    public async Task An_approved_campaign_goes_out_by_itself_to_everybody_once(string text)
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(1_100);
        var got = new ConcurrentBag<string>();
        shop.Line.Accept = body =>
        {
            var to = body.GetProperty("to");
            foreach (var friendId in to.ValueKind == JsonValueKind.Array ? to.EnumerateArray().Select(id => id.GetString()!) : [to.GetString()!])
            {
                got.Add(friendId);
            }
        };
        await using var running = await Running.Start(shop);

        var campaign = await shop.Approved(await shop.Draft(text: text));

        await Running.Until(async () => (await shop.Campaign(campaign.Id)).State == CampaignState.Sent);
        Assert.Equal(friends, got.Order(StringComparer.Ordinal));
        Assert.Equal(new CampaignCounts(1_100, 0, 0, 0, 0), (await shop.Campaign(campaign.Id)).Counts);
    }

    [Fact]
    public async Task The_monthly_limit_pauses_the_campaign_with_the_reason_and_a_resume_sends_the_rest()
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(1_100);
        shop.Line.Status = HttpStatusCode.TooManyRequests;
        shop.Line.Body = """{"message":"You have reached your monthly limit."}""";
        await using var running = await Running.Start(shop);

        var campaign = await shop.Approved(await shop.Draft());
        await Running.Until(async () => (await shop.Campaign(campaign.Id)).State == CampaignState.Paused);
        var pause = (await shop.Campaign(campaign.Id)).Pause!;
        Assert.Equal(PauseCause.Outbox, pause.Cause);
        Assert.Contains("上限", pause.Reason.Japanese, StringComparison.Ordinal);

        (shop.Line.Status, shop.Line.Body) = (HttpStatusCode.OK, "{}");
        shop.Clock.Now += TimeSpan.FromHours(2);
        await shop.Desk.Resume(campaign.Id, CancellationToken.None);
        await Running.Until(async () => (await shop.Campaign(campaign.Id)).State == CampaignState.Sent);
        Assert.Equal(friends.Count, (await shop.Campaign(campaign.Id)).Counts!.Sent);
    }

    [Fact]
    public async Task The_same_content_again_is_stopped_by_the_breaker()
    {
        await using var shop = new Shop();
        await shop.Befriend(10);
        await using var running = await Running.Start(shop);
        var first = await shop.Approved(await shop.Draft());
        await Running.Until(async () => (await shop.Campaign(first.Id)).State == CampaignState.Sent);

        var second = await shop.Approved(await shop.Draft());

        await Running.Until(async () => (await shop.Campaign(second.Id)).Pause?.Cause == PauseCause.Outbox);
        Assert.Equal(0, (await shop.Get<CampaignTally>().Of(await shop.Campaign(second.Id), CancellationToken.None)).Sent);
        await shop.Desk.Cancel(second.Id, CancellationToken.None);
        await Running.Until(async () => (await shop.Campaign(second.Id)).Counts is { Skipped: 10 });
    }

    private sealed class Running(MailingSender sender, CampaignRunner runner) : IAsyncDisposable
    {
        public static async Task<Running> Start(Shop shop)
        {
            var running = new Running(ActivatorUtilities.CreateInstance<MailingSender>(shop.Services), shop.Runner);
            await running.Sender.StartAsync(CancellationToken.None);
            await running.Runner.StartAsync(CancellationToken.None);
            return running;
        }

        private MailingSender Sender { get; } = sender;

        private CampaignRunner Runner { get; } = runner;

        public static async Task Until(Func<Task<bool>> holds)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!await holds())
            {
                await Task.Delay(20, limit.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Runner.StopAsync(CancellationToken.None);
            await Sender.StopAsync(CancellationToken.None);
        }
    }
}
