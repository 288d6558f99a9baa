using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Tests.Journeys;

/// <summary>"What do you know of me?" and "forget me".</summary>
public abstract class ErasureJourneyTests : Journey
{
    private const string Name = "鬼龍院 すみれ";
    private const string Secret = "隠し味はチョコレートでした";

    private protected ErasureJourneyTests(TestStore store)
        : base(store, own => Visit.AtNoon(store: own))
    {
    }

    [Fact]
    public async Task A_forgotten_friend_leaves_a_receipt_and_numbers_and_nothing_else()
    {
        var other = await _bot.FriendWhoLikes("甘口", "残る人");
        var phone = await _bot.Friend(Name);
        await phone.Takes("辛さ", "甘口", "はじめて");
        await phone.Ask(Secret);
        await phone.Ask("すみれの独り言");
        var code = (await _marketer.Issues("first-10off")).Single(issue => issue.GetProperty("userId").GetString() == phone.UserId).GetProperty("code").GetString()!;
        var earlier = await _marketer.Send("tag = 甘口", "{name}さんへ");
        await _marketer.Until(earlier, "sent");

        // Waiting for her: a batch with another friend, one of her own, and a message alone.
        var batch = await _marketer.Send("tag = 甘口", "みなさんへ", sendAt: "2027-01-15T18:00");
        await Line(new { fail = "monthlyLimit" });
        var own = await _marketer.Send("tag = 甘口", "{name}さん、もう一度");
        await _marketer.Until(own, "paused");
        await _marketer.Post($"campaigns/{earlier}/test", new { userIds = new[] { phone.UserId } });
        await BotApplication.Until(() => Tried(phone.UserId), "the test message was tried, so that nothing changes between export and erasure");
        Assert.Equal(4, (await TracesOf(phone.UserId, Name, Secret, code.Replace("-", "", StringComparison.Ordinal))).Count);
        var before = (await Results(), await CouponCounts());

        var export = await _marketer.Get($"friends/{phone.UserId}/export");
        Assert.All([Name, Secret, "すみれの独り言", "甘口", "first-10off"], said => Assert.Contains(said, export.GetRawText(), StringComparison.Ordinal));
        Assert.DoesNotContain(other.UserId, export.GetRawText(), StringComparison.Ordinal);

        using var erased = await _bot.Api.DeleteAsync($"/api/friends/{phone.UserId}");
        var receipt = await erased.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(export.GetProperty("digest").GetString(), receipt.GetProperty("digest").GetString());
        Assert.Equal(receipt.GetRawText(), (await _marketer.Get($"erasures/{receipt.GetProperty("id").GetString()}")).GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.GetAsync($"/api/friends/{phone.UserId}")).StatusCode);
        Assert.Empty(await TracesOf(Name, "すみれ", Secret, code, code.Replace("-", "", StringComparison.Ordinal)));
        Assert.Single(await TracesOf(other.UserId));

        // What they add up to stays.
        Assert.Equal(before, (await Results(), await CouponCounts()));
        var counts = (await _marketer.Campaign(earlier)).GetProperty("progress");
        Assert.Equal((2, 2), (counts.GetProperty("audience").GetInt32(), counts.GetProperty("sent").GetInt32()));

        // What waited goes to the others alone.
        var seen = (await phone.Screen()).Messages.Count;
        await Line(new { fail = (string?)null });
        await _marketer.Post($"campaigns/{own}/resume");
        await _marketer.Until(own, "sent");
        _bot.Clock.SetToTokyo(15, 18);
        await _marketer.Until(batch, "sent");
        Assert.Equal("みなさんへ", (await other.Screen()).BotTexts.Last());
        Assert.Equal(seen, (await phone.Screen()).Messages.Count);

        // Whoever writes again is somebody new.
        await phone.Ask("はじめまして");
        var anew = await _marketer.Get($"friends/{phone.UserId}");
        Assert.Empty(anew.GetProperty("tags").EnumerateArray());
        Assert.Empty(anew.GetProperty("coupons").EnumerateArray());
        Assert.Contains("お答えを使わせていただきます", (await phone.Ask("辛さ"))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_forgotten_not_even_the_id_is_left_a_day_later()
    {
        var phone = await _bot.FriendWhoLikes("甘口", Name);
        (await _bot.Api.DeleteAsync($"/api/friends/{phone.UserId}")).EnsureSuccessStatusCode();

        // Until then the change feed tells by it who is gone.
        _bot.Clock.Advance(TimeSpan.FromHours(25));
        await BotApplication.Until(async () => (await TracesOf(phone.UserId, phone.UserId[1..], Name)).Count == 0, "every trace is gone");
        Assert.Equal(0, await _marketer.Count("all"));
    }

    private async Task<IReadOnlyList<string>> TracesOf(params string[] texts)
    {
        var file = await _store.Everything();
        return [.. texts.Where(text => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];
    }

    // How many there were and what was chosen; what was written is gone.
    private async Task<string> Results()
    {
        var results = await _marketer.Get("surveys/spice-level/results");
        return string.Join(
            ' ',
            results.GetProperty("questions").EnumerateArray().Select(question => question.GetProperty("counts").GetRawText())
                .Append($"{results.GetProperty("started")} {results.GetProperty("completed")}"));
    }

    private async Task<string> CouponCounts() => (await _marketer.Get("coupons/first-10off")).GetProperty("counts").GetRawText();

    private async Task<bool> Tried(string friendId)
    {
        var page = await _bot.Store.Find(new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("friendId", friendId)), default);
        return page.Items.Any(message => message.Value.Id.StartsWith("test-", StringComparison.Ordinal) && message.Value.Attempts > 0);
    }

    private async Task Line(object settings) => (await _bot.Line.PutAsJsonAsync("/sim/settings", settings)).EnsureSuccessStatusCode();
}
