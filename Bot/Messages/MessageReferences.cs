namespace Bot.Messages;

/// <summary>What messages in a file may refer to, handed in by the feature that knows it.</summary>
public sealed record MessageReferences
{
    /// <summary>The ids of the surveys that a button may start.</summary>
    public IReadOnlyCollection<string> Surveys { get; init; } = [];

    /// <summary>The ids of the coupons that a message may give.</summary>
    public IReadOnlyCollection<string> Coupons { get; init; } = [];

    /// <summary>The postback data of a button that starts the survey of this id.</summary>
    public required Func<string, string> ToStartSurvey { get; init; }

    /// <summary>What else buttons may show, by its word (<c>shows: coupons</c>), with the postback data that asks for it.</summary>
    public IReadOnlyDictionary<string, string> Shows { get; init; } = new Dictionary<string, string>();
}
