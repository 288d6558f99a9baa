namespace Bot.Surveys;

/// <summary>When time alone does something in a survey, as functions of values.</summary>
internal static class SurveyClock
{
    /// <summary>When something is to be done without the friend doing anything; null: never.</summary>
    public static DateTimeOffset? DueAt(Survey survey, SurveyRun run, DateTimeOffset now, TimeZoneInfo zone)
    {
        var reminder = Reminders(survey, run, now, zone).FirstOrDefault() is { } next ? run.MovedAt + next.After : (DateTimeOffset?)null;
        var end = RunsOutAt(survey, run);
        return end < reminder ? end : reminder ?? end;
    }

    /// <summary>When the friend's time for the whole is over; null: it is not limited, or the run is over.</summary>
    public static DateTimeOffset? RunsOutAt(Survey survey, SurveyRun run) =>
        run.State.IsWaiting || run.State is SurveyState.Stopped ? run.BegunAt + survey.TimeLimit : null;

    /// <summary>The reminders whose time has come and that were not said, the latest last.</summary>
    public static IReadOnlyList<Reminder> RemindersDue(Survey survey, SurveyRun run, DateTimeOffset now, TimeZoneInfo zone) =>
        [.. Reminders(survey, run, now, zone).TakeWhile(reminder => run.MovedAt + reminder.After <= now)];

    // Who broke off by themselves is not reminded, nor who has not consented yet, and nobody of what can no longer be answered.
    private static IEnumerable<Reminder> Reminders(Survey survey, SurveyRun run, DateTimeOffset now, TimeZoneInfo zone) =>
        run.State is SurveyState.Asking && !IsClosed(survey, now, zone)
            ? survey.Reminders.Skip(run.Reminded).TakeWhile(reminder => !IsClosed(survey, run.MovedAt + reminder.After, zone))
            : [];

    private static bool IsClosed(Survey survey, DateTimeOffset at, TimeZoneInfo zone) =>
        survey.Availability.Until <= TimeZoneInfo.ConvertTime(at, zone).DateTime;
}
