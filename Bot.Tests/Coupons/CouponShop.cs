using Bot.Calendar;
using Bot.Coupons;
using Bot.Friends;
using Bot.Instances;
using Bot.Line;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;
using Bot.Tests.Friends;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Coupons;

/// <summary>A shop with coupons of files, and what tests of them do again and again.</summary>
internal sealed class CouponShop : IDisposable
{
    public const string Hana = "U11111111111111111111111111111111";
    public const string Taro = "U22222222222222222222222222222222";

    /// <summary>Each coupon as YAML; its id is found in it.</summary>
    public CouponShop(params string[] coupons)
        : this(_ => { }, coupons)
    {
    }

    public CouponShop(Action<IServiceCollection> more, params string[] coupons) => Chat = new Chat(
        services =>
        {
            services.AddPreferences(_ => new ShopPreferences { QuietHours = QuietHours.None }).AddFriends().AddCoupons().AddSingleton<IReaction, ShowCoupons>();
            services.AddSingleton<Collection>(OutboxCollections.Messages).AddSingleton<Collection>(OutboxCollections.Mailings).AddSingleton<IPersonalData, OutboxPersonalData>();
            more(services);
        },
        [.. coupons.Select((yaml, i) => ($"coupons/c{i}.yaml", yaml))]);

    public Chat Chat { get; }

    public CouponDesk Desk => Chat.Get<CouponDesk>();

    public void Dispose() => Chat.Dispose();

    public async Task<IssueResult> Ask(string friend, string coupon) => (await Desk.Issue(coupon, friend, FactSource.Api, default))!;

    public async Task<CouponIssue> Give(string friend, string coupon) => Assert.IsType<IssueResult.Issued>(await Ask(friend, coupon)).Issue;

    public async Task<RedeemResult> Redeem(CouponIssue issue, string? store = null) =>
        (await Desk.Redeem(issue.Code, FactSource.Staff("田中"), default, store))!;

    public async Task<CouponIssue> Stored(CouponIssue issue) => (await Chat.Store.Get(CouponCollections.Issues, issue.Id, default))!.Value;

    public Task Set(string friend, string attribute, string day) => Chat.Get<FriendStore>().Change(friend, (change, _) =>
    {
        change.SetAttribute(new FriendAttribute(attribute, change.Now, FactSource.Api) { Date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) });
        return ValueTask.FromResult("");
    }, default);

    public Task Tag(string friend, string tag, bool on = true) => Chat.Get<FriendStore>().Change(friend, (change, _) =>
    {
        if (on)
        {
            change.AddTag(tag, null, FactSource.Api);
        }
        else
        {
            change.RemoveTag(tag, FactSource.Api);
        }

        return ValueTask.FromResult("");
    }, default);

    public RemindOfCoupons Reminders(IDocumentStore? store = null, QuietHours? quiet = null)
    {
        var over = store ?? Chat.Store;
        return new RemindOfCoupons(
            over,
            new FriendStore(over, Chat.Clock),
            new OutboxSignal(),
            new Leases(over, InstanceId.New(), NullLogger<Leases>.Instance),
            new PreferenceStore(over, new ConfiguredPreferences(new ShopPreferences { QuietHours = quiet ?? QuietHours.None }), Chat.Clock),
            Chat.Tokyo,
            Chat.Clock,
            NullLogger<RemindOfCoupons>.Instance);
    }

    /// <summary>What was queued for the friend outside their turns.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> Pushed(string friend)
    {
        var page = await Chat.Store.Find(new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Everything) { Limit = 500 }, default);
        return [.. page.Items.Select(item => item.Value).Where(message => message.To.Contains(friend))];
    }

    public static string Text(Message message) => LineJson.ToElement([message])[0].GetRawText();
}
