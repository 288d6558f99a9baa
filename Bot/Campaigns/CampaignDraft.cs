using System.Globalization;
using System.Text.Json;
using Bot.Conditions;
using Bot.Coupons;
using Bot.Line;
using Bot.Links;
using Bot.Segments;
using Bot.Surveys;

namespace Bot.Campaigns;

/// <summary>What a person writes of a campaign, checked: a canonical condition and content LINE takes.</summary>
public sealed record CampaignDraft(string Name, string Condition, string? SegmentId, CampaignContent Content)
{
    /// <summary>What the variants B, C and D say; empty: there is one content for all.</summary>
    public IReadOnlyList<CampaignContent> OtherContents { get; init; } = [];

    /// <summary>Who gets which variant, and how many get nothing.</summary>
    public AudienceSplit Split { get; init; } = AudienceSplit.Whole;

    /// <summary>What is found out of the taps on its links.</summary>
    public LinkTracking Links { get; init; }

    /// <summary>A campaign that is nowhere kept, to look at or to test before anything is saved.</summary>
    public Campaign AsCampaign(DateTimeOffset now) => new()
    {
        Id = "",
        Name = Name,
        Condition = Condition,
        SegmentId = SegmentId,
        Content = Content,
        OtherContents = OtherContents,
        Split = Split,
        Links = Links,
        CreatedAt = now,
        UpdatedAt = now,
    };
}

/// <summary>
/// A campaign as somebody writes it: a condition or a saved segment, and messages (LINE's JSON), a survey to invite to, a coupon, or
/// several of these; with a topic, friends who want to hear nothing of it are left out. With variants, the messages, survey and
/// coupon stand in these instead. Seen: the digest of the draft that was edited, so that nobody's work is overwritten unseen; none: whatever
/// stands there is overwritten.
/// </summary>
public sealed record CampaignRequest(
    string? Name = null, string? Condition = null, string? SegmentId = null, JsonElement? Messages = null, string? CouponId = null, string? SurveyId = null, string? Topic = null, string? Seen = null)
{
    /// <summary>2 to 4 contents to compare; null: there is one.</summary>
    public IReadOnlyList<VariantRequest>? Variants { get; init; }

    /// <summary>So many of 100 friends get nothing, so that the others can be compared with them; null: none.</summary>
    public int? HoldOutPercent { get; init; }

    /// <summary>What is found out of the taps on its links; null: how often, where the bot has an address for links.</summary>
    public LinkTracking? Links { get; init; }

    /// <summary>Who writes it, where nobody is signed in.</summary>
    public string? By { get; init; }
}

/// <summary>One of the contents to compare, and how many get it: share 2 goes to twice as many as share 1.</summary>
public sealed record VariantRequest(int Share = 1, JsonElement? Messages = null, string? CouponId = null, string? SurveyId = null);

