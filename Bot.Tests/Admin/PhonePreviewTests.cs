using System.Net.Http.Json;
using System.Text.Json;
using Bot.Admin.Phone;
using Bot.Line;
using Bot.Tests.Line;

namespace Bot.Tests.Admin;

/// <summary>The console's picture of a message, made by the server alone.</summary>
public sealed class PhonePreviewTests : IDisposable
{
    private readonly BotApplication _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task A_campaign_of_any_kind_of_message_is_shown_as_a_friend_would_see_it()
    {
        var page = await Page(LineJsonTests.OtherKinds);
        Assert.Contains("{席} @友だち 🐻", page.Text, StringComparison.Ordinal);
        Assert.Contains("音声 1:00", page.Text, StringComparison.Ordinal);
        Assert.Contains("東京駅", page.Text, StringComparison.Ordinal);
        Assert.Contains("""<image href="https://example.com/map/1040" """, page.Html, StringComparison.Ordinal);
        Assert.Contains("""<rect x="520" y="300" width="520" height="150">""", page.Html, StringComparison.Ordinal);

        page = await Page(LineJsonTests.LastKinds);
        Assert.Contains("01JYNW8JMQVFBNWF1APF8Z3FS7", page.Text, StringComparison.Ordinal);
        Assert.Contains("""<img src="https://example.com/2.jpg" """, page.Html, StringComparison.Ordinal);

        page = await Page(LineJsonTests.EveryKind);
        Assert.Contains("🐻 こんにちは", page.Text, StringComparison.Ordinal);
        Assert.Contains("四つ", page.Text, StringComparison.Ordinal);
        Assert.Contains("linear-gradient(23.5deg, #FFFFFF 0%, #888888 12.5%, #000000 100%)", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"box","backgroundColor":"red;position:fixed","width":"10px;height:99vh","paddingAll":"calc(1px)","justifyContent":"center;x:y","background":{"angle":"0deg","startColor":"#FFFFFF","endColor":"url(x)"} }""", "")]
    [InlineData("""{"type":"box","backgroundColor":"#FFFFFF80","width":"50%","paddingAll":"md","justifyContent":"center"}""", "background-color:#FFFFFF80;width:50%;padding:8px;justify-content:center")]
    public void Only_LINEs_own_measures_and_colours_become_style(string box, string css) =>
        Assert.Equal(css, FlexLook.Box(JsonDocument.Parse(box).RootElement));

    private async Task<ConsoleAnswer> Page(IReadOnlyList<Message> messages)
    {
        using var answer = await _bot.Api.PostAsJsonAsync("/api/campaigns", new { name = "見本", condition = "all", messages = LineJson.ToElement(messages) });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var console = new ConsoleClient(_bot.Address);
        return await console.Open($"/campaigns/{id}");
    }
}
