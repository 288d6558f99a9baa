using Bot.Friends;

namespace Bot.Surveys;

/// <summary>One answer of one friend, kept for good: an answer changed later is another document. Erased with the friend.</summary>
public sealed record Answer
{
    /// <summary>Names the answer; another one is kept for each change.</summary>
    public required string Id { get; init; }

    /// <summary>LINE's id of the friend; empty when the friend was erased.</summary>
    public required string FriendId { get; init; }

    /// <summary>The survey's id.</summary>
    public required string Survey { get; init; }

    /// <summary>The version of the survey it was given in.</summary>
    public required string Version { get; init; }

    /// <summary>The question's id.</summary>
    public required string Question { get; init; }

    /// <summary>Which run of the survey it was given in.</summary>
    public required string Run { get; init; }

    /// <summary>When it was given, in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was answered, also when the question was skipped.</summary>
    public required AnswerValue Value { get; init; }

    /// <summary>Which wording of the question it answers, where several are tried; null: there is only one.</summary>
    public string? Wording { get; init; }

    /// <summary>LINE's id of the message it was written in; null: it was tapped.</summary>
    public string? MessageId { get; init; }
}

/// <summary>A moment of a friend's way through a survey, kept for counting: it holds no answer.</summary>
public sealed record Milestone
{
    /// <summary>Names the milestone.</summary>
    public required string Id { get; init; }

    /// <summary>LINE's id of the friend; empty when the friend was erased.</summary>
    public required string FriendId { get; init; }

    /// <summary>The survey's id.</summary>
    public required string Survey { get; init; }

    /// <summary>The version of the survey it was reached in.</summary>
    public required string Version { get; init; }

    /// <summary>Which run of the survey it was reached in; empty when the friend was erased.</summary>
    public required string Run { get; init; }

    /// <summary>What was reached: begun, completed, broken off or declined.</summary>
    public required SurveyStanding Reached { get; init; }

    /// <summary>When it was reached, in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of breaking off: the question that was asked then; null: consent was.</summary>
    public string? Question { get; init; }
}

/// <summary>The YAML of one version of a survey that somebody has begun. Never changed.</summary>
public sealed record SurveyVersion(string Survey, string Version, string Path, string Yaml)
{
    /// <summary>The document's id: survey and version.</summary>
    public string Id => Key(Survey, Version);

    /// <summary>The id of the document of this survey's version, e.g. <c>coffee@1a2b</c>.</summary>
    public static string Key(string survey, string version) => $"{survey}@{version}";
}
