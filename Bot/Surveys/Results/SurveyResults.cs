using Bot.Statistics;

namespace Bot.Surveys.Results;

/// <summary>
/// What friends answered. How often the survey was begun, completed, declined and broken off; and for each question the
/// latest answer of each friend, counted.
/// </summary>
public sealed record SurveyResults(
    string Survey, string Title, long Started, long Completed, long Declined, long Stopped, IReadOnlyList<QuestionResults> Questions)
{
    /// <summary>Everything committed until then is in it.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>The one version that is counted; null: all.</summary>
    public string? Version { get; init; }

    /// <summary>The versions somebody began, the one of the files first.</summary>
    public IReadOnlyList<VersionResults> Versions { get; init; } = [];

    /// <summary>How far friends come.</summary>
    public required SurveyFunnel Funnel { get; init; }
}

/// <summary>How often one version was begun and completed.</summary>
public sealed record VersionResults(string Version, bool IsCurrent, int Started, int Completed);

/// <summary>
/// One question's answers: how many friends answered or skipped it, and the answers counted, by option for choices and by value for
/// numbers. Of answers in the friend's own words only that they were given is counted.
/// </summary>
public sealed record QuestionResults(string Id, string Text, string Kind, int Answered, int Skipped, IReadOnlyList<AnswerCount> Counts)
{
    /// <summary>Answers of which only is known that they were given: taken back, or of friends who were erased. Not among those answered.</summary>
    public int Erased { get; init; }

    /// <summary>Of numbers and scales.</summary>
    public double? Mean { get; init; }

    /// <summary>Of numbers and scales: half of the friends answered at most this.</summary>
    public double? Median { get; init; }

    /// <summary>Of numbers and scales, of a sample; null: fewer than two answers.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Of recommendations from 0 to 10; null: another kind, or no answers.</summary>
    public RecommendationResults? Recommendation { get; init; }

    /// <summary>Of rankings, option by option; null: another kind.</summary>
    public IReadOnlyList<RankResults>? Ranks { get; init; }

    /// <summary>The wordings that are tried against each other, each with its own results; null: there is only one.</summary>
    public IReadOnlyList<WordingResults>? Wordings { get; init; }
}

/// <summary>How many friends gave this answer; the share is of those who answered the question.</summary>
public sealed record AnswerCount(string Answer, string Label, int Count, double Share);

/// <summary>
/// Would they recommend us: 9 and 10 promote, 0 to 6 detract, 7 and 8 do neither. The score (NPS) is the promoters' share less the
/// detractors', from -100 to 100.
/// </summary>
public sealed record RecommendationResults(int Promoters, int Passives, int Detractors, double Score);

/// <summary>How an option of a ranking fared: how many put it first, how many ranked it at all, and its mean rank among those (null: nobody did).</summary>
public sealed record RankResults(string Answer, string Label, int First, int Ranked, double? MeanRank);

/// <summary>The results of one wording, and how they differ from those of the question's own text; of that itself nothing differs.</summary>
public sealed record WordingResults(string Wording, string Text, QuestionResults Results)
{
    /// <summary>Each answer's share less its share with the first wording, in the order of the counts; null: too few.</summary>
    public IReadOnlyList<Difference?>? Shares { get; init; }

    /// <summary>The mean less that of the first wording; null: no numbers, or too few.</summary>
    public Difference? Mean { get; init; }
}

/// <summary>
/// How far friends came, each time they began: of those who did, who consented, who was asked each question, and who came to the end.
/// Friends who were erased are left out, since nothing tells any more which of their answers belong together.
/// </summary>
public sealed record SurveyFunnel
{
    /// <summary>How often it was begun.</summary>
    public required int Begun { get; init; }

    /// <summary>Begun by friends who were erased since; not among the others.</summary>
    public required int Erased { get; init; }

    /// <summary>Asked for consent.</summary>
    public required FunnelStep Consent { get; init; }

    /// <summary>Question by question, of those who were asked it.</summary>
    public required IReadOnlyList<FunnelStep> Questions { get; init; }

    /// <summary>Came to the end.</summary>
    public required int Completed { get; init; }

    /// <summary>Ended by time or for want of places, wherever they were.</summary>
    public required int Ended { get; init; }

    /// <summary>From beginning to end; null: nobody completed it.</summary>
    public TimeTaken? Time { get; init; }
}

/// <summary>One step: how often it was asked, and what became of that. The parts add up to those asked.</summary>
/// <param name="Id">The question's id; of consent, <c>consent</c>.</param>
/// <param name="Asked">How often it was asked.</param>
/// <param name="Answered">Answered; of consent, given.</param>
/// <param name="Skipped">Skipped; of consent, refused.</param>
/// <param name="Stopped">Broken off here.</param>
/// <param name="Silent">The bot waits here for more than a day.</param>
/// <param name="Waiting">The bot waits here, not that long yet.</param>
public sealed record FunnelStep(string Id, int Asked, int Answered, int Skipped, int Stopped, int Silent, int Waiting)
{
    /// <summary>Who was lost here.</summary>
    public int Lost => Stopped + Silent;

    /// <summary>Who was lost here, of those asked.</summary>
    public double LostShare => Asked == 0 ? 0 : (double)Lost / Asked;

    /// <summary>From the answer before (or the beginning) to this one; null: nobody answered.</summary>
    public TimeTaken? Time { get; init; }
}

/// <summary>How long it took, in seconds: half of them, and nine of ten, took at most so long.</summary>
public sealed record TimeTaken(int Count, double Median, double P90);
