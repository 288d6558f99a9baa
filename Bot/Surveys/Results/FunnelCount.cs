using System.Runtime.InteropServices;
using Bot.Statistics;

namespace Bot.Surveys.Results;

/// <summary>Counts a funnel run by run.</summary>
internal sealed class FunnelCount
{
    private readonly Survey _survey;
    private readonly long _patienceEndedBefore;
    private readonly Step?[] _steps;
    private readonly Dictionary<string, Step> _byQuestion;
    private readonly Step _consent = new();
    private readonly List<double> _whole = [];
    private int _begun;
    private int _completed;
    private int _ended;

    /// <param name="survey">The survey whose questions are told; runs may have others, of earlier versions.</param>
    /// <param name="placeOf">The place by which runs name a question; null: none of them does.</param>
    /// <param name="now">When silence is judged.</param>
    public FunnelCount(Survey survey, Func<string, int?> placeOf, DateTimeOffset now)
    {
        _survey = survey;
        _patienceEndedBefore = (now - Conversation.Patience).UtcTicks;
        _byQuestion = survey.Questions.ToDictionary(question => question.Id, _ => new Step());
        _steps = new Step?[_byQuestion.Max(step => placeOf(step.Key) + 1) ?? 0];
        foreach (var (question, step) in _byQuestion)
        {
            if (placeOf(question) is { } place)
            {
                _steps[place] = step;
            }
        }
    }

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
                _whole.Add(Seconds(completed - begun));
            }
        }

        CountAnswers(run, except: place);
        if (StepAt(place) is { } here)
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
        Questions = [.. _survey.Questions.Select(question => _byQuestion[question.Id].Result(question.Id))],
        Completed = _completed,
        Ended = _ended,
        Time = TimeOf(_whole),
    };

    // What became of consent; and the question the friend is at or left at, with whether they are silent there (null: they stopped).
    private (int Place, bool? IsSilent) Passed(RunSoFar run)
    {
        switch (run)
        {
            case { WaitsSince: { } since, WaitsAt: RunSoFar.NoQuestion }:
                _consent.Left(since < _patienceEndedBefore);
                return (RunSoFar.NoQuestion, null);
            case { WaitsSince: { } since, WaitsAt: var question }:
                _consent.Answered++;
                return (question, since < _patienceEndedBefore);
            case { CompletedAt: not null }:
                _consent.Answered++;
                return (RunSoFar.NoQuestion, null);
            case { IsDeclined: true }:
                _consent.Skipped++;
                return (RunSoFar.NoQuestion, null);
            case { IsStopped: true, StoppedAt: not RunSoFar.NoQuestion and var question }:
                _consent.Answered++;
                return (question, null);
            case { Answers.Count: > 0 }:
                _consent.Answered++;
                _ended++;
                return (RunSoFar.NoQuestion, null);
            default:
                _consent.Left(null);
                return (RunSoFar.NoQuestion, null);
        }
    }

    private void CountAnswers(RunSoFar run, int except)
    {
        var before = run.BegunAt;
        foreach (var (question, _, at) in run.Answers)
        {
            if (before is { } since && StepAt(question) is { } step)
            {
                step.Seconds.Add(Seconds(at - since));
            }

            before = at;
        }

        // The last answer of a question tells whether it was skipped; one the friend has gone back to is open again.
        for (var i = run.Answers.Count - 1; i >= 0; i--)
        {
            var (question, isSkipped, _) = run.Answers[i];
            if (question != except && StepAt(question) is { } step && step.CountedFor != _begun)
            {
                step.CountedFor = _begun;
                step.Asked++;
                (isSkipped ? ref step.Skipped : ref step.Answered)++;
            }
        }
    }

    private Step? StepAt(int place) => (uint)place < (uint)_steps.Length ? _steps[place] : null;

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private static TimeTaken? TimeOf(List<double> seconds)
    {
        if (seconds.Count == 0)
        {
            return null;
        }

        var ordered = CollectionsMarshal.AsSpan(seconds);
        ordered.Sort();
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
