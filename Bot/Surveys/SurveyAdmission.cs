using Bot.Friends;

namespace Bot.Surveys;

/// <summary>Whether a friend may begin a survey, or go on with it, as a function of values.</summary>
internal static class SurveyAdmission
{
    /// <summary>Why not, in words for the friend; null: they may.</summary>
    public static string? Refusal(Survey survey, SurveyRun? last, Occasion occasion)
    {
        var (open, now) = (survey.Availability, occasion.Now);
        var goesOn = last?.State is SurveyState.AskingConsent or SurveyState.Asking or SurveyState.Stopped;
        return occasion.Local < open.From ? open.NotYet
            : occasion.Local >= open.Until ? open.Over
            : open.Hours?.Include(now, occasion.Zone) == false ? open.Closed
            : goesOn ? null
            : !MayAgain(survey, occasion) ? SurveyWords.NotAgain
            : survey.Places is { } places && last?.Holding.Contains(PlacesTaken.Whole) != true && occasion.Places.Count(PlacesTaken.Whole) >= places.Most ? places.Full
            : null;
    }

    private static bool MayAgain(Survey survey, Occasion occasion) =>
        occasion.Friend.Survey(survey.Id)?.CompletedAt is not { } completed || occasion.Now >= completed + survey.AgainAfter;
}
