using Bot.Conditions;
using Bot.Definitions;

namespace Bot.Surveys.Definitions;

/// <summary>Reads what completing a survey brings.</summary>
internal sealed class ConsequenceReader(MessageOfSurveyReader messages, List<Reference> references, Problems problems)
{
    public Consequence Read(FinishYaml yaml, Condition? when)
    {
        if (yaml.Coupon is { } coupon)
        {
            references.Add(new Reference(ReferenceKind.Coupon, coupon, yaml.At(nameof(FinishYaml.Coupon))));
        }

        if (yaml.Next is { } next)
        {
            references.Add(new Reference(ReferenceKind.Survey, next, yaml.At(nameof(FinishYaml.Next))));
        }

        return new Consequence
        {
            When = when,
            Messages = messages.Read(yaml.Messages, problems),
            Outcome = OutcomeYaml.ToOutcome(yaml.Tags, yaml.Attributes, group: null, problems),
            Coupon = yaml.Coupon,
            CouponHeld = yaml.CouponHeld?.Trim() ?? SurveyWords.CouponHeld,
            Notice = yaml.Notice?.Trim(),
            Next = yaml.Next,
        };
    }
}
