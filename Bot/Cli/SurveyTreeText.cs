using Bot.Line;
using Bot.Surveys;

namespace Bot.Cli;

/// <summary>A walk through a survey as a tree of text.</summary>
internal static class SurveyTreeText
{
    public static IEnumerable<string> Lines(SurveyTree walk) => Lines(walk.Root, "", isLast: true);

    private static IEnumerable<string> Lines(SurveyTreeStep step, string indent, bool isLast)
    {
        yield return $"{indent}{(isLast ? "└" : "├")} {step.Answer}";
        var inner = indent + (isLast ? "  " : "│ ");
        foreach (var message in step.Said)
        {
            foreach (var line in Words(message).Split('\n'))
            {
                yield return $"{inner}  < {line}".TrimEnd();
            }
        }

        foreach (var effect in step.Brought)
        {
            yield return $"{inner}  {Say(effect)}";
        }

        if (step.Next.Count == 0)
        {
            yield return $"{inner}  = {End(step)}";
        }

        for (var i = 0; i < step.Next.Count; i++)
        {
            foreach (var line in Lines(step.Next[i], inner, i == step.Next.Count - 1))
            {
                yield return line;
            }
        }
    }

    private static string End(SurveyTreeStep step)
    {
        var tags = step.Friend.Tags.Count == 0 ? "no tags" : $"tags {string.Join(", ", step.Friend.Tags.Select(tag => tag.Name))}";
        return step.State switch
        {
            SurveyState.Completed => $"completed; {tags}",
            SurveyState.Ended => $"ended without completing; {tags}",
            _ => "… and so on",
        };
    }

    private static string Words(Message message) => message switch
    {
        TextMessage text => text.Text,
        TemplateMessage template => $"({template.AltText})",
        FlexMessage flex => $"({flex.AltText})",
        _ => $"({message.GetType().Name})",
    };

    private static string Say(SurveyEffect effect) => effect switch
    {
        SurveyEffect.AddTag(var name, _) => $"+ {name}",
        SurveyEffect.RemoveTag(var name) => $"- {name}",
        SurveyEffect.SetAttribute(var attribute) => $"= {attribute.Name}: {attribute.Text ?? (attribute.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? attribute.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? $"{attribute.Flag}")}",
        SurveyEffect.GiveCoupon(var coupon, _) => $"* coupon {coupon}",
        SurveyEffect.TellStaff(var notice) => $"* staff are told: {notice}",
        SurveyEffect.StartSurvey(var next) => $"* survey {next} begins",
        _ => "",
    };
}
