using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class PostalCodeYaml : QuestionYaml
{
    [Description("都道府県を入れる友だちの属性の名前。")]
    public string? AreaAttribute { get; init; }

    public override Question ToQuestion(Problems problems)
    {
        if (AreaAttribute is { } area && area.Trim() == Attribute?.Trim())
        {
            problems.Add(At(nameof(AreaAttribute)), LintRule.OneThing, $"The attribute '{area}' takes the postal code already.", "Name another attribute for the prefecture.");
        }

        return new PostalCodeQuestion(AreaAttribute?.Trim()) { Id = Id, Text = Text };
    }
}
