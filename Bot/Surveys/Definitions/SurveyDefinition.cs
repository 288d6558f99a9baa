using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>Reads <c>surveys/*.yaml</c>.</summary>
public static class SurveyDefinition
{
    /// <summary>How the files are read, and checked together: no two surveys begin at one word.</summary>
    public static DefinitionKind<Survey> Kind { get; } = new("surveys", Read, survey => survey.Id) { CheckTogether = KeywordsAreUnique };

    /// <summary>The JSON schema of a survey file.</summary>
    public static string Schema => ShapeSchema.Of<SurveyYaml>("アンケート (surveys/*.yaml)");

    /// <summary>The survey of a file, or null; what is wrong is added to the problems.</summary>
    public static Survey? Read(YamlFile file, Problems problems)
    {
        if (ShapeReader.Read<SurveyYaml>(file, problems) is not { } yaml)
        {
            return null;
        }

        var finish = yaml.Finish;
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
            GreetingOffer = yaml.Start?.Greeting?.Trim(),
            Questions = Questions(yaml, problems),
            Finish = new Finish
            {
                Messages = [.. finish.Messages.Select(text => text.Trim())],
                Outcome = OutcomeYaml.ToOutcome(finish.Tags, finish.Attributes, group: null, problems),
                Coupon = finish.Coupon,
                CouponHeld = finish.CouponHeld?.Trim() ?? SurveyWords.CouponHeld,
            },
            Path = file.Path,
            CouponAt = finish.At(nameof(FinishYaml.Coupon)),
            Yaml = file.Text,
        };
        survey = survey with { Questions = SurveyConditions.Read(yaml, survey, problems) };
        SurveyLint.Check(yaml, survey, problems);
        return problems.Any ? null : survey;
    }

    private static List<Question> Questions(SurveyYaml yaml, Problems problems)
    {
        var questions = new List<Question>();
        foreach (var shape in yaml.Questions)
        {
            if (shape.ToQuestion(problems) is not { } question)
            {
                continue;
            }

            if (SurveyStep.Reserved.Contains(shape.Id))
            {
                problems.Add(shape.At(nameof(QuestionYaml.Id)), LintRule.ReservedName, $"'{shape.Id}' is a name of the bot's own.", "Rename the question.");
            }
            else if (shape.Id.Length > 0 && questions.Find(earlier => earlier.Id == shape.Id) is not null)
            {
                problems.Add(shape.At(nameof(QuestionYaml.Id)), LintRule.IdTwice, $"A question before is called '{shape.Id}' too.", "Give each question its own id.");
            }

            questions.Add(question with
            {
                Text = shape.Text.Trim(),
                Optional = shape.Optional,
                Retry = shape.Retry?.Trim(),
                Attribute = shape.Attribute?.Trim(),
            });
        }

        return questions;
    }

    // Two surveys cannot both begin at one word.
    private static void KeywordsAreUnique(IReadOnlyList<Defined<Survey>> surveys)
    {
        var taken = new Dictionary<string, Defined<Survey>>();
        foreach (var defined in surveys)
        {
            foreach (var keyword in defined.Value.Keywords)
            {
                if (!taken.TryAdd(TypedText.Plain(keyword), defined) && taken[TypedText.Plain(keyword)] is var first && first != defined)
                {
                    defined.Problems.Add(Place.Start, LintRule.KeywordTwice, $"The keyword '{keyword}' already starts {first.File.Path}.", "Choose another keyword.");
                }
            }
        }
    }
}
