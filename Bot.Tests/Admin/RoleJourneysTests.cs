using System.Net.Http.Json;
using System.Text.Json;
using Bot.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>
/// The day of each role in a real browser, from the invitation to signing out and in again: in Japanese on a desk, in English on a
/// phone. Their pictures stand in <c>docs/images</c>; <c>UPDATE_IMAGES=1</c> takes them anew.
/// </summary>
[Collection("console")]
public sealed class RoleJourneysTests() : BrowserTests(Visit.AtNoon(new() { ["Bot:QuietHours"] = "none" }))
{
    private const string Password = "さくら もみじ すすき つばき うめ もも";

    public static TheoryData<string, int, int> Desks => new() { { "ja", 1280, 900 }, { "en", 390, 844 } };

    [Theory]
    [MemberData(nameof(Desks))]
    public async Task An_owner_sets_the_console_up_invites_somebody_and_sees_what_was_done(string language, int width, int height)
    {
        var page = await Browser.Open(width, height, isStranger: true);
        await page.GotoAsync($"/welcome?lang={language}");
        await Pictures.Match(page, Pictures.In(language, "console-welcome"));
        await page.Locator("#person").FillAsync("店長 みどり");
        await page.Locator("#name").FillAsync("midori@shop.example");
        await page.Locator("#password").FillAsync("みじかい");
        await page.Locator("form button").ClickAsync();
        await Expect(page.Locator(".field-problems")).ToBeVisibleAsync();
        await Expect(page.Locator("#person")).ToHaveValueAsync("店長 みどり");
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("form button").ClickAsync();
        await page.WaitForURLAsync("**/");

        await page.GotoAsync("/settings/people");
        await page.Locator("#person").FillAsync("花子");
        await page.Locator("#name").FillAsync("hanako@shop.example");
        await page.Locator("form[action='/settings/people'] button.btn-primary").ClickAsync();
        var link = await page.Locator("#link").TextContentAsync();
        await Pictures.Match(page, Pictures.In(language, "console-people"));

        var hanako = await Browser.Open(width, height, isStranger: true);
        await hanako.GotoAsync(new Uri(link!).PathAndQuery);
        await hanako.Locator("#password").FillAsync(Password);
        await hanako.Locator("form button").ClickAsync();
        await hanako.WaitForURLAsync("**/");

        await page.GotoAsync("/settings/audit");
        await Expect(page.Locator("#audit")).ToContainTextAsync("花子");
        await SignOutAndIn(page, "midori@shop.example");
        Assert.Empty(Browser.Complaints);
    }

    [Theory]
    [MemberData(nameof(Desks))]
    public async Task Staff_look_at_a_survey_and_redeem_a_coupon_at_the_counter(string language, int width, int height)
    {
        var friend = await Bot.Follower("さくら");
        var page = await Invited("staff", language, width, height);
        await page.GotoAsync("/surveys");
        await page.Locator("a[href='/surveys/spice-level']").First.ClickAsync();
        await Expect(page.Locator("h1")).ToBeVisibleAsync();

        var code = await CouponOf(friend.UserId);
        await page.GotoAsync("/coupons/counter");
        await page.Locator("input[name=code]").FillAsync(code.ToLowerInvariant());
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("form[action='/coupons/counter/redeem'] button").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("さくら");
        await Pictures.Match(page, Pictures.In(language, "console-counter"));

        var issue = await Bot.Api.GetFromJsonAsync<JsonElement>($"/api/coupon-issues/{code}");
        Assert.Equal("redeemed", issue.GetProperty("state").GetString());
        await page.GotoAsync("/settings/people");
        await Expect(page.Locator("h1")).ToContainTextAsync(language == "ja" ? "この操作はできません" : "You may not do this");
        await SignOutAndIn(page, "staff@shop.example");
        Assert.DoesNotContain(Browser.Complaints, said => !said.Contains("403", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Desks))]
    public async Task A_marketer_saves_a_segment_and_sends_to_it(string language, int width, int height)
    {
        var mild = await Bot.Tagged("さくら", "甘口");
        var page = await Invited("marketer", language, width, height);
        await page.GotoAsync("/segments?condition=tag+%3D+%E7%94%98%E5%8F%A3");
        await Expect(page.Locator("#matches")).ToContainTextAsync("1");
        await Pictures.Match(page, Pictures.In(language, "console-segments"));

        await page.GotoAsync("/campaigns/new?condition=tag+%3D+%E7%94%98%E5%8F%A3");
        await page.Locator("#name").FillAsync("新商品のお知らせ");
        await page.Locator("#messages-0-text").FillAsync("{name}さん、新しい甘口カレーです🍛");
        await Expect(page.Locator("#sketch .bubble")).ToHaveTextAsync("さくらさん、新しい甘口カレーです🍛");
        await Pictures.Match(page, Pictures.In(language, "console-compose"));
        await page.GetByRole(AriaRole.Button, new() { Name = language == "ja" ? "人数と費用を確かめる" : "See who gets it and what it costs" }).ClickAsync();
        await page.Locator("form[action$='/approve'] button").First.ClickAsync();
        await Expect(page.Locator("#done")).ToContainTextAsync("1");

        await BotApplication.Until(async () => (await mild.Screen()).BotTexts.Contains("さくらさん、新しい甘口カレーです🍛"), "it arrived");
        await SignOutAndIn(page, "marketer@shop.example");
        Assert.Empty(Browser.Complaints);
    }

