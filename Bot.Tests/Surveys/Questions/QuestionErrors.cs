using System.Text.Json;
using Bot.Definitions;
using Bot.Surveys.Definitions;

namespace Bot.Tests.Surveys.Questions;

/// <summary>What the linter says of one question.</summary>
internal static class QuestionErrors
{
    /// <summary>The rules that are broken and how often each, as one text.</summary>
    public static string Of(string yaml)
    {
        var problems = new Problems("surveys/test.yaml");
        SurveyDefinition.Read(new YamlFile("surveys/test.yaml", $"id: test\ntitle: 題\npurpose: 目的\nquestions:\n  - {{ id: q, text: 問い, {yaml} }}\nfinish: {{ messages: [終わり] }}\n"), problems);
        return string.Join(", ", problems.Errors.GroupBy(error => error.Rule).Select(same => $"{JsonNamingPolicy.KebabCaseLower.ConvertName($"{same.Key}")} {same.Count()}"));
    }
}
