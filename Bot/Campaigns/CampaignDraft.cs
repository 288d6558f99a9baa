using System.Globalization;
using System.Text.Json;
using Bot.Conditions;
using Bot.Coupons;
using Bot.Line;
using Bot.Segments;
using Bot.Surveys;

namespace Bot.Campaigns;

/// <summary>What a person writes of a campaign, checked: a canonical condition and content LINE takes.</summary>
public sealed record CampaignDraft(string Name, string Condition, string? SegmentId, CampaignContent Content)
{
    /// <summary>A campaign that is nowhere kept, to look at or to test before anything is saved.</summary>
    public Campaign AsCampaign(DateTimeOffset now) =>
        new() { Id = "", Name = Name, Condition = Condition, SegmentId = SegmentId, Content = Content, CreatedAt = now, UpdatedAt = now };
}

/// <summary>
/// A campaign as somebody writes it: a condition or a saved segment, and messages (LINE's JSON), a survey to invite to, a coupon, or
/// several of these; with a topic, friends who want to hear nothing of it are left out. Seen: the digest of the draft that was
/// edited, so that nobody's work is overwritten unseen; none: whatever stands there is overwritten.
/// </summary>
public sealed record CampaignRequest(
    string? Name = null, string? Condition = null, string? SegmentId = null, JsonElement? Messages = null, string? CouponId = null, string? SurveyId = null, string? Topic = null, string? Seen = null);

/// <summary>A draft, or everything that is wrong with it by JSON path.</summary>
public sealed record CheckedDraft(CampaignDraft? Draft, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>Checks what somebody wrote of a campaign, telling all problems at once.</summary>
internal sealed class CampaignDrafting(SegmentReader segments, CouponCatalog coupons, SurveyBook surveys)
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int LongestName = 100;

    public async Task<CheckedDraft> Check(CampaignRequest request, CancellationToken ct)
    {
        var problems = new List<(string Path, string Message)>();
        var name = CheckName(request.Name, problems);
        var condition = await CheckCondition(request, problems, ct);
        var content = await CheckContent(request, problems, ct);
        return problems.Count == 0
            ? new CheckedDraft(new CampaignDraft(name, condition, Blank(request.SegmentId), content), new Dictionary<string, string[]>())
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

    private async Task<CampaignContent> CheckContent(CampaignRequest request, List<(string, string)> problems, CancellationToken ct)
    {
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

        return new CampaignContent { Messages = messages, CouponId = couponId, Topic = Blank(request.Topic) };
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
