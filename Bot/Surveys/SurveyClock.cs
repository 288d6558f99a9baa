namespace Bot.Surveys;

/// <summary>When time alone does something in a survey, as functions of values.</summary>
internal static class SurveyClock
{
    /// <summary>When something is to be done without the friend doing anything; null: never.</summary>
    public static DateTimeOffset? DueAt(Survey survey, SurveyRun run)
    {
        var reminder = NextReminder(survey, run) is { } next ? run.MovedAt + next.After : (DateTimeOffset?)null;
        var end = RunsOutAt(survey, run);
        return end < reminder ? end : reminder ?? end;
    }

    /// <summary>When the friend's time for the whole is over; null: it is not limited, or the run is over.</summary>
    public static DateTimeOffset? RunsOutAt(Survey survey, SurveyRun run) =>
        run.State.IsWaiting || run.State is SurveyState.Stopped ? run.BegunAt + survey.TimeLimit : null;

    /// <summary>The reminder that comes next; null: none. Who broke off by themselves is not reminded, nor who has not consented yet.</summary>
    public static Reminder? NextReminder(Survey survey, SurveyRun run) =>
        run.State is SurveyState.Asking ? survey.Reminders.ElementAtOrDefault(run.Reminded) : null;
}
