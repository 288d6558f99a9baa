using System.Net.Http.Json;
using System.Text.Json;
using Bot.Friends;
using Bot.Storage;
using Bot.Tests.Journeys;
using Bot.Tests.Simulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>The curry shop's story as the README files show it: a friend answers and gets a coupon, the shop reads the answers and writes to those who like it mild.</summary>
[Collection("console")]
public sealed class ReadmePicturesTests() : BrowserTests(Visit.AtNoon(new() { ["Simulator:ReadyMadePeople"] = "true" }))
{
    private const int MadeUp = 3_000;

    private Dictionary<string, SimulatedPhone> _phones = [];

    public override async Task InitializeAsync()
    {
        await MakeFriendsUp();
        var people = (await Bot.Line.GetFromJsonAsync<JsonElement>("/sim/users")).GetProperty("users").EnumerateArray();
        _phones = people.ToDictionary(person => person.GetProperty("name").GetString()!, person => SimulatedPhone.Of(Bot.Line, person.GetProperty("id").GetString()!));
        foreach (var (name, spice) in new[] { ("佐藤 美咲", "甘口"), ("鈴木 健太", "大辛"), ("伊藤 浩", "中辛"), ("Emma Wilson", "甘口") })
        {
            var friend = await Follower(name);
            await friend.Takes("辛さ", spice is "大辛" ? [spice, "チーズ", "はじめて", "スキップ"] : [spice, "年に数回", "スキップ"]);
            await friend.Look();
        }

        await base.InitializeAsync();
    }

    [Fact]
    public async Task A_friend_answers_on_the_phone_and_gets_a_coupon()
    {
        var (inTheMiddle, done) = (await Follower("田中 大輔"), await Follower("渡辺 さくら"));
        await done.Takes("辛さ", "甘口", "月に1回くらい", "スキップ");
        await done.Look();
        await inTheMiddle.Takes("辛さ");

        var page = await Browser.Open(1280, 800);
        await page.GotoAsync(Bot.SimulatorAddress.ToString());
        await page.GetByRole(AriaRole.Option, new() { Name = "田中 大輔" }).ClickAsync();
        await Expect(page.Locator(".quick-reply")).ToHaveCountAsync(5);

        await page.GetByRole(AriaRole.Button, new() { Name = "LINE → ボット" }).ClickAsync(); // What the bot asks LINE by itself is not the same each time.
        await Pictures.Match(page, "phone");

        await page.GetByRole(AriaRole.Option, new() { Name = "渡辺 さくら" }).ClickAsync();
        await Expect(page.Locator(".chat-list")).ToContainTextAsync("初回10%OFF");
        await Pictures.Match(page, "phone-coupon", new() { Clip = new() { X = 300, Y = 60, Width = 580, Height = 740 } });
    }

    [Fact]
    public async Task The_shop_reads_the_answers_and_writes_to_those_who_like_it_mild()
    {
        var page = await Browser.Open(1280, 900);
        await page.GotoAsync("/friends");
        await Expect(page.Locator("#friends")).ToContainTextAsync("Emma Wilson");
        await Pictures.Match(page, "console-friends");

        await page.GotoAsync("/surveys/spice-level");
        await Pictures.Match(page, "console-survey");

        var draft = await new Marketer(Bot.Api).Post("campaigns", new
        {
            name = "新商品のお知らせ",
            condition = "tag = 甘口",
            messages = new[] { new { type = "text", text = "{name}さん、りんごとはちみつの甘口カレーができました。" } },
            couponId = "new-sweet-curry",
        });
        await page.GotoAsync($"/campaigns/{draft.GetProperty("id").GetString()}");
        await Expect(page.Locator(".figures").First).ToContainTextAsync("人");
        await Pictures.Match(page, "console-campaign");
        Assert.Empty(Browser.Complaints);
    }

    private async Task MakeFriendsUp()
    {
        using var asked = await Bot.Api.PostAsJsonAsync("/api/demo/seed", new { friends = MadeUp });
        asked.EnsureSuccessStatusCode();
        await BotApplication.Until(async () => await Bot.Store.Count(FriendCollections.Friends, Filter.Everything, CancellationToken.None) == MadeUp, "they are there", TimeSpan.FromSeconds(60));
    }

    private async Task<SimulatedPhone> Follower(string name)
    {
        var phone = _phones[name];
        await phone.Follow();
        await phone.Answer();
        await BotApplication.Until(
            async () => (await Bot.Store.Get(FriendCollections.Friends, phone.UserId, CancellationToken.None))?.Value.DisplayName == name,
            $"{name} is a friend with a name");
        return phone;
    }
}
