namespace Bot.Surveys;

/// <summary>One friend's way through one survey.</summary>
public sealed record SurveyRun
{
    /// <summary>Which run this is; part of the nonce of its buttons.</summary>
    public required string Id { get; init; }

    /// <summary>Where the friend stands in it.</summary>
    public required SurveyState State { get; init; }

    /// <summary>Counts what was asked, so that the buttons of an earlier message are known as old.</summary>
    public int Step { get; init; }

    /// <summary>The answers that count, in the order they were given.</summary>
    public IReadOnlyList<GivenAnswer> Path { get; init; } = [];

    /// <summary>Answers the friend went back over; each counts until its question is answered anew or left out.</summary>
    public IReadOnlyList<GivenAnswer> SetAside { get; init; } = [];

    /// <summary>When it began.</summary>
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>When the friend last moved it on; the present question is as old.</summary>
    public DateTimeOffset MovedAt { get; init; }

    /// <summary>How many reminders were sent.</summary>
    public int Reminded { get; init; }

    /// <summary>The places it holds, by their keys in <see cref="PlacesTaken"/>.</summary>
    public IReadOnlyList<string> Holding { get; init; } = [];

    /// <summary>What a button of the present question carries.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Nonce => $"{Id}.{Step}";

    /// <summary>The answer that counts for this question, or null: none yet.</summary>
    public GivenAnswer? Given(string question) => Path.FirstOrDefault(given => given.Question == question);
}

/// <summary>An answer of this run.</summary>
public sealed record GivenAnswer(string Question, AnswerValue Value);
