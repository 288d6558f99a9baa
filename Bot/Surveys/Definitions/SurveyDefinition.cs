using Bot.Calendar;
using Bot.Definitions;

namespace Bot.Surveys.Definitions;

/// <summary>Reads <c>surveys/*.yaml</c>.</summary>
public static class SurveyDefinition
{
    /// <summary>How the files are read, and checked together: no two surveys begin at one word.</summary>
    public static DefinitionKind<Survey> Kind { get; } = new("surveys", Read, survey => survey.Id) { CheckTogether = CheckTogether };

    /// <summary>The JSON schema of a survey file.</summary>
    public static string Schema => ShapeSchema.Of<SurveyYaml>("アンケート (surveys/*.yaml)");

    /// <summary>The survey of a file, or null; what is wrong is added to the problems.</summary>
    public static Survey? Read(YamlFile file, Problems problems)
    {
        if (ShapeReader.Read<SurveyYaml>(file, problems) is not { } yaml)
        {
            return null;
        }

        var references = new List<Reference>();
        var messages = new MessageOfSurveyReader(references);
        var conditions = new SurveyConditions(yaml.Id, yaml.Title, references, problems);
        var questions = new QuestionReader(conditions, messages, yaml.Id, problems);
        var asked = questions.Read(yaml.Questions);
        var consequences = new ConsequenceReader(messages, references, problems);
        var survey = new Survey
        {
            Id = yaml.Id,
            Version = file.Version,
            Title = yaml.Title.Trim(),
            Purpose = yaml.Purpose.Trim(),
            Consent = new Consent(
                yaml.Consent?.Text?.Trim() ?? SurveyWords.ConsentText,
                yaml.Consent?.Yes?.Trim() ?? SurveyWords.Yes,
                yaml.Consent?.No?.Trim() ?? SurveyWords.No,
                yaml.Consent?.Refused?.Trim() ?? SurveyWords.Refused),
            Keywords = [.. (yaml.Start?.Keywords ?? []).Select(keyword => keyword.Trim())],
            StartPlaces = [.. (yaml.Start?.Places ?? []).Select(place => new StartPlace(place.Code, place.Name.Trim()))],
            GreetingOffer = yaml.Start?.Greeting?.Trim(),
            Availability = AvailabilityOf(yaml.Open, problems),
            AgainAfter = yaml.Once ? null : yaml.AgainAfter ?? TimeSpan.Zero,
            TimeLimit = yaml.TimeLimit,
            Reminders = [.. (yaml.Reminders ?? []).Select(reminder => new Reminder(reminder.After, reminder.Text?.Trim() ?? SurveyWords.Reminder))],
            Places = yaml.Places is { } places ? new Places(places.Most, places.Full?.Trim() ?? SurveyWords.NoPlaceLeft) : null,
            Questions = asked,
            Scores = [.. (yaml.Scores ?? []).Select(ScoreOf)],
            Finish = consequences.Read(yaml.Finish, when: null),
            Outcomes = [.. (yaml.Outcomes ?? []).Select(outcome => consequences.Read(outcome, conditions.Parse(outcome.When, outcome.At(nameof(outcome.When)), asked)))],
            Path = file.Path,
            References = references,
            Yaml = file.Text,
        };
        SurveyLint.Check(yaml, survey, questions.Written, problems);
        return problems.Any ? null : survey;
    }

    private static Availability AvailabilityOf(AvailabilityYaml? yaml, Problems problems)
    {
        var always = new Availability();
        return yaml is null ? always : new Availability
        {
            From = yaml.From,
            // A bare day is meant whole.
            Until = yaml.Until is { TimeOfDay.Ticks: 0 } day ? day.AddDays(1) : yaml.Until,
            Hours = OpeningHoursYaml.ToHours(yaml.Hours, problems),
            NotYet = yaml.NotYet?.Trim() ?? always.NotYet,
            Over = yaml.Over?.Trim() ?? always.Over,
            Closed = yaml.Closed?.Trim() ?? always.Closed,
        };
    }

    // Bands push each other out, whatever group they are given.
    private static Score ScoreOf(ScoreYaml yaml) => new(
        yaml.Attribute.Trim(),
        [.. yaml.Questions.Select(question => new ScoredQuestion(question.Question, question.Weight ?? 1))],
        [.. (yaml.Bands ?? []).Select(band => new ScoreBand(band.AtLeast, new TagOutcome(band.Tag.Name.Trim(), band.Tag.Group)))]);

    // Two surveys cannot both begin at one word.
    private static void CheckTogether(IReadOnlyList<Defined<Survey>> surveys)
    {
        var taken = new Dictionary<string, Defined<Survey>>();
        foreach (var defined in surveys)
        {
            foreach (var (plain, start) in SurveyStart.All(defined.Value))
            {
                if (!taken.TryAdd(plain, defined) && taken[plain] is var first && first != defined)
                {
                    var words = defined.Value.Keywords.FirstOrDefault(keyword => TypedText.Plain(keyword) == plain) ?? plain;
                    defined.Problems.Add(Place.Start, LintRule.KeywordTwice, $"The keyword '{words}' already starts {first.File.Path}.", "Choose another keyword.");
                }
            }

            foreach (var reference in defined.Value.References.Where(reference => reference.Kind == ReferenceKind.Survey && surveys.All(other => other.Value.Id != reference.Id)))
            {
                defined.Problems.Add(reference.Place, LintRule.NoSuchSurvey, $"There is no survey '{reference.Id}' in surveys/.", NearestWord.Hint(reference.Id, [.. surveys.Select(other => other.Value.Id)]));
            }
        }
    }
}
