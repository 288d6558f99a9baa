using Bot.Conditions;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>What an edit of a survey changes, in words, and for whom.</summary>
public sealed record SurveyComparison(IReadOnlyList<SurveyChange> Changes)
{
    /// <summary>From the one that is live to the one that would be.</summary>
    public static SurveyComparison Between(Survey before, Survey after) =>
        new([.. Beginning(before, after), .. QuestionsGone(before, after), .. QuestionsNew(before, after), .. QuestionsChanged(before, after), .. Order(before, after), .. End(before, after)]);

    private static IEnumerable<SurveyChange> Beginning(Survey before, Survey after)
    {
        if (!before.Keywords.SequenceEqual(after.Keywords))
        {
            yield return new(ForWhom.WhoBegins, $"Keywords: {List(before.Keywords)} → {List(after.Keywords)}.",
                $"始まる言葉: {List(before.Keywords, ja: true)} → {List(after.Keywords, ja: true)}");
        }

        if (before.Purpose != after.Purpose)
        {
            yield return new(ForWhom.WhoBegins, "The purpose is worded differently: who agreed before agreed to the old one.",
                "目的の文が変わります。これまでに同意した方は、前の文に同意しています。");
        }

        if (before.Availability != after.Availability || before.AgainAfter != after.AgainAfter)
        {
            yield return new(ForWhom.WhoBegins, "When it can be begun, or begun again, changes.",
                "始められる期間や、もう一度答えられるまでの長さが変わります。");
        }

        if (before.Places != after.Places)
        {
            yield return new(ForWhom.WhoBegins, $"Places: {before.Places?.Most.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any number"} → {after.Places?.Most.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any number"}; those taken stay taken.",
                $"定員: {before.Places?.Most.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "なし"} → {after.Places?.Most.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "なし"}。埋まっている席はそのままです。");
        }
    }

    private static IEnumerable<SurveyChange> QuestionsGone(Survey before, Survey after) =>
        from question in before.Questions
        where after.Find(question.Id) is null
        select new SurveyChange(ForWhom.Marketers, $"The question '{question.Id}' is gone. Its answers stay; segments that ask for answer({after.Id}.{question.Id}) find those given so far.",
                $"設問「{question.Id}」がなくなります。これまでの回答は残り、answer({after.Id}.{question.Id}) のセグメントはその回答を探します。");

    private static IEnumerable<SurveyChange> QuestionsNew(Survey before, Survey after) =>
        from question in after.Questions
        where before.Find(question.Id) is null
        select new SurveyChange(ForWhom.WhoBegins, $"A new question '{question.Id}': {FirstLine(question.Text)}",
                $"新しい設問「{question.Id}」: {FirstLine(question.Text)}");

    private static IEnumerable<SurveyChange> QuestionsChanged(Survey before, Survey after) =>
        from question in after.Questions
        let old = before.Find(question.Id)
        where old is not null
        from change in Changed(old, question, after.Id)
        select change;

