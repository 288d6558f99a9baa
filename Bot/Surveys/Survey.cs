using Bot.Definitions;
using Bot.Friends;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>A survey as one file defined it; never changed. Another content is another version.</summary>
public sealed record Survey
{
    /// <summary>The id by which conditions, buttons and the API name it.</summary>
    public required string Id { get; init; }

    /// <summary>Which content of the file this is.</summary>
    public required string Version { get; init; }

    /// <summary>The name that friends and staff read.</summary>
    public required string Title { get; init; }

    /// <summary>What the answers are used for, as the friend is told before consenting.</summary>
    public required string Purpose { get; init; }

    /// <summary>How the friend is asked for consent before the first question.</summary>
    public required Consent Consent { get; init; }

    /// <summary>Words that start the survey when a friend writes one of them.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The keyword to tell friends, where there is one.</summary>
    public string? Keyword => Keywords.Count > 0 ? Keywords[0] : null;

    /// <summary>The button of the greeting that offers the survey; null: the greeting does not.</summary>
    public string? GreetingOffer { get; init; }

    /// <summary>In the order they are asked.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>What completing it brings.</summary>
    public required Finish Finish { get; init; }

    /// <summary>The file, as people know it: <c>surveys/coffee.yaml</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where the file names the coupon.</summary>
    public Place CouponAt { get; init; } = Place.Start;

    /// <summary>The YAML it was read from, so that a conversation can finish on this version after a restart.</summary>
    public required string Yaml { get; init; }

    /// <summary>The question of this id, or null.</summary>
    public Question? Find(string questionId) => Questions.FirstOrDefault(question => question.Id == questionId);

    /// <summary>The survey as the source of a fact.</summary>
    public FactSource Source => FactSource.Survey(Id);
}

/// <summary>How consent is asked for, and what is said to a refusal.</summary>
public sealed record Consent(string Text, string Yes, string No, string Refused);

/// <summary>What completing the survey brings.</summary>
public sealed record Finish
{
    /// <summary>One bubble each, at most three.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>What completing it says about the friend, whatever the answers.</summary>
    public Outcome Outcome { get; init; } = Outcome.None;

    /// <summary>The coupon given once per friend.</summary>
    public string? Coupon { get; init; }

    /// <summary>What is said instead when the friend has had the coupon before.</summary>
    public string CouponHeld { get; init; } = SurveyWords.CouponHeld;
}

/// <summary>What an answer, or the end, says about the friend.</summary>
public sealed record Outcome(IReadOnlyList<TagOutcome> Tags, IReadOnlyList<AttributeOutcome> Attributes)
{
    /// <summary>Says nothing.</summary>
    public static Outcome None { get; } = new([], []);

    /// <summary>What holds when all of it was said in order: of a group and of an attribute, the last.</summary>
    public Outcome Settled() => new(
        [.. Tags.Reverse().DistinctBy(tag => tag.Name).DistinctBy(tag => tag.Group is null ? $"tag {tag.Name}" : $"group {tag.Group}").Reverse()],
        [.. Attributes.Reverse().DistinctBy(attribute => attribute.Name).Reverse()]);

    /// <summary>All that these say, one after the other; <see cref="Settled"/> tells what holds of it.</summary>
    public static Outcome Of(IEnumerable<Outcome> outcomes) => outcomes.Aggregate(
        None,
        (all, one) => one == None ? all : new([.. all.Tags, .. one.Tags], [.. all.Attributes, .. one.Attributes]));
}

/// <summary>A tag to put on; of an exclusive group a friend keeps only the latest.</summary>
public sealed record TagOutcome(string Name, string? Group = null);

/// <summary>An attribute to set. Exactly one value is there.</summary>
public sealed record AttributeOutcome(string Name)
{
    /// <summary>A text, such as the label of an option.</summary>
    public string? Text { get; init; }

    /// <summary>A number or a grade.</summary>
    public double? Number { get; init; }

    /// <summary>True or false.</summary>
    public bool? Flag { get; init; }

    /// <summary>A calendar day.</summary>
    public DateOnly? Date { get; init; }
}
