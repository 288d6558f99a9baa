using Bot.Definitions;
using Bot.Line;
using Bot.Messages;

namespace Bot.Surveys.Definitions;

/// <summary>Reads the messages a survey sends beside its questions, and takes down what they refer to.</summary>
internal sealed class MessageOfSurveyReader(List<Reference> references)
{
    public IReadOnlyList<Message> Read(IReadOnlyList<MessageYaml>? yaml, Problems problems)
    {
        if (yaml is null)
        {
            return [];
        }

        var reader = new MessageReader(problems, new MessageReferences
        {
            Surveys = null,
            Coupons = null,
            Noted = references,
            ToStartSurvey = SurveyPostback.ToStart,
        });
        foreach (var coupon in yaml.Where(message => message.Coupon is not null))
        {
            problems.Add(coupon.At(nameof(MessageYaml.Coupon)), LintRule.CouponInMessage, "A survey gives its coupons at the end.", "Write 'coupon:' beside the messages of 'finish' or of an outcome.");
        }

        var reply = new ReplyYaml { Messages = yaml, Place = yaml.Count > 0 ? yaml[0].Place : Place.Start };
        return [.. reader.Read(reply).Parts.OfType<ReplyPart.Say>().Select(said => said.Message)];
    }
}