    private static IEnumerable<SurveyChange> Changed(Question old, Question now, string survey)
    {
        if (old.Kind != now.Kind)
        {
            yield return new(ForWhom.Marketers, $"'{now.Id}' was a {old.Kind} and is a {now.Kind}: answers of both sorts stand beside each other. A new id would keep them apart.",
                $"「{now.Id}」の種類が {old.Kind} から {now.Kind} に変わり、二種類の回答が混ざります。新しい id にすると分けられます。");
        }

        if (old.Text != now.Text)
        {
            yield return new(ForWhom.WhoBegins, $"'{now.Id}' reads: {FirstLine(now.Text)}",
                $"「{now.Id}」の文: {FirstLine(now.Text)}");
        }

        if (Say(old.When) != Say(now.When))
        {
            yield return new(ForWhom.WhoBegins, $"'{now.Id}' is asked when {Say(now.When)}, no longer when {Say(old.When)}.",
                $"「{now.Id}」をたずねる条件: {Say(old.When, ja: true)} → {Say(now.When, ja: true)}");
        }

        foreach (var option in now.Choosable.Where(option => old.Choosable.All(other => other.Id != option.Id)))
        {
            yield return new(ForWhom.WhoBegins, $"'{now.Id}' has a new option '{option.Label}'.",
                $"「{now.Id}」に選択肢「{option.Label}」が増えます。");
        }

        foreach (var option in old.Choosable.Where(option => now.Choosable.All(other => other.Id != option.Id)))
        {
            yield return new(ForWhom.Marketers, $"'{now.Id}' has no option '{option.Label}' any more; segments that ask for answer({survey}.{now.Id}) = {option.Id} find those who chose it so far.",
                $"「{now.Id}」の選択肢「{option.Label}」がなくなります。answer({survey}.{now.Id}) = {option.Id} のセグメントは、これまでに選んだ方を探します。");
        }

        var (tagsBefore, tagsNow) = (Tags(old), Tags(now));
        if (!tagsBefore.SequenceEqual(tagsNow))
        {
            yield return new(ForWhom.WhoAnswersAgain, $"'{now.Id}' sets the tags {List(tagsNow)} instead of {List(tagsBefore)}; tags friends have stay until they answer again.",
                $"「{now.Id}」で付くタグ: {List(tagsBefore, ja: true)} → {List(tagsNow, ja: true)}。付いているタグは、もう一度答えるまでそのままです。");
        }
    }

    private static IEnumerable<SurveyChange> Order(Survey before, Survey after)
    {
        var (was, now) = (before.Questions.Select(question => question.Id).ToList(), after.Questions.Select(question => question.Id).ToList());
        if (!was.Intersect(now).SequenceEqual(now.Intersect(was)))
        {
            yield return new(ForWhom.WhoBegins, $"The order of the questions: {string.Join(", ", now)}.",
                $"設問の順番: {string.Join("、", now)}");
        }
    }

    private static IEnumerable<SurveyChange> End(Survey before, Survey after)
    {
        var (was, now) = (Coupons(before), Coupons(after));
        if (!was.SequenceEqual(now))
        {
            yield return new(ForWhom.WhoBegins, $"Coupons at the end: {List(was)} → {List(now)}.",
                $"最後のクーポン: {List(was, ja: true)} → {List(now, ja: true)}");
        }

        if (before.Outcomes.Count != after.Outcomes.Count || before.Scores.Count != after.Scores.Count)
        {
            yield return new(ForWhom.WhoBegins, $"The end has {after.Outcomes.Count} outcomes by condition (before: {before.Outcomes.Count}) and {after.Scores.Count} scores (before: {before.Scores.Count}).",
                $"条件による結果: {before.Outcomes.Count} → {after.Outcomes.Count}、点数: {before.Scores.Count} → {after.Scores.Count}");
        }
    }

    private static IReadOnlyList<string> Tags(Question question) => [.. question.EveryOutcome.Tags.Select(tag => tag.Name).Distinct().Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Coupons(Survey survey) => [.. survey.Consequences.Select(consequence => consequence.Coupon).OfType<string>()];

    private static string Say(Condition? when, bool ja = false) => when is null ? (ja ? "いつも" : "always") : ConditionText.Print(when);

    private static string List(IReadOnlyList<string> words, bool ja = false) => words.Count == 0 ? (ja ? "なし" : "none") : string.Join(ja ? "、" : ", ", words);

    private static string FirstLine(string text) => text.Split('\n')[0];
}

/// <summary>One thing an edit changes, in English and in Japanese.</summary>
public sealed record SurveyChange(ForWhom For, string What, [property: System.Text.Json.Serialization.JsonIgnore] string InJapanese);

/// <summary>Whom an edit of a survey concerns. Who is in the middle finishes on the version they began with.</summary>
public enum ForWhom
{
    /// <summary>Friends who begin from now on.</summary>
    WhoBegins,

    /// <summary>Friends who have answered, once they answer again.</summary>
    WhoAnswersAgain,

    /// <summary>Those who work with the answers.</summary>
    Marketers,
}
