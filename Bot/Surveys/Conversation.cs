namespace Bot.Surveys;

/// <summary>The survey a friend is in, or was in last, and those they may go on with. One document per friend, named by the friend's id.</summary>
public sealed record Conversation
{
    /// <summary>How long the bot takes a friend's free words for an answer. Buttons and the keyword go on working after it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    // A friend who breaks off more surveys than this has forgotten the first.
    private const int MostEarlier = 10;

    /// <summary>The friend's id.</summary>
    public required string Id { get; init; }

    /// <summary>The survey's id.</summary>
    public required string Survey { get; init; }

    /// <summary>The version it began with, and finishes with.</summary>
    public required string Version { get; init; }

    /// <summary>How far the friend has come.</summary>
    public required SurveyRun Run { get; init; }

    /// <summary>When this run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the friend last did something in it, or was last asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When time alone does something in this run; null: never.</summary>
    public DateTimeOffset? RunDueAt { get; init; }

    /// <summary>When time alone does something in this run or in an earlier one; null: never.</summary>
    public DateTimeOffset? DueAt => Earlier.Select(run => run.EndsAt).Append(RunDueAt).Min();

    /// <summary>Other surveys the friend broke off or holds places of, one run a survey, the latest last.</summary>
    public IReadOnlyList<EarlierRun> Earlier { get; init; } = [];

    /// <summary>Whether what the friend writes now is meant for the survey.</summary>
    public bool IsListening(DateTimeOffset now) => Run.State.IsWaiting && now - At < Patience;

    /// <summary>The places it holds, by survey.</summary>
    internal IEnumerable<(string Survey, IReadOnlyList<string> Held)> Holding =>
        Earlier.Select(run => (run.Survey, run.Run.Holding)).Append((Survey, Run.Holding)).Where(one => one.Holding.Count > 0);

    /// <summary>What is kept beside another survey that takes this one's place.</summary>
    internal IReadOnlyList<EarlierRun> EarlierBeside(string survey, DateTimeOffset? endsAt) =>
    [
        .. Earlier.Append(new EarlierRun(Survey, Version, Run) { EndsAt = endsAt })
            .Where(run => run.Survey != survey && (run.Run.State is SurveyState.Stopped || run.Run.Holding.Count > 0))
            .TakeLast(MostEarlier),
    ];

    /// <summary>The latest run of a survey, with the version it is in; null: none is known.</summary>
    public EarlierRun? LastRun(string survey) =>
        Survey == survey ? new(Survey, Version, Run) : Earlier.LastOrDefault(run => run.Survey == survey);
}

/// <summary>A run of a survey that another survey has taken the place of.</summary>
public sealed record EarlierRun(string Survey, string Version, SurveyRun Run)
{
    /// <summary>When the friend's time for it is over; null: it is not limited.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
