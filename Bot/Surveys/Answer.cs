using Bot.Friends;

namespace Bot.Surveys;

/// <summary>One answer of one friend, kept for good: an answer changed later is another document. Erased with the friend.</summary>
public sealed record Answer
{
    public required string Id { get; init; }

    public required string FriendId { get; init; }

    public required string Survey { get; init; }

    public required string Version { get; init; }

    public required string Question { get; init; }

    /// <summary>Which run of the survey it was given in.</summary>
    public required string Run { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AnswerValue Value { get; init; }
}

/// <summary>A moment of a friend's way through a survey, kept for counting: it holds no answer.</summary>
public sealed record Milestone
{
    public required string Id { get; init; }

    public required string FriendId { get; init; }

    public required string Survey { get; init; }

    public required string Version { get; init; }

    public required string Run { get; init; }

    public required SurveyStanding Reached { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The YAML of one version of a survey that somebody has begun. Never changed.</summary>
public sealed record SurveyVersion(string Survey, string Version, string Path, string Yaml)
{
    public string Id => Key(Survey, Version);

    public static string Key(string survey, string version) => $"{survey}@{version}";
}
