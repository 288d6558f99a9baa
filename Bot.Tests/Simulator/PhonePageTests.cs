using Bot.Line;
using Bot.Tests.Admin;
using Bot.Tests.Line;
using Microsoft.Playwright;

namespace Bot.Tests.Simulator;

/// <summary>The phone page in a real browser.</summary>
public class PhonePageTests
{
    private static readonly DateTime Opening = new(2027, 1, 15, 1, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_newcomer_follows_and_taps_a_quick_reply()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl, people: true);
        await using var browser = await ConsoleBrowser.Start(line.Host.Address);
        var page = await browser.Open(1280, 720, isStranger: true);
        await page.GotoAsync(line.Host.Address.ToString());

        await page.GetByRole(AriaRole.Option, new() { Name = "鈴木 健太" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "友だち追加" }).ClickAsync();
        var followed = await bot.NextEvent();

        await line.Post("/v2/bot/message/reply", new
        {
            replyToken = followed.GetProperty("replyToken").GetString(),
            messages = new[]
            {
                new
                {
                    type = "text",
                    text = "<img src=x onerror=alert(1)>お好みの辛さは？",
                    quickReply = new { items = new[] { new { type = "action", action = new { type = "postback", label = "甘口", data = "a=sweet", displayText = "甘口" } } } },
                },
            },
        });
        await Assertions.Expect(page.Locator(".chat-list .bubble").Last).ToHaveTextAsync("<img src=x onerror=alert(1)>お好みの辛さは？");
        await page.GetByRole(AriaRole.Button, new() { Name = "甘口", Exact = true }).ClickAsync();
        Assert.Equal("a=sweet", (await bot.NextEvent()).GetProperty("postback").GetProperty("data").GetString());
        await Assertions.Expect(page.Locator(".from-friend .bubble")).ToHaveTextAsync("甘口");
        await Assertions.Expect(page.Locator(".quick-reply")).ToHaveCountAsync(0);

        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Only_the_phones_that_were_sent_to_ring_and_they_go_on_while_others_follow()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend("渡辺 さくら");
        var stranger = await line.Phone("田中 美咲");
        await using var browser = await ConsoleBrowser.Start(line.Host.Address);
        var page = await browser.Open(1280, 720, isStranger: true);
        var (ringing, said) = (page.Locator(".person.is-ringing"), page.GetByText("1台の電話が鳴りました"));
        // Time stands still in the browser, for a slow machine would look after the last ring.
        await page.Clock.InstallAsync(new() { TimeDate = Opening });
        await page.GotoAsync(line.Host.Address.ToString());
        await Assertions.Expect(page.Locator(".people-count").First).ToContainTextAsync("友だち 1人");
        await page.Clock.PauseAtAsync(Opening.AddMinutes(5));

        await line.Push(friend.UserId, "甘口の新商品です");
        await Assertions.Expect(ringing).ToContainTextAsync("渡辺 さくら");
        await stranger.Follow();
        await Assertions.Expect(page.Locator(".person.is-away")).ToHaveCountAsync(0);
        await page.Clock.RunForAsync(1_000);
        await Assertions.Expect(page.Locator(".people-count").First).ToContainTextAsync("友だち 2人");
        await Assertions.Expect(ringing).ToContainTextAsync("渡辺 さくら");
        await Assertions.Expect(said).ToBeVisibleAsync();

