using System.Diagnostics;
using Bot.Campaigns;
using Xunit.Abstractions;

namespace Bot.Tests.Campaigns;

public class FreezeSpeedTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_large_audience_is_written_down_whole()
    {
        // 100,000 friends to look at the speed: BOT_FREEZE_FRIENDS=100000.
        var friends = int.TryParse(Environment.GetEnvironmentVariable("BOT_FREEZE_FRIENDS"), out var asked) ? asked : 5_000;
        await using var shop = new Shop(("Campaigns:Plan", "standard"));
        shop.Line.Limit = null;
        await shop.Befriend(friends);

        foreach (var text in new[] { "みなさまへ", "{name}さんへ" })
        {
            var draft = await shop.Approved(await shop.Draft(text: text));
            var took = Stopwatch.StartNew();
            await shop.Run();
            output.WriteLine($"{text}: {friends:N0} friends in {took.ElapsedMilliseconds:N0} ms");

            var campaign = await shop.Campaign(draft.Id);
            Assert.Equal((CampaignState.Sending, friends), (campaign.State, campaign.Freeze!.Friends));
            Assert.Equal(friends, (await shop.Get<CampaignTally>().Of(campaign, CancellationToken.None)).Waiting);
        }
    }
}
