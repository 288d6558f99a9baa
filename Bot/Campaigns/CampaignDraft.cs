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

/// <summary>A draft, or everything that is wrong with it.</summary>
public sealed record CheckedDraft(CampaignDraft? Draft, IReadOnlyList<DraftProblem> Problems)
{
    /// <summary>The problems as the API tells them, by JSON path.</summary>
    public IReadOnlyDictionary<string, string[]> ByPath() =>
        Problems.GroupBy(problem => problem.Path, problem => problem.Words.English).ToDictionary(path => path.Key, path => path.ToArray());
}

/// <summary>One thing that is wrong with a draft.</summary>
/// <param name="Path">Its place in the request, as a JSON path.</param>
/// <param name="Words">What is wrong, and how to mend it.</param>
public sealed record DraftProblem(string Path, Words Words)
{
    internal DraftProblem(string path, string japanese, string english)
        : this(path, new Words(japanese, english))
    {
    }
}

/// <summary>Checks what somebody wrote of a campaign, telling all problems at once.</summary>
internal sealed class CampaignDrafting(SegmentReader segments, CouponCatalog coupons, SurveyBook surveys, LinkOrigin links)
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int LongestName = 100;

    public async Task<CheckedDraft> Check(CampaignRequest request, CancellationToken ct)
    {
        var problems = new List<DraftProblem>();
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
                [])
            : new CheckedDraft(null, problems);
    }

    private static string CheckName(string? name, List<DraftProblem> problems)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > LongestName)
        {
            problems.Add(new("name", $"名前を1～{LongestName}文字で付けてください。", $"Give it a name of 1 to {LongestName} characters."));
        }

        return trimmed;
    }

    private async Task<string> CheckCondition(CampaignRequest request, List<DraftProblem> problems, CancellationToken ct)
    {
        var text = Blank(request.Condition);
        if (Blank(request.SegmentId) is { } segmentId)
        {
            if (text is not null)
            {
                problems.Add(new("condition", "条件 (condition) とセグメント (segmentId) は、どちらか一方だけを指定してください。", "Choose either a condition or a segment, not both."));
                return "";
            }

            text = (await segments.Find(segmentId, ct))?.Condition;
            if (text is null)
            {
                problems.Add(new("segmentId", $"セグメント「{segmentId}」がありません。", $"There is no segment \"{segmentId}\"."));
                return "";
            }
        }

        if (text is null)
        {
            problems.Add(new("condition", "送る相手の条件を書いてください。全員に送るときは all と書きます。", "Say who gets it; for everybody write all."));
            return "";
        }

        var parsed = await segments.Parse(text, ct);
        problems.AddRange(parsed.Problems.Select(problem => new DraftProblem("condition", Say(problem))));
        return !parsed.IsUnderstood ? ""
            : ConditionText.Print(Blank(request.Topic) is { } topic ? new Condition.And([parsed.Condition, new Condition.Not(new Condition.OptedOut(topic))]) : parsed.Condition);
    }

    internal static Words Say(ConditionProblem problem) => new(
        string.Create(CultureInfo.InvariantCulture, $"{problem.Start + 1}文字目: {problem.Japanese}"),
        string.Create(CultureInfo.InvariantCulture, $"Character {problem.Start + 1}: {problem.English}"));

    private LinkTracking CheckLinks(LinkTracking? wanted, List<DraftProblem> problems)
    {
        if (wanted is not null and not LinkTracking.Off && !links.IsKnown)
        {
            problems.Add(new("links", "リンクのクリックを数えるには、Bot:PublicUrl(外から届くアドレス)の設定が必要です。", "To count taps on links, the address friends reach BotApp at must be set (Bot:PublicUrl). Ask whoever runs BotApp."));
        }

        return wanted ?? (links.IsKnown ? LinkTracking.Clicks : LinkTracking.Off);
    }

    private static AudienceSplit CheckSplit(CampaignRequest request, List<DraftProblem> problems)
    {
        var heldOut = request.HoldOutPercent ?? 0;
        if (heldOut is < 0 or > AudienceSplit.MostHeldOut)
        {
            problems.Add(new("holdOutPercent", $"送らない人の割合は0～{AudienceSplit.MostHeldOut}%にしてください。", $"From 0 to {AudienceSplit.MostHeldOut} % can be held out."));
        }

        IReadOnlyList<int> shares = [.. request.Variants?.Select(variant => variant.Share) ?? [1]];
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i] is < 1 or > AudienceSplit.GreatestShare)
            {
                problems.Add(new($"variants[{i}].share", $"割合は1～{AudienceSplit.GreatestShare}の整数にしてください。", $"A share is a whole number from 1 to {AudienceSplit.GreatestShare}."));
            }
        }

        return shares.Count == 1 && heldOut == 0 ? AudienceSplit.Whole : new AudienceSplit(shares.Count == 1 ? [1] : shares, heldOut);
    }

    private async Task<IReadOnlyList<CampaignContent>> CheckContents(
        CampaignRequest request, LinkTracking tracking, List<DraftProblem> problems, CancellationToken ct)
    {
        if (request.Variants is not { Count: > 0 } variants)
        {
            return [await CheckContent(new VariantRequest(1, request.Messages, request.CouponId, request.SurveyId), request.Topic, tracking, "", problems, ct)];
        }

        if (request is { Messages: { ValueKind: not JsonValueKind.Null } } or { CouponId.Length: > 0 } or { SurveyId.Length: > 0 })
        {
            problems.Add(new("variants", "案 (variants) を分けるときは、メッセージ、クーポン、アンケートを案ごとに書いてください。", "With variants, each has its own messages, coupon and survey."));
        }

        if (variants.Count > AudienceSplit.MostVariants)
        {
            problems.Add(new("variants", $"案は{AudienceSplit.MostVariants}つまでです。", $"At most {AudienceSplit.MostVariants} variants."));
        }

        var contents = new List<CampaignContent>();
        for (var i = 0; i < variants.Count; i++)
        {
            contents.Add(await CheckContent(variants[i], request.Topic, tracking, $"variants[{i}].", problems, ct));
            if (problems.Count == 0 && contents.FindIndex(content => ContentDigest.Of(content) == ContentDigest.Of(contents[^1])) is var same && same < i)
            {
                var (one, other) = (AudienceSplit.NameOf(same), AudienceSplit.NameOf(i));
                problems.Add(new(
                    $"variants[{i}].messages",
                    $"案{one}と案{other}の内容が同じです。比べられるように変えてください。",
                    $"Variants {one} and {other} say the same. Change one of them, so that they can be compared."));
            }
        }

        return contents;
    }

    private async Task<CampaignContent> CheckContent(
        VariantRequest request, string? topic, LinkTracking tracking, string place, List<DraftProblem> all, CancellationToken ct)
    {
        var problems = new List<DraftProblem>();
        var couponId = Blank(request.CouponId);
        if (couponId is not null && await coupons.Find(couponId, ct) is null)
        {
            problems.Add(new("couponId", CouponRefusals.Unknown(couponId)));
        }

        IReadOnlyList<Message> messages = [.. CheckMessages(request.Messages, problems), .. Invitation(Blank(request.SurveyId), problems)];
        if (messages.Count == 0 && couponId is null && problems.TrueForAll(problem => !problem.Path.StartsWith("messages", StringComparison.Ordinal)))
        {
            problems.Add(new("messages", "メッセージかクーポンのどちらかが必要です。", "Write a message or choose a coupon."));
        }

        if (messages.Count + (couponId is null ? 0 : 1) > LineLimits.Messages)
        {
            problems.Add(new("messages", $"LINEが一度に送れるのは{LineLimits.Messages}通までです。クーポンやアンケートを付けるときは、その分を減らしてください。", $"LINE sends at most {LineLimits.Messages} messages at once. A coupon or survey counts as one of them."));
        }

        if (problems.Count == 0 && messages.Count > 0 && tracking != LinkTracking.Off && links.IsKnown)
        {
            var tracked = LinkedMessages.With(messages, address => links.To(LinkOrigin.SampleCode, address));
            // The limit is that of an address nobody wrote.
            problems.AddRange(LineLimits.Check(LineJson.ToElement(tracked)).Select(violation => new DraftProblem(
                violation.Path,
                "リンクを計測用のアドレスに置きかえると、LINEの制限を超えます。リンクを減らすか、計測をやめてください。",
                "With its links replaced by tracked ones it exceeds LINE's limits. Use fewer links, or do not track them.")));
        }

        all.AddRange(problems.Select(problem => problem with { Path = place + problem.Path }));
        return new CampaignContent { Messages = messages, CouponId = couponId, Topic = Blank(topic) };
    }

    // The button that begins the survey is a message like the others from here on.
    private IReadOnlyList<Message> Invitation(string? surveyId, List<DraftProblem> problems)
    {
        if (surveyId is null)
        {
            return [];
        }

        if (surveys.Find(surveyId) is { } survey)
        {
            return [SurveyMessages.Invite(survey)];
        }

        problems.Add(new("surveyId", $"アンケート「{surveyId}」がありません。", $"There is no survey \"{surveyId}\"."));
        return [];
    }

    private static IReadOnlyList<Message> CheckMessages(JsonElement? messages, List<DraftProblem> problems)
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
        problems.AddRange(violations.Select(violation => new DraftProblem(violation.Path, violation.Words)));
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
            problems.Add(new("messages", $"この種類のメッセージは送れません。{unreadable.Path} を確かめてください。", $"A message of this kind cannot be sent. Look at {unreadable.Path}."));
            return [];
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