        await page.Clock.RunForAsync(5_000);
        await Assertions.Expect(ringing).ToHaveCountAsync(0);
        await Assertions.Expect(said).ToHaveCountAsync(0);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Every_kind_of_message_is_drawn_and_a_video_that_plays_to_its_end_is_told_of_once()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await line.Switch(new { refuseUnknownCoupons = false });
        var friend = await line.Friend();
        await bot.Next();
        var film = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "wwwroot", "phone", "sample.mp4"));
        var kinds = LineJsonTests.EveryKind.Concat(LineJsonTests.OtherKinds.Skip(1)).Concat(LineJsonTests.LastKinds).ToList();
        foreach (var message in kinds)
        {
            var answer = await line.Post("/v2/bot/message/push", $$"""{"to":"{{friend.UserId}}","messages":{{LineJson.ToElement([message]).GetRawText()}}}""");
            Assert.True(answer.Status == 200, answer.Body);
        }

        await using var browser = await ConsoleBrowser.Start(line.Host.Address, "--autoplay-policy=no-user-gesture-required");
        var page = await browser.Open(1280, 720, isStranger: true);
        await page.RouteAsync("https://example.com/**", route => route.Request.Url.EndsWith(".mp4", StringComparison.Ordinal)
            ? route.FulfillAsync(new() { BodyBytes = film, ContentType = "video/mp4" })
            : route.FulfillAsync(new() { Body = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>", ContentType = "image/svg+xml" }));
        await page.GotoAsync(line.Host.Address.ToString());

        await Assertions.Expect(page.Locator(".row.from-bot")).ToHaveCountAsync(kinds.Count + 1); // One more is the sign of loading.
        await Assertions.Expect(page.Locator(".bubble-unknown")).ToHaveCountAsync(0);
        await page.Locator(".video").GetByRole(AriaRole.Button, new() { Name = "動画を再生" }).ClickAsync();
        Assert.Equal("spring-(2026)", (await bot.NextEvent()).GetProperty("videoPlayComplete").GetProperty("trackingId").GetString());
        await page.GetByRole(AriaRole.Button, new() { Name = "席を予約", Exact = true }).ClickAsync();
        Assert.Equal("席を予約", (await bot.NextEvent()).GetProperty("message").GetProperty("text").GetString());

        await page.GetByRole(AriaRole.Button, new() { Name = "写真・動画・位置情報など" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "位置情報", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "大阪城公園" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "この場所を送る" }).ClickAsync();
        Assert.Equal(34.687315, (await bot.NextEvent()).GetProperty("message").GetProperty("latitude").GetDouble());
        await page.GetByRole(AriaRole.Button, new() { Name = "写真・動画・位置情報など" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "動画", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "見本の動画（2秒）" }).ClickAsync();
        Assert.Equal("video", (await bot.NextEvent()).GetProperty("message").GetProperty("type").GetString());
        await Assertions.Expect(page.Locator(".from-friend .video")).ToHaveCountAsync(1);
        Assert.DoesNotContain(browser.Complaints, said => said.Contains("Content Security Policy", StringComparison.Ordinal)); // The pictures of the messages are elsewhere.
    }

    [Fact]
    public async Task A_coupon_of_LINEs_is_opened_taken_and_used_on_the_phone_as_long_as_it_runs()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var coupon = new LineCoupon
        {
            Title = "秋のカレー祭り🍛",
            Reward = new DiscountReward(new ExplicitPrice(1_200, 900)),
            StartsAt = line.Clock.GetUtcNow(),
            EndsAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.FromHours(9)),
            CouponCode = "AKI-2026",
        };
        var id = (await line.Client.CreateCoupon(coupon)).Value!.CouponId;
        await line.Client.Push(friend.UserId, [new CouponMessage(id)], Guid.NewGuid().ToString());
        await using var browser = await ConsoleBrowser.Start(line.Host.Address);
        var page = await browser.Open(1280, 720, isStranger: true);
        await page.GotoAsync(line.Host.Address.ToString());

        await Assertions.Expect(page.Locator(".card-coupon")).ToContainTextAsync("秋のカレー祭り🍛1,200円 → 900円2030/01/01 0:00 まで");
        await page.GetByRole(AriaRole.Button, new() { Name = "クーポンを見る" }).ClickAsync();
        await Assertions.Expect(page.Locator(".coupon-code")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "クーポンを取得する" }).ClickAsync();
        await Assertions.Expect(page.Locator(".coupon-code code")).ToHaveTextAsync("AKI-2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "使用済みにする" }).ClickAsync();
        await Assertions.Expect(page.Locator(".coupon-state")).ToContainTextAsync("使用済み");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "使用済みにする" })).ToHaveCountAsync(0);

        await line.Client.CloseCoupon(id);
        await page.GetByRole(AriaRole.Button, new() { Name = "閉じる" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "メニュー" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "クーポン", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "秋のカレー祭り🍛" }).ClickAsync();
        await Assertions.Expect(page.Locator(".coupon-state")).ToHaveTextAsync("このクーポンの配布は終了しました");
        Assert.Empty(browser.Complaints);
    }
}
