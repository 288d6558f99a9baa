using Bot.Statistics;

namespace Bot.Surveys.Results;

/// <summary>Counts a funnel run by run. Pure but for what it has counted.</summary>
internal sealed class FunnelCount(Survey survey, DateTimeOffset now)
{
    private readonly Dictionary<string, Step> _steps = survey.Questions.ToDictionary(question => question.Id, _ => new Step());
    private readonly Step _consent = new();
    private readonly List<double> _whole = [];
    private int _begun;
    private int _completed;
    private int _ended;

    public void Add(RunSoFar run)
    {
        _begun++;
        _consent.Asked++;
        var (place, isSilent) = Passed(run);
        if (run.CompletedAt is { } completed)
        {
            _completed++;
            if (run.BegunAt is { } begun)
            {
                _whole.Add((completed - begun).TotalSeconds);
            }
        }

        CountAnswers(run, except: place);
        if (place is not null && _steps.GetValueOrDefault(place) is { } here)
        {
            here.Asked++;
            here.Left(isSilent);
        }
    }

    public SurveyFunnel Result(int started) => new()
    {
        Begun = _begun,
        Erased = Math.Max(0, started - _begun),
        Consent = _consent.Result(SurveyStep.Consent.Name),
        Questions = [.. survey.Questions.Select(question => _steps[question.Id].Result(question.Id))],
        Completed = _completed,
        Ended = _ended,
        Time = TimeOf(_whole),
    };

    // What became of consent; and the question the friend is at or left at, with whether they are silent there (null: they stopped).
    private (string? Place, bool? IsSilent) Passed(RunSoFar run)
    {
        switch (run)
        {
            case { WaitsSince: { } since, WaitsAt: null }:
                _consent.Left(IsSilent(since));
                return (null, null);
            case { WaitsSince: { } since, WaitsAt: { } question }:
                _consent.Answered++;
                return (question, IsSilent(since));
            case { CompletedAt: not null }:
                _consent.Answered++;
                return (null, null);
            case { IsDeclined: true }:
                _consent.Skipped++;
                return (null, null);
            case { IsStopped: true, StoppedAt: { } question }:
                _consent.Answered++;
                return (question, null);
            case { Answers.Count: > 0 }:
                _consent.Answered++;
                _ended++;
                return (null, null);
            default:
                _consent.Left(null);
                return (null, null);
        }
    }

    private void CountAnswers(RunSoFar run, string? except)
    {
        var before = run.BegunAt;
        foreach (var (question, _, at) in run.Answers)
        {
            if (before is { } since && _steps.GetValueOrDefault(question) is { } step)
            {
                step.Seconds.Add((at - since).TotalSeconds);
            }

            before = at;
        }

        // The last answer of a question tells whether it was skipped; one the friend has gone back to is open again.
        for (var i = run.Answers.Count - 1; i >= 0; i--)
        {
            var (question, isSkipped, _) = run.Answers[i];
            if (question != except && _steps.GetValueOrDefault(question) is { } step && step.CountedFor != _begun)
            {
                step.CountedFor = _begun;
                step.Asked++;
                (isSkipped ? ref step.Skipped : ref step.Answered)++;
            }
        }
    }

    private bool IsSilent(DateTimeOffset since) => now - since > Conversation.Patience;

    private static TimeTaken? TimeOf(List<double> seconds)
    {
        if (seconds.Count == 0)
        {
            return null;
        }

        var ordered = seconds.ToArray();
        Array.Sort(ordered);
        return new(ordered.Length, Numbers.Quantile(ordered, 0.5)!.Value, Numbers.Quantile(ordered, 0.9)!.Value);
    }

    private sealed class Step
    {
        public int Asked;
        public int Answered;
        public int Skipped;
        public int Stopped;
        public int Silent;
        public int Waiting;
        public int CountedFor;

        public List<double> Seconds { get; } = [];

        public void Left(bool? isSilent)
        {
            switch (isSilent)
            {
                case null:
                    Stopped++;
                    break;
                case true:
                    Silent++;
                    break;
                case false:
                    Waiting++;
                    break;
            }
        }

        public FunnelStep Result(string id) => new(id, Asked, Answered, Skipped, Stopped, Silent, Waiting) { Time = TimeOf(Seconds) };
    }
}
