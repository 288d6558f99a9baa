using Bot.Coupons;
using Bot.Instances;
using Bot.Line;
using Bot.Storage;
using Bot.Tests.Friends;
using Bot.Tests.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Bot.Tests.Coupons.CouponShop;

namespace Bot.Tests.Coupons;

/// <summary>A coupon that is sent as one of LINE's own, against the simulated LINE.</summary>
public sealed class LinesOwnCouponTests : IDisposable
{
    private const string Yaml = "id: own\ntitle: 公式クーポン\npercent-off: 20\nline: true\nvalid-until: 2099-12-31\nterms: お一人さま1回";

    private readonly CouponShop _shop = new(Yaml);

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task LINE_makes_it_once_and_the_friend_gets_LINEs_coupon_message()
    {
        await using var line = await SimulatedLine.Start();
        await using var services = Client(line, out var client);
        await _shop.Chat.Follow(Hana);
        Assert.Equal(NotGiven.NotReady, Assert.IsType<IssueResult.NotValidNow>(await _shop.Ask(Hana, "own")).Why);

        Assert.Equal(1, await Maker(client).MakeMissing(default));
        Assert.Equal(0, await Maker(client).MakeMissing(default));

        var issue = await _shop.Give(Hana, "own");
        var sent = Assert.IsType<CouponMessage>(CouponCard.Sent(issue, Chat.Tokyo));
        var made = (await client.FindCoupon(sent.CouponId)).Value!;
        Assert.Equal(("公式クーポン", new DiscountReward(new PercentagePrice(20)), issue.Version), (made.Title, made.Reward, made.CouponCode));
        Assert.Equal("20%OFF\nお一人さま1回", made.Description);
        Assert.Empty(LineLimits.Check([sent]));
        Assert.Contains("ありません", Text(Assert.Single(await _shop.Chat.Write(Hana, "クーポン"))));
        Assert.Equal(1, (await _shop.Chat.Get<CouponReporter>().Read("own", default))[0].Total.Untold);
    }

    [Fact]
    public async Task A_process_that_died_before_it_noted_what_LINE_made_finds_it_again()
    {
        await using var line = await SimulatedLine.Start();
        await using var services = Client(line, out var client);
        var failing = new FailingStore(_shop.Chat.Store);
        failing.DieAt(2, written: false);
        await Assert.ThrowsAsync<StoreException>(() => Maker(client, failing).MakeMissing(default));

        Assert.Equal(1, await Maker(client).MakeMissing(default));

        var listed = new List<string>();
        await foreach (var one in client.Coupons())
        {
            listed.Add(one.Value!.CouponId);
        }

        Assert.Equal(Assert.Single(listed), (await _shop.Chat.Store.Find(new Query<LineCouponCopy>(CouponCollections.LineCopies, Filter.Everything), default)).Items[0].Value.LineCouponId);
    }

    [Fact]
    public async Task What_LINE_refuses_is_told_to_staff_and_not_asked_again()
    {
        using var shop = new CouponShop();
        await using var line = await SimulatedLine.Start();
        await using var services = Client(line, out var client);
        await shop.Chat.Follow(Hana);
        await shop.Chat.Get<CouponCatalog>().Add(new Coupon { Id = "bad", Title = "", Reward = new Reward.Gift("皿"), Line = true, ValidUntil = shop.Chat.Clock.GetUtcNow().AddDays(9) }, default);

        await Maker(client, shop.Chat.Store, shop).MakeMissing(default);
        await Maker(client, shop.Chat.Store, shop).MakeMissing(default);

        Assert.Contains("title", Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Hana, "bad")).Reason.English);
    }

    [Theory]
    [InlineData("gift: 皿\nline: true", 4, "valid-until")]
    [InlineData("gift: 皿\nline: true\nvalid-until: 2026-12-31\nvalid-days: 3", 4, "alone")]
    [InlineData("gift: 皿\nline: true\nvalid-until: 2026-12-31\nremind: 3 days", 6, "Remove 'remind'")]
    [InlineData("line: true\nvalid-until: 2026-12-31\nlottery:\n  - prize: 1等\n    odds: 1\n    gift: 皿", 6, "one reward")]
    public void Terms_that_LINE_cannot_keep_are_told(string yaml, int line, string fix)
    {
        var error = Assert.Single(Bot.Coupons.Definitions.CouponDefinitions.Kind(Chat.Tokyo)
            .Of([("coupons/c.yaml", System.Text.Encoding.UTF8.GetBytes($"id: c\ntitle: x\n{yaml}"))]).Errors);

        Assert.Equal((line, Bot.Definitions.LintRule.LineCoupon), (error.Line, error.Rule));
        Assert.Contains(fix, error.Fix);
    }

    private MakeLineCoupons Maker(LineClient client, IDocumentStore? store = null, CouponShop? shop = null)
    {
        var over = store ?? _shop.Chat.Store;
        var chat = (shop ?? _shop).Chat;
        return new(
            chat.Get<CouponCatalog>(), over, client, new Leases(over, InstanceId.New(), NullLogger<Leases>.Instance), Chat.Tokyo, chat.Clock, NullLogger<MakeLineCoupons>.Instance);
    }

    private static ServiceProvider Client(SimulatedLine line, out LineClient client)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Line:ApiBaseUrl"] = line.Host.Address.ToString(),
            ["Line:DataApiBaseUrl"] = line.Host.Address.ToString(),
            ["Line:ChannelSecret"] = SimulatedLine.Channel.Secret,
            ["Line:ChannelAccessToken"] = SimulatedLine.Channel.AccessToken,
        }).Build();
        var services = new ServiceCollection().AddLogging().AddLine(configuration).BuildServiceProvider();
        client = services.GetRequiredService<LineClient>();
        return services;
    }
}
