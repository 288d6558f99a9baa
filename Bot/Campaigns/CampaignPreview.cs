using System.Text.Json;
using Bot.Outbox;

namespace Bot.Campaigns;

/// <summary>What a campaign would do if it were sent now. Approving names its hash.</summary>
public sealed record CampaignPreview
{
    /// <summary>Digest of condition, content and each friend who gets it.</summary>
    public required string Hash { get; init; }

    /// <summary>The condition the preview is of, in its canonical text.</summary>
    public required string Condition { get; init; }

    /// <summary>Friends the condition matches.</summary>
    public required int Matched { get; init; }

    /// <summary>Those of them who follow and are sent to: what LINE counts as messages.</summary>
    public required int Messages { get; init; }

    /// <summary>Those who match and get nothing, so that the others can be compared with them.</summary>
    public int HeldOut { get; init; }

    /// <summary>Everybody who follows the account.</summary>
    public required int Followers { get; init; }

    /// <summary>How many get each variant, A first; one where there are no variants.</summary>
    public IReadOnlyList<PreviewVariant> Variants { get; init; } = [];

    /// <summary>How it goes out, and how long that takes.</summary>
    public required PreviewDelivery Delivery { get; init; }

    /// <summary>What becomes of the links in it.</summary>
    public required PreviewLinks Links { get; init; }

    /// <summary>What the send uses of the month's messages, and costs.</summary>
    public required PreviewCost Cost { get; init; }

    /// <summary>When it would go out if approved now: at once, or when quiet hours end.</summary>
    public required DateTimeOffset SendsAt { get; init; }

    /// <summary>Whether somebody who did not write it has to approve it.</summary>
    public bool NeedsSecondPerson { get; init; }

    /// <summary>Some of the friends, with the messages as they would see them.</summary>
    public required IReadOnlyList<PreviewSample> Samples { get; init; }

    /// <summary>What to look at before approving; empty when nothing stands out.</summary>
    public required IReadOnlyList<PreviewWarning> Warnings { get; init; }
}

/// <summary>One friend's own view: the messages as LINE's JSON.</summary>
public sealed record PreviewSample(string FriendId, string? DisplayName, JsonElement Messages)
{
    /// <summary>The variant they get: A, B, C or D; null: there are none.</summary>
    public string? Variant { get; init; }
}

/// <summary>One variant: how many friends get it, and what that adds to the bill at most; yen are null when the plan cannot send so many.</summary>
public sealed record PreviewVariant(string Name, int Share, int Messages, long? Yen);

/// <summary>What is found out of taps on links, and the addresses that are replaced for it.</summary>
public sealed record PreviewLinks(LinkTracking Tracking, IReadOnlyList<string> Addresses);

/// <summary>How a campaign goes out.</summary>
/// <param name="Personal">Each friend gets a message of their own, instead of 500 the same.</param>
/// <param name="Calls">How often LINE is called.</param>
/// <param name="AboutSeconds">How long that takes at the configured pace.</param>
public sealed record PreviewDelivery(bool Personal, int Calls, double AboutSeconds)
{
    /// <summary>Reckons it from the sizes of the parts, the last of which gets nothing.</summary>
    public static PreviewDelivery For(Campaign campaign, IReadOnlyList<int> sizes, OutboxOptions pace)
    {
        var sent = sizes.Take(sizes.Count - 1).ToList();
        return campaign.IsPersonal()
            ? new(true, sent.Sum(), Math.Round((double)sent.Sum() / pace.PushesPerSecond, 1))
            : Batches(sent.Sum(size => (size + CampaignFreezer.FriendsInBatch - 1) / CampaignFreezer.FriendsInBatch), pace);
    }

    private static PreviewDelivery Batches(int calls, OutboxOptions pace) => new(false, calls, Math.Round((double)calls / pace.MulticastsPerSecond, 1));
}

/// <summary>Something to look at before approving: a stable code for programs, words for people, a number where there is one.</summary>
public sealed record PreviewWarning(string Code, Words Message, int? Count = null);

/// <summary>What the send uses and costs, and what not sending to everybody saves.</summary>
public sealed record PreviewCost
{
    /// <summary>The plan the cost is reckoned by: <c>communication</c>, <c>light</c> or <c>standard</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>How many messages the send uses: one a friend.</summary>
    public required int Messages { get; init; }

    /// <summary>The month's limit; null: none, or not known.</summary>
    public long? Limit { get; init; }

    /// <summary>Used this month, as LINE tells (approximate); null: not known.</summary>
    public long? Used { get; init; }

    /// <summary>Approved campaigns that wait or are under way will use so many.</summary>
    public long Reserved { get; init; }

    /// <summary>Left for this and other sends; null: no limit, or not known.</summary>
    public long? Left { get; init; }

    /// <summary>False when LINE did not tell the limit or what is used.</summary>
    public bool QuotaKnown { get; init; }

    /// <summary>What the send adds to the month's bill, at most; null when the plan cannot send so many.</summary>
    public long? Yen { get; init; }

    /// <summary>The same for a send to every follower.</summary>
    public long? YenForEverybody { get; init; }

    /// <summary>Messages not sent compared with a send to every follower.</summary>
    public required int SavedMessages { get; init; }

    /// <summary>Yen not spent compared with it; null when the plan could not send to everybody.</summary>
    public long? SavedYen => YenForEverybody - Yen;

    /// <summary>So many messages are missing from what is left.</summary>
    public long ShortBy => Left is { } left ? Math.Max(0, Messages - left) : 0;

    /// <summary>Reckons the cost by the chosen plan; without one, by the plan that has the month's limit.</summary>
    public static PreviewCost For(MonthlyMessages month, LinePlan? chosenPlan, int messages, int followers)
    {
        var plan = chosenPlan ?? (month.Limit is { } limit ? LinePlan.WithLimit(limit) : LinePlan.Standard);
        var used = (month.Used ?? 0) + month.Reserved;
        return new PreviewCost
        {
            Plan = plan.Name,
            Messages = messages,
            Limit = month.Limit,
            Used = month.Used,
            Reserved = month.Reserved,
            Left = month.Left,
            QuotaKnown = month.Known,
            Yen = plan.YenFor(messages, used),
            YenForEverybody = plan.YenFor(Math.Max(messages, followers), used),
            SavedMessages = Math.Max(0, followers - messages),
        };
    }
}

/// <summary>The account's messages this month: LINE's limit and count, and what approved campaigns will still use.</summary>
public sealed record MonthlyMessages(bool Known, long? Limit, long? Used, long Reserved)
{
    /// <summary>What is left this month, 0 or more; null: no limit, or not known.</summary>
    public long? Left => Known && Limit is { } limit ? Math.Max(0, limit - (Used ?? 0) - Reserved) : null;
}