/// <summary>A draft, or everything that is wrong with it by JSON path.</summary>
public sealed record CheckedDraft(CampaignDraft? Draft, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>Checks what somebody wrote of a campaign, telling all problems at once.</summary>
internal sealed class CampaignDrafting(SegmentReader segments, CouponCatalog coupons, SurveyBook surveys, LinkOrigin links)
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int LongestName = 100;

    public async Task<CheckedDraft> Check(CampaignRequest request, CancellationToken ct)
    {
        var problems = new List<(string Path, string Message)>();
        var name = CheckName(request.Name, problems);
        var condition = await CheckCondition(request, problems, ct);
        var tracking = CheckLinks(request.Links, problems);
        var contents = await CheckContents(request, tracking, problems, ct);
        var split = CheckSplit(request, problems);
        return problems.Count == 0
            ? new CheckedDraft(
                new CampaignDraft(name, condition, Blank(request.SegmentId), contents[0])
                {
                    OtherContents = [.. contents.Skip(1)],
                    Split = split,
                    Links = tracking,
                },
                new Dictionary<string, string[]>())
            : new CheckedDraft(null, problems
                .GroupBy(problem => problem.Path, problem => problem.Message)
                .ToDictionary(path => path.Key, path => path.ToArray()));
    }

    private static string CheckName(string? name, List<(string, string)> problems)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > LongestName)
        {
            problems.Add(("name", $"名前を1～{LongestName}文字で付けてください。"));
        }

        return trimmed;
    }

    private async Task<string> CheckCondition(CampaignRequest request, List<(string, string)> problems, CancellationToken ct)
    {
        var text = Blank(request.Condition);
        if (Blank(request.SegmentId) is { } segmentId)
        {
            if (text is not null)
            {
                problems.Add(("condition", "条件 (condition) とセグメント (segmentId) は、どちらか一方だけを指定してください。"));
                return "";
            }

            text = (await segments.Find(segmentId, ct))?.Condition;
            if (text is null)
            {
                problems.Add(("segmentId", $"セグメント「{segmentId}」がありません。"));
                return "";
            }
        }

        if (text is null)
        {
            problems.Add(("condition", "送る相手の条件を書いてください。全員に送るときは all と書きます。"));
            return "";
        }

        var parsed = await segments.Parse(text, ct);
        problems.AddRange(parsed.Problems.Select(problem => ("condition", Say(problem))));
        return !parsed.IsUnderstood ? ""
            : ConditionText.Print(Blank(request.Topic) is { } topic ? new Condition.And([parsed.Condition, new Condition.Not(new Condition.OptedOut(topic))]) : parsed.Condition);
    }

    internal static string Say(ConditionProblem problem) =>
        string.Create(CultureInfo.InvariantCulture, $"{problem.Start + 1}文字目: {problem.Japanese} ({problem.English})");

    private LinkTracking CheckLinks(LinkTracking? wanted, List<(string, string)> problems)
    {
        if (wanted is not null and not LinkTracking.Off && !links.IsKnown)
        {
            problems.Add(("links", "リンクのクリックを数えるには、Bot:PublicUrl(外から届くアドレス)の設定が必要です。"));
        }

        return wanted ?? (links.IsKnown ? LinkTracking.Clicks : LinkTracking.Off);
    }

    private static AudienceSplit CheckSplit(CampaignRequest request, List<(string, string)> problems)
    {
        var heldOut = request.HoldOutPercent ?? 0;
        if (heldOut is < 0 or > AudienceSplit.MostHeldOut)
        {
            problems.Add(("holdOutPercent", $"送らない人の割合は0～{AudienceSplit.MostHeldOut}%にしてください。"));
        }

        IReadOnlyList<int> shares = [.. request.Variants?.Select(variant => variant.Share) ?? [1]];
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i] is < 1 or > AudienceSplit.GreatestShare)
            {
                problems.Add(($"variants[{i}].share", $"割合は1～{AudienceSplit.GreatestShare}の整数にしてください。"));
            }
        }

        return shares.Count == 1 && heldOut == 0 ? AudienceSplit.Whole : new AudienceSplit(shares.Count == 1 ? [1] : shares, heldOut);
    }

    private async Task<IReadOnlyList<CampaignContent>> CheckContents(
        CampaignRequest request, LinkTracking tracking, List<(string, string)> problems, CancellationToken ct)
    {
        if (request.Variants is not { Count: > 0 } variants)
        {
            return [await CheckContent(new VariantRequest(1, request.Messages, request.CouponId, request.SurveyId), request.Topic, tracking, "", problems, ct)];
        }

        if (request is { Messages: { ValueKind: not JsonValueKind.Null } } or { CouponId.Length: > 0 } or { SurveyId.Length: > 0 })
        {
            problems.Add(("variants", "案 (variants) を分けるときは、メッセージ、クーポン、アンケートを案ごとに書いてください。"));
        }

        if (variants.Count > AudienceSplit.MostVariants)
        {
            problems.Add(("variants", $"案は{AudienceSplit.MostVariants}つまでです。"));
        }

        var contents = new List<CampaignContent>();
        for (var i = 0; i < variants.Count; i++)
        {
            contents.Add(await CheckContent(variants[i], request.Topic, tracking, $"variants[{i}].", problems, ct));
            if (problems.Count == 0 && contents.FindIndex(content => ContentDigest.Of(content) == ContentDigest.Of(contents[^1])) is var same && same < i)
            {
                problems.Add(($"variants[{i}].messages", $"案{AudienceSplit.NameOf(same)}と案{AudienceSplit.NameOf(i)}の内容が同じです。比べられるように変えてください。"));
            }
        }

        return contents;
    }

    private async Task<CampaignContent> CheckContent(
        VariantRequest request, string? topic, LinkTracking tracking, string place, List<(string, string)> all, CancellationToken ct)
    {
        var problems = new List<(string, string)>();
        var couponId = Blank(request.CouponId);
        if (couponId is not null && await coupons.Find(couponId, ct) is null)
        {
            problems.Add(("couponId", $"クーポン「{couponId}」がありません。"));
        }

        IReadOnlyList<Message> messages = [.. CheckMessages(request.Messages, problems), .. Invitation(Blank(request.SurveyId), problems)];
        if (messages.Count == 0 && couponId is null && problems.TrueForAll(problem => !problem.Item1.StartsWith("messages", StringComparison.Ordinal)))
        {
            problems.Add(("messages", "メッセージかクーポンのどちらかが必要です。"));
        }

        if (messages.Count + (couponId is null ? 0 : 1) > LineLimits.Messages)
        {
            problems.Add(("messages", $"LINEが一度に送れるのは{LineLimits.Messages}通までです。クーポンやアンケートを付けるときは、その分を減らしてください。"));
        }

        if (problems.Count == 0 && messages.Count > 0 && tracking != LinkTracking.Off && links.IsKnown)
        {
            var tracked = LinkedMessages.With(messages, address => links.To(LinkOrigin.SampleCode, address));
            problems.AddRange(LineLimits.Check(LineJson.ToElement(tracked)).Select(violation =>
                (violation.Path, $"リンクを計測用のアドレスに置きかえると、LINEの制限を超えます。{violation.Message}")));
        }

        all.AddRange(problems.Select(problem => (place + problem.Item1, problem.Item2)));
        return new CampaignContent { Messages = messages, CouponId = couponId, Topic = Blank(topic) };
    }

    // The button that begins the survey is a message like the others from here on.
    private IReadOnlyList<Message> Invitation(string? surveyId, List<(string, string)> problems)
    {
        if (surveyId is null)
        {
            return [];
        }

        if (surveys.Find(surveyId) is { } survey)
        {
            return [SurveyMessages.Invite(survey)];
        }

        problems.Add(("surveyId", $"アンケート「{surveyId}」がありません。"));
        return [];
    }

    private static IReadOnlyList<Message> CheckMessages(JsonElement? messages, List<(string, string)> problems)
    {
        if (messages is not { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } written)
        {
            return [];
        }

        if (written is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0)
        {
            return [];
        }

        var violations = LineLimits.Check(written);
        problems.AddRange(violations.Select(violation => (violation.Path, violation.Message)));
        if (violations.Count > 0)
        {
            return [];
        }

        try
        {
            return LineJson.ParseMessages(written);
        }
        catch (JsonException unreadable)
        {
            problems.Add(("messages", $"この種類のメッセージは送れません: {unreadable.Message}"));
            return [];
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
