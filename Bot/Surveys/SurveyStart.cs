namespace Bot.Surveys;

/// <summary>The survey that some words start, and the place they come from; null: they name none.</summary>
public sealed record SurveyStart(Survey Survey, StartPlace? From)
{
    /// <summary>
    /// Every text that starts a survey, in the form that is compared: a keyword, also with the code or the name of a place behind it, as a
    /// QR code of the shop brings it into the chat (<c>辛さ #shibuya</c>, <c>辛さ 渋谷店</c>).
    /// </summary>
    internal static IEnumerable<(string Plain, SurveyStart Start)> All(Survey survey) =>
        from keyword in survey.Keywords
        from start in survey.StartPlaces
            .SelectMany(place => new[] { (Words: $"{keyword}#{place.Code}", Place: (StartPlace?)place), (Words: keyword + place.Name, Place: place) })
            .Prepend((Words: keyword, Place: null))
        select (TypedText.Plain(start.Words), new SurveyStart(survey, start.Place));
}
