using Bot.Calendar;
using Bot.Line;

namespace Bot.Settings;

/// <summary>Whether LINE takes the channel's token.</summary>
public enum TokenState
{
    /// <summary>LINE takes it.</summary>
    Good,

    /// <summary>LINE refuses it, or there is none.</summary>
    Refused,

    /// <summary>LINE did not answer, so nobody knows.</summary>
    Unknown,
}

/// <summary>The account as LINE tells of it right now. What LINE did not tell is null.</summary>
public sealed record LineAccount
{
    /// <summary>Who the account is; null: LINE did not tell.</summary>
    public BotInfo? Info { get; init; }

    /// <summary>Whether LINE takes the token.</summary>
    public required TokenState Token { get; init; }

    /// <summary>Whether the bot fetches its tokens itself (they live 15 minutes); else one was pasted.</summary>
    public bool RenewsToken { get; init; }

    /// <summary>When the pasted token ends; null: never, or not told.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    /// <summary>Whether that is so soon that somebody should see to it.</summary>
    public bool TokenEndsSoon { get; init; }

    /// <summary>How many messages the plan allows a month; null: no limit, or not told.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether LINE told that there is no limit.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>How many of them are used.</summary>
    public long? Used { get; init; }

    /// <summary>The friends as LINE counted them at the end of <see cref="CountedOn"/>.</summary>
    public FollowerStatistics? Friends { get; init; }

    /// <summary>The day LINE counted the friends.</summary>
    public DateOnly? CountedOn { get; init; }

    /// <summary>Where LINE posts events; null: nowhere yet, or not told.</summary>
    public WebhookEndpoint? Webhook { get; init; }

    /// <summary>Where it should post them, by the public address of the configuration; null: nobody said that.</summary>
    public string? ExpectedWebhook { get; init; }

    /// <summary>Why LINE told nothing of the account; null: it did.</summary>
    public string? Problem { get; init; }
}

/// <summary>Asks LINE about the account, and about the address it posts events to.</summary>
internal sealed class LineAccountDesk(LineClient line, ChannelAccessTokens tokens, PublicAddress address, TimeZoneInfo zone, TimeProvider clock)
{
    private const int LongestAddress = 500;

    // A person waits for the page; what LINE has not told by then is unknown.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The account as it is now.</summary>
    public async Task<LineAccount> Read(CancellationToken ct)
    {
        // LINE counts a day when it is over, usually by the next morning.
        var yesterday = ShopDay.Of(clock.GetUtcNow(), zone).AddDays(-1);
        var (info, life, limit, used, webhook, friends) = (
            Ask(line.BotInfo, ct), Ask(line.TokenLife, ct), Ask(line.Quota, ct), Ask(line.QuotaConsumption, ct), Ask(line.WebhookEndpoint, ct),
            Ask(token => line.FollowerStatistics(yesterday, token), ct));
        await Task.WhenAll(info, life, limit, used, webhook, friends);
        var who = await info;
        return new LineAccount
        {
            Info = who.Value,
            Token = who.Succeeded ? TokenState.Good : who.Failure is LineFailure.Unauthorized or LineFailure.Forbidden ? TokenState.Refused : TokenState.Unknown,
            RenewsToken = tokens.Renewable,
            TokenEndsAt = (await life).Value?.EndsAt,
            TokenEndsSoon = (await life).Value?.EndsSoon(clock.GetUtcNow()) == true,
            Limit = (await limit).Value?.Limit,
            IsUnlimited = (await limit).Value is { Limit: null },
            Used = (await used).Value?.TotalUsage,
            Webhook = (await webhook).Value,
            Friends = (await friends).Value is { IsReady: true } counted ? counted : null,
            CountedOn = (await friends).Value is { IsReady: true } ? yesterday : null,
            ExpectedWebhook = address.To("webhook"),
            Problem = who.Failure?.Message,
        };
    }

    /// <summary>Has LINE try the address it posts to.</summary>
    public Task<LineResult<WebhookTest>> Test(CancellationToken ct) => line.TestWebhookEndpoint(ct: ct);

    /// <summary>Has LINE post events to this address; what is wrong with it is told as LINE would.</summary>
    public async Task<LineResult<Done>> SetWebhook(string? typed, CancellationToken ct) =>
        typed is { Length: <= LongestAddress } && Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var endpoint) && endpoint is { Scheme: "https", Fragment: "", UserInfo: "" }
            ? await line.SetWebhookEndpoint(endpoint, ct)
            : new LineFailure.BadRequest($"LINE takes an https address of at most {LongestAddress} characters, such as https://bot.shop.example/webhook.", []);

    /// <summary>What LINE says, or that it did not in a few seconds.</summary>
    internal static async Task<LineResult<T>> Ask<T>(Func<CancellationToken, Task<LineResult<T>>> ask, CancellationToken ct) where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return await ask(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new LineFailure.NoAnswer("LINE did not answer in time.");
        }
    }
}
