using Bot.Conditions;

namespace Bot.Surveys;

/// <summary>The surveys, questions, tags and attributes that conditions may name because surveys define them.</summary>
internal sealed class SurveyVocabulary(SurveyBook surveys) : IVocabularySource
{
    public Task<ConditionVocabulary> Read(CancellationToken ct)
    {
        var current = surveys.Current.ToList();
        var outcomes = current.SelectMany(survey => survey.EveryOutcome).ToList();
        return Task.FromResult(new ConditionVocabulary
        {
            Tags = [.. outcomes.SelectMany(outcome => outcome.Tags).Select(tag => tag.Name).Distinct()],
            Attributes = [.. outcomes.SelectMany(outcome => outcome.Attributes).Select(attribute => new KnownAttribute(attribute.Name)).DistinctBy(attribute => attribute.Name)],
            Surveys = [.. current.Select(survey => new KnownSurvey(survey.Id, survey.Title, [.. survey.Questions.Select(question => question.Known)]))],
        });
    }
}
