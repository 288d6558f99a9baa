using Bot.Attention;
using Bot.Calendar;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Webhook;

namespace Bot.Admin.Home;

/// <summary>Campaigns that wait for a person.</summary>
internal sealed class CampaignMatters(CampaignStore campaigns) : INeedsAPerson
{
    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct) =>
    [
        .. from stored in (await campaigns.List(CampaignState.Paused, null, 5, ct)).Items
           where stored.Value.Pause is { Cause: not PauseCause.Person }
           select new Matter(
               Urgency.Now,
               $"キャンペーン「{stored.Value.Name}」が止まっています。{stored.Value.Pause!.Reason.Japanese}",
               $"The campaign {stored.Value.Name} is on hold. {stored.Value.Pause.Reason.English}",
               $"/campaigns/{stored.Value.Id}"),
    ];
}

/// <summary>Coupons of which none are left.</summary>
internal sealed class CouponMatters(CouponCatalog coupons, CouponPlaces places) : INeedsAPerson
{
    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct)
    {
        var matters = new List<Matter>();
        foreach (var coupon in (await coupons.All(ct)).Where(coupon => coupon is { ClosedAt: null, Limit: not null }))
        {
            if (await places.Left(coupon, ct) == 0)
            {
                matters.Add(new(Urgency.Someday, $"クーポン「{coupon.Title}」は枚数の上限まで配り終えました。", $"No more of the coupon {coupon.Title} are left.", "/coupons"));
            }
        }

        return matters;
    }
}

/// <summary>Messages to single friends that did not arrive this week, and events of friends that could not be worked off.</summary>
internal sealed class DeliveryMatters(IDocumentStore store, TimeProvider clock) : INeedsAPerson
{
    /// <summary>What did not arrive longer ago is no news.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromDays(7);

    private static readonly TimeSpan Quiet = TimeSpan.FromDays(3);

    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct)
    {
        var matters = new List<Matter>();
        var now = clock.GetUtcNow();
        var failed = await store.Count(OutboxCollections.Messages, new Filter.Compare("failedAt", Comparison.Greater, now - Recently), ct);
        if (failed > 0)
        {
            matters.Add(new(Urgency.Now, $"この7日間に、届かなかったメッセージが {failed:N0} 通あります。", $"{Words.Count(failed, "message")} of the last 7 days did not arrive.", "/#failures"));
        }

        var stuck = await store.Find(new Query<InboxEvent>(InboxCollections.Inbox, new Filter.Exists("failedFor")) { OrderBy = "failedFor", Limit = 1 }, ct);
        if (stuck.Items is [var one])
        {
            matters.Add(new(
                Urgency.Today,
                "処理できなかった友だちの操作があります。ログをお確かめください。",
                "Something a friend did could not be worked off. Look into the log.",
                one.Value.FriendId is { } friend ? $"/friends/{friend}" : "/settings/health"));
        }

        var last = await store.Find(new Query<InboxEvent>(InboxCollections.Inbox, Filter.Everything) { OrderBy = "receivedAt", Descending = true, Limit = 1 }, ct);
        if (last.Items is [var latest] && now - latest.Value.ReceivedAt > Quiet)
        {
            matters.Add(new(
                Urgency.Today,
                "3日以上、LINEから何も届いていません。LINE DevelopersでWebhookのURLと「Webhookの利用」を確かめてください。",
                "Nothing came from LINE for three days. Check the webhook's URL and its switch in the LINE Developers Console.",
                "/settings#webhook"));
        }

        return matters;
    }
}

/// <summary>The store itself.</summary>
internal sealed class StoreMatters(IDocumentStore store) : INeedsAPerson
{
    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct) =>
        await store.Problem(ct) is { } problem
            ? [new(Urgency.Now, $"データの保存に問題があります: {problem}", $"The store has a problem: {problem}", "/settings/health")]
            : [];
}

/// <summary>
/// What LINE says of the account: the token, when that ends, and what is left of the month. LINE is asked beside whoever asks here, who gets
/// what it said last.
/// </summary>
internal sealed class LineMatters(LineClient line, TimeZoneInfo zone, TimeProvider clock) : INeedsAPerson
{
    private const double NearlyUsed = 0.9;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile IReadOnlyList<Matter> _last = [];
    private long _askedAt;
    private int _asking;

    public Task<IReadOnlyList<Matter>> Look(CancellationToken ct)
    {
        if ((_askedAt == 0 || TimeProvider.System.GetElapsedTime(_askedAt) > GoodFor) && Interlocked.Exchange(ref _asking, 1) == 0)
        {
            _ = Task.Run(Ask, CancellationToken.None);
        }

        return Task.FromResult(_last);
    }

    private async Task Ask()
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            var (quota, used, life) = (line.Quota(patience.Token), line.QuotaConsumption(patience.Token), line.TokenLife(patience.Token));
            await Task.WhenAll(quota, used, life);
            _last = [.. Of(await quota, await used), .. Of((await life).Value)];
            _askedAt = TimeProvider.System.GetTimestamp();
        }
        catch (OperationCanceledException)
        {
            // LINE does not answer in time; what it said last stays, and whoever looks next asks again.
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }

    private static IReadOnlyList<Matter> Of(LineResult<Quota> quota, LineResult<QuotaConsumption> used) => (quota, used) switch
    {
        ({ Failure: LineFailure.Unauthorized or LineFailure.Forbidden }, _) =>
        [
            new(Urgency.Now, "LINEがチャネルアクセストークンを受け付けません。設定のトークンを確かめてください。", "LINE refuses the channel access token. Check the token in the settings.", "/settings"),
        ],
        ({ Value.Limit: { } limit }, { Value.TotalUsage: var total }) when total >= limit * NearlyUsed =>
        [
            new(Urgency.Today, $"今月の無料メッセージを {(double)total / limit:P0} 使いました（{total:N0} / {limit:N0} 通）。", $"{(double)total / limit:P0} of this month's messages are used ({total:N0} of {limit:N0}).", "/campaigns"),
        ],
        _ => [],
    };

    private IEnumerable<Matter> Of(TokenLife? life)
    {
        if (life is { EndsAt: { } end } && life.EndsSoon(clock.GetUtcNow()))
        {
            var at = ShopTime.Say(end, zone);
            yield return new(
                end - clock.GetUtcNow() <= TimeSpan.FromDays(1) ? Urgency.Now : Urgency.Today,
                $"LINEのアクセストークンの期限が近づいています({at} まで)。過ぎると、お返事も送信もできなくなります。新しいトークンに取り替えてください。",
                $"The channel access token ends {TimeZoneInfo.ConvertTime(end, zone):yyyy-MM-dd HH:mm}. Nothing is answered or sent after that: put a new one in its place.",
                "/settings");
        }
    }
}