    [Theory]
    [MemberData(nameof(Desks))]
    public async Task A_viewer_looks_at_everything_and_changes_nothing(string language, int width, int height)
    {
        var friend = await Bot.Tagged("さくら", "甘口");
        var page = await Invited("viewer", language, width, height);
        await page.GotoAsync($"/friends/{friend.UserId}");
        await Expect(page.Locator("h1")).ToContainTextAsync("さくら");
        await Expect(page.Locator("#campaigns")).ToContainTextAsync(language == "ja" ? "この方に送っていません" : "None of the latest campaigns");
        await page.GotoAsync("/segments?condition=all");
        await Expect(page.Locator("#matches")).ToContainTextAsync("1");
        await page.Locator("#rows-parts-0-what").SelectOptionAsync("tag");
        await page.Locator("#rows-parts-0-tag-name").FillAsync("甘口");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#condition")).ToHaveValueAsync("tag = 甘口");
        await Expect(page.Locator("form[action='/segments'][method=post]")).ToHaveCountAsync(0);

        // What a role may not do is not offered, and who may is said where one would look for it.
        await page.GotoAsync($"/coupons/counter?code={await CouponOf(friend.UserId)}");
        await Expect(page.Locator("#issue")).ToContainTextAsync(language == "ja" ? "引き換えには、スタッフかオーナーの役割が必要です" : "Redeeming needs the role Staff or Owner");
        await Expect(page.Locator("main form[method=post]")).ToHaveCountAsync(0);
        await page.GotoAsync("/settings/people");
        await Expect(page.Locator("h1")).ToContainTextAsync(language == "ja" ? "この操作はできません" : "You may not do this");
        await SignOutAndIn(page, "viewer@shop.example");
        Assert.DoesNotContain(Browser.Complaints, said => !said.Contains("403", StringComparison.Ordinal));
    }

    private async Task<IPage> Invited(string role, string language, int width, int height)
    {
        var owner = await Bot.Api.PostAsJsonAsync("/api/people", new { name = "オーナー", signInName = "owner@shop.example", role = "owner" });
        owner.EnsureSuccessStatusCode();
        var made = await Bot.Api.PostAsJsonAsync("/api/people", new { name = "花子", signInName = $"{role}@shop.example", role });
        var link = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        var page = await Browser.Open(width, height, isStranger: true);
        await page.GotoAsync($"{link}?lang={language}");
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("form button").ClickAsync();
        await page.WaitForURLAsync("**/");
        return page;
    }

    // The form with a name and a password is there once the console has an owner of its own.
    private static async Task SignOutAndIn(IPage page, string name)
    {
        await page.GotoAsync("/me");
        await page.Locator("main form[action='/sign-out'] button, header form[action='/sign-out'] button").First.ClickAsync();
        await page.WaitForURLAsync("**/sign-in*");
        if (await page.Locator("#name").CountAsync() > 0)
        {
            await page.Locator("#name").FillAsync(name);
            await page.Locator("#password").FillAsync(Password);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/");
        }
    }

    private async Task<string> CouponOf(string userId)
    {
        var given = await Bot.Api.PostAsJsonAsync("/api/coupons/first-10off/issues", new { userId });
        var issue = await given.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return issue.TryGetProperty("code", out var code) ? code.GetString()! : issue.GetProperty("issue").GetProperty("code").GetString()!;
    }
}
