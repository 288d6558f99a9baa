namespace Bot.Surveys;

/// <summary>The survey a friend is in, or was in last. One document per friend, named by the friend's id.</summary>
public sealed record Conversation
{
    /// <summary>How long the bot takes a friend's free words for an answer. Buttons and the keyword go on working after it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

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

    /// <summary>When the friend last did something in it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether what the friend writes now is meant for the survey.</summary>
    public bool IsListening(DateTimeOffset now) => Run.State.IsWaiting && now - At < Patience;
}
