using Bot.Tests.Simulator;

namespace Bot.Tests.Journeys;

/// <summary>Stop the app, start it again: everything is still there.</summary>
public abstract class RestartJourneyTests : IDisposable
{
    private readonly TestStore _store;

    private protected RestartJourneyTests(TestStore store) => _store = store;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task After_a_restart_conversations_coupons_campaigns_and_keys_go_on_where_they_were()
    {
        var settings = new Dictionary<string, string> { ["Simulator:Journal"] = Path.Combine(_store.Folder, "phones.jsonl") };
        string asked, answered, campaign, key;
        using (var bot = Visit.AtNoon(settings, _store))
        {
            var marketer = new Marketer(bot.Api);
            var (midway, done) = (await bot.Friend("さくら"), await bot.FriendWhoLikes("甘口", "あおい"));
            await midway.Takes("辛さ", "辛口");
            (asked, answered) = (midway.UserId, done.UserId);
            campaign = await marketer.Send("tag = 甘口", "{name}さん、夕方のお知らせ", sendAt: "2027-01-15T18:00");
            key = (await marketer.Post("keys", new { name = "レジ" })).GetProperty("key").GetString()!;
        }

        using (var bot = new BotApplication(settings, _store))
        {
            var marketer = new Marketer(bot.Api);
            var (midway, done) = (SimulatedPhone.Of(bot.Line, asked), SimulatedPhone.Of(bot.Line, answered));
            Assert.InRange(bot.Clock.GetUtcNow(), Visit.Noon, Visit.Noon.AddHours(1));
            Assert.Contains("トッピング", (await midway.Screen()).BotTexts.Last(), StringComparison.Ordinal);

            Assert.Contains("ご来店", (await midway.Choose("チーズ"))[0].Text, StringComparison.Ordinal);
            await midway.Choose("はじめて");
            Assert.Equal("flex", (await midway.Choose("スキップ"))[^1].Type);
            Assert.Equal(1, await marketer.Count("tag = 辛口 and attribute(トッピング) = チーズ"));

            await done.Choose("使う");
            Assert.Contains("使用済み", (await done.Choose("使用する"))[0].Text, StringComparison.Ordinal);

            bot.Clock.SetToTokyo(15, 18);
            await marketer.Until(campaign, "sent");
            Assert.Equal("あおいさん、夕方のお知らせ", (await done.Screen()).BotTexts.Last());

            bot.Api.DefaultRequestHeaders.Authorization = new("Bearer", key);
            Assert.Equal(2, await marketer.Count("completed(spice-level)"));
        }
    }
}
