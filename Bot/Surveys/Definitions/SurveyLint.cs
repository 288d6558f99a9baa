using System.Globalization;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>Checks what the bot would say against LINE's limits, and what no single key can show.</summary>
internal static class SurveyLint
{
    private const int MostThanks = 3;

    public static void Check(SurveyYaml yaml, Survey survey, Problems problems)
    {
        Consent(yaml, survey, problems);
        Start(yaml, problems);
        for (var i = 0; i < survey.Questions.Count; i++)
        {
            Question(yaml.Questions[i], survey, survey.Questions[i], problems);
        }

        Finish(yaml.Finish, survey, problems);
        Groups(yaml, problems);
    }

    // A tag that is exclusive here and not there would go and stay by accident.
    private static void Groups(SurveyYaml yaml, Problems problems)
    {
        var groups = new Dictionary<string, string?>();
        var tags = yaml.Questions.SelectMany(question => question.TagsOfAnswers);
        foreach (var (tag, group) in tags.Concat((yaml.Finish.Tags ?? []).Select(tag => (tag, tag.Group))))
        {
            if (!groups.TryAdd(tag.Name, group) && groups[tag.Name] != group)
            {
                problems.Add(
                    tag.At(nameof(TagYaml.Name)),
                    LintRule.TagInTwoGroups, $"The tag '{tag.Name}' is in {Say(group)} here and in {Say(groups[tag.Name])} before.",
                    "Put it in the same group everywhere.");
            }
        }

        static string Say(string? group) => group is null ? "no group" : $"the group '{group}'";
    }

    private static void Consent(SurveyYaml yaml, Survey survey, Problems problems)
    {
        Label(survey.Consent.Yes, yaml.Consent?.At(nameof(ConsentYaml.Yes)) ?? yaml.Place, problems);
        Label(survey.Consent.No, yaml.Consent?.At(nameof(ConsentYaml.No)) ?? yaml.Place, problems);
        if (TypedText.Plain(survey.Consent.Yes) == TypedText.Plain(survey.Consent.No))
        {
            problems.Add(yaml.Consent?.At(nameof(ConsentYaml.No)) ?? yaml.Place, LintRule.ConsentUnclear, "Yes and no of the consent are the same.", "Word them differently.");
        }

        var run = new SurveyRun { Id = "0123456789", State = new SurveyState.AskingConsent() };
        Said(SurveyMessages.Ask(survey, run, SomeOccasion), yaml.At(nameof(SurveyYaml.Purpose)), "title, purpose and consent together", problems);
        Said(new TextMessage(survey.Consent.Refused), yaml.Consent?.At(nameof(ConsentYaml.Refused)) ?? yaml.Place, "the answer to a refusal", problems);
    }

    private static void Start(SurveyYaml yaml, Problems problems)
    {
        if (yaml.Start is not { } start)
        {
            return;
        }

        if (start.Greeting is { } greeting)
        {
            Label(greeting, start.At(nameof(StartYaml.Greeting)), problems);
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < start.Keywords?.Count; i++)
        {
            var keyword = start.Keywords[i];
            if (!seen.Add(TypedText.Plain(keyword)))
            {
                problems.Add(start.At(nameof(StartYaml.Keywords), i), LintRule.KeywordTwice, $"The keyword '{keyword}' is there already (width, kana and case do not count).", "Remove it.");
            }
            else if (keyword.Length > 40)
            {
                problems.Add(start.At(nameof(StartYaml.Keywords), i), LintRule.KeywordTooLong, "The keyword is longer than 40 characters.", "Use a word a friend will type.");
            }
        }
    }

    private static void Question(QuestionYaml yaml, Survey survey, Question question, Problems problems)
    {
        var place = yaml.At(nameof(QuestionYaml.Text));
        foreach (var chosen in question.Drafts)
        {
            var run = new SurveyRun
            {
                Id = "0123456789",
                Step = 99_999,
                State = new SurveyState.Asking(question.Id) { Chosen = chosen },
                Path = [new GivenAnswer(question.Id, AnswerValue.Skipped)],
            };
            Said(SurveyMessages.Ask(survey, run, SomeOccasion), place, "the question", problems);
        }

        if (question.Retry is { } retry)
        {
            Said(new TextMessage(retry), yaml.At(nameof(QuestionYaml.Retry)), "the words before asking again", problems);
        }
    }

    private static void Finish(FinishYaml yaml, Survey survey, Problems problems)
    {
        if (survey.Finish.Messages.Count > MostThanks)
        {
            problems.Add(yaml.At(nameof(FinishYaml.Messages), MostThanks), LintRule.TooManyMessages, $"There are {survey.Finish.Messages.Count} messages at the end; one reply takes {MostThanks} beside the coupon.", "Join them.");
        }

        for (var i = 0; i < survey.Finish.Messages.Count; i++)
        {
            Said(new TextMessage(survey.Finish.Messages[i]), yaml.At(nameof(FinishYaml.Messages), i), "the message", problems);
        }

        Said(new TextMessage(survey.Finish.CouponHeld), yaml.At(nameof(FinishYaml.CouponHeld)), "the message", problems);
    }

    private static void Said(Message? message, Place place, string what, Problems problems)
    {
        // An empty text comes of something missing, which is told already.
        if (message is null or TextMessage { Text: "" })
        {
            return;
        }

        // Labels are told of where they are written.
        foreach (var violation in LineLimits.Check([message]).Where(violation => !violation.Path.EndsWith(".label", StringComparison.Ordinal)).Take(3))
        {
            problems.Add(place, LintRule.LineLimit, $"LINE would refuse {what}: {violation.Path}: {violation.Message}", "Shorten it.");
        }
    }

    private static void Label(string label, Place place, Problems problems)
    {
        if (new StringInfo(label).LengthInTextElements > 20)
        {
            problems.Add(place, LintRule.LabelTooLong, $"The button '{label}' has {new StringInfo(label).LengthInTextElements} characters; LINE takes 20.", "Shorten it.");
        }
    }

    // Any day does: what is said does not grow with it.
    private static Occasion SomeOccasion { get; } = new(Friend.FirstSeen("U", default), new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc);
}
