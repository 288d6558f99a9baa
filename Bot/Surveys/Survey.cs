using Bot.Calendar;
using Bot.Conditions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
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

    /// <summary>Places whose name or code may stand behind a keyword, as on a QR code of the shop; it is kept as the friend's route.</summary>
    public IReadOnlyList<StartPlace> StartPlaces { get; init; } = [];

    /// <summary>The button of the greeting that offers the survey; null: the greeting does not.</summary>
    public string? GreetingOffer { get; init; }

    /// <summary>When it can be begun and answered.</summary>
    public Availability Availability { get; init; } = new();

    /// <summary>After how long a friend who completed it may answer again; zero: at once. Null: never.</summary>
    public TimeSpan? AgainAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long a friend may take from beginning to end; null: for ever.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Said to those who have not finished, each once a run, in the order of their times.</summary>
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>How many friends may take part; null: any number.</summary>
    public Places? Places { get; init; }

    /// <summary>In the order they are asked.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>What is reckoned from the answers when it is completed.</summary>
    public IReadOnlyList<Score> Scores { get; init; } = [];

    /// <summary>What completing it brings, whatever the answers.</summary>
    public required Consequence Finish { get; init; }

    /// <summary>What completing it brings beside, by condition; all that hold, in this order.</summary>
    public IReadOnlyList<Consequence> Outcomes { get; init; } = [];

    /// <summary>The file, as people know it: <c>surveys/coffee.yaml</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where the file names coupons and other surveys.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>The YAML it was read from, so that a conversation can finish on this version after a restart.</summary>
    public required string Yaml { get; init; }

    /// <summary>The question of this id, or null.</summary>
    public Question? Find(string questionId) => Questions.FirstOrDefault(question => question.Id == questionId);

    /// <summary>Whether places are counted, of the whole or of an option.</summary>
    public bool CountsPlaces => Places is not null || Questions.Any(question => question.Choosable.Any(option => option.Places is not null));

    /// <summary>Everything completing it may bring.</summary>
    public IEnumerable<Consequence> Consequences => Outcomes.Prepend(Finish);

    /// <summary>Everything the survey may ever say about a friend, answers and outcomes.</summary>
    public IEnumerable<Outcome> EveryOutcome =>
    [
        .. Questions.Select(question => question.EveryOutcome),
        .. Scores.Select(score => score.EveryOutcome),
        .. Consequences.Select(consequence => consequence.Outcome),
    ];

    /// <summary>The survey as the source of a fact.</summary>
    public FactSource Source => FactSource.Survey(Id);
}

/// <summary>How consent is asked for, and what is said to a refusal.</summary>
public sealed record Consent(string Text, string Yes, string No, string Refused);

/// <summary>A place a friend may come from: the code on its QR, and its name as the friend's route.</summary>
public sealed record StartPlace(string Code, string Name);

/// <summary>When a survey can be begun and answered, and what is said when it cannot.</summary>
public sealed record Availability
{
    /// <summary>From when, by the shop's clock; null: from ever.</summary>
    public DateTime? From { get; init; }

    /// <summary>Until when (not including), by the shop's clock; null: for ever.</summary>
    public DateTime? Until { get; init; }

    /// <summary>The hours in which it can be begun; null: at any time.</summary>
    public OpeningHours? Hours { get; init; }

    /// <summary>Said before it opens.</summary>
    public string NotYet { get; init; } = SurveyWords.NotYet;

    /// <summary>Said after it closed.</summary>
    public string Over { get; init; } = SurveyWords.Over;

    /// <summary>Said outside its hours.</summary>
    public string Closed { get; init; } = SurveyWords.ClosedNow;
}

/// <summary>Said so long after the friend's last answer.</summary>
public sealed record Reminder(TimeSpan After, string Text);

/// <summary>So many friends, first come, first served, and what the others are told.</summary>
public sealed record Places(int Most, string Full);

/// <summary>What completing the survey brings.</summary>
public sealed record Consequence
{
    /// <summary>Where it holds; null: always.</summary>
    public Condition? When { get; init; }

    /// <summary>What is said.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>What it says about the friend.</summary>
    public Outcome Outcome { get; init; } = Outcome.None;

    /// <summary>The coupon given once per friend.</summary>
    public string? Coupon { get; init; }

    /// <summary>What is said instead when the friend has had the coupon before.</summary>
    public string CouponHeld { get; init; } = SurveyWords.CouponHeld;

    /// <summary>What staff are told; null: nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>The survey that begins then; null: none.</summary>
    public string? Next { get; init; }
}

/// <summary>A number reckoned from answers, kept as an attribute, and the bands it falls into.</summary>
public sealed record Score(string Attribute, IReadOnlyList<ScoredQuestion> Questions, IReadOnlyList<ScoreBand> Bands)
{
    /// <summary>Everything it may say about the friend.</summary>
    public Outcome EveryOutcome => new([.. Bands.Select(band => band.Tag).OfType<TagOutcome>()], [new AttributeOutcome(Attribute)]);

    /// <summary>The sum over these answers, or null: none of its questions was answered.</summary>
    public double? Of(Survey survey, IReadOnlyList<GivenAnswer> answers)
    {
        var counted = (
            from scored in Questions
            let question = survey.Find(scored.Question)
            let given = answers.FirstOrDefault(answer => answer.Question == scored.Question && !answer.Value.IsSkipped)
            where question is not null && given is not null
            select scored.Weight * question.PointsOf(given.Value)).ToList();
        return counted.Count == 0 ? null : counted.Sum();
    }

    /// <summary>The highest band that the score reaches, or null.</summary>
    public ScoreBand? BandOf(double score) => Bands.Where(band => score >= band.AtLeast).MaxBy(band => band.AtLeast);
}

/// <summary>A question that counts in a score, and how much.</summary>
public sealed record ScoredQuestion(string Question, double Weight);

/// <summary>From this score on, up to the next band: the tag it brings.</summary>
public sealed record ScoreBand(double AtLeast, TagOutcome? Tag);

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
