using Bot.Conditions;
using Bot.Segments.Indexing;

namespace Bot.Segments;

/// <summary>The names that friends bear now: tags, attributes, and the surveys, questions and coupons of their facts, as the index has them.</summary>
internal sealed class NamesInUse(SegmentIndex index)
{
    /// <summary>All of them; null while the index has not seen every friend.</summary>
    public async Task<ConditionVocabulary?> Read(CancellationToken ct) =>
        await index.Feed.CatchUp(ct) ? index.Read(now => Gather(now.Fields)) : null;

    private static ConditionVocabulary Gather(FactFields fields)
    {
        var inUse = fields.All.Where(field => field.Members.Count > 0).Select(field => field.Key).ToLookup(key => key.Kind);
        return new()
        {
            Tags = [.. inUse[FactKind.Tag].Select(key => key.Subject)],
            Attributes =
            [
                .. Attributes(FactKind.AttributeText, ValueKind.Text),
                .. Attributes(FactKind.AttributeOther, ValueKind.Text),
                .. Attributes(FactKind.AttributeNumber, ValueKind.Number),
                .. Attributes(FactKind.AttributeDay, ValueKind.Day),
                .. Attributes(FactKind.AttributeFlag, ValueKind.Flag),
            ],
            Surveys =
            [
                .. inUse[FactKind.Survey].Select(key => new KnownSurvey(key.Subject, null, [])),
                .. inUse[FactKind.Answer].GroupBy(key => key.Subject).Select(survey => new KnownSurvey(survey.Key, null, [.. survey.Select(Question)])),
            ],
            Coupons = [.. inUse[FactKind.Coupon].Select(key => key.Subject).Distinct().Select(coupon => new KnownName(coupon))],
        };

        IEnumerable<KnownAttribute> Attributes(FactKind kind, ValueKind values) =>
            inUse[kind].Select(key => key.Subject).Distinct().Select(name => new KnownAttribute(name, values));

        KnownQuestion Question(FactKey answered) => new(
            answered.Value,
            null,
            null,
            [.. fields.Family(FactKind.AnswerChoice, answered.Subject, answered.Value).Where(field => field.Members.Count > 0).Select(field => new KnownName(field.Key.Value))]);
    }
}
