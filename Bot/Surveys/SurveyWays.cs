using Bot.Conditions;
using Bot.Friends;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// Every way friends may go through a survey, whatever is known of them from elsewhere: what nobody comes to, where nobody gets out,
/// and how long the longest is. A survey too branched to be gone through whole has no findings.
/// </summary>
internal sealed class SurveyWays
{
    private const int MostStates = 20_000;

    private readonly Survey _survey;
    private readonly TypicalAnswers _typical;
    private readonly ConditionContext _context = new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);
    private readonly Dictionary<string, bool> _relevant;
    private readonly Dictionary<string, State> _states = [];
    private readonly HashSet<Consequence> _holding = [];

    private SurveyWays(Survey survey)
    {
        _survey = survey;
        _typical = new TypicalAnswers(survey);
        _relevant = survey.Questions.DistinctBy(question => question.Id).ToDictionary(question => question.Id, _typical.Matters);
    }

    /// <summary>Questions nobody ever comes to.</summary>
    public IReadOnlySet<string> Unreached { get; private set; } = new HashSet<string>();

    /// <summary>Questions from which nobody ever gets to the end.</summary>
    public IReadOnlySet<string> Endless { get; private set; } = new HashSet<string>();

    /// <summary>Outcomes whose condition never holds.</summary>
    public IReadOnlySet<Consequence> NeverHolding { get; private set; } = new HashSet<Consequence>();

    /// <summary>How many questions the longest way has, each counted once.</summary>
    public int Longest { get; private set; }

    public static SurveyWays Of(Survey survey)
    {
        var ways = new SurveyWays(survey);
        ways.Explore();
        return ways;
    }

    private void Explore()
    {
        foreach (var order in SurveyOrder.Some(_survey))
        {
            Explore(order);
        }

        if (_states.Count > MostStates)
        {
            return;
        }

        var reached = _states.Values.Select(state => state.Question.Id).ToHashSet();
        Unreached = _survey.Questions.Select(question => question.Id).Where(id => !reached.Contains(id)).ToHashSet();
        SpreadEnds();
        Endless = reached.Where(id => _states.Values.Where(state => state.Question.Id == id).All(state => !state.Ends)).ToHashSet();
        NeverHolding = _survey.Outcomes.Where(outcome => !_holding.Contains(outcome)).ToHashSet();
        Longest = _states.Values.Max(state => state.Path.Count + 1);
    }

    private void Explore(SurveyOrder order)
    {
        var open = new Queue<State>();
        Open(order, order.After(null), [], open, from: null);
        while (open.Count > 0 && _states.Count <= MostStates)
        {
            var state = open.Dequeue();
            foreach (var answer in _typical.Of(state.Question))
            {
                Answer(order, state, answer, open);
            }
        }
    }

    private void Answer(SurveyOrder order, State state, AnswerValue answer, Queue<State> open)
    {
        List<GivenAnswer> path = [.. state.Path, new GivenAnswer(state.Question.Id, answer)];
        var jump = answer.IsSkipped ? null : state.Question.Choosable.Having(answer.Choices).Select(option => option.Then).FirstOrDefault(then => then is not null) ?? state.Question.Then;
        switch (jump)
        {
            case null:
                Open(order, order.After(state.Question.Id), path, open, state);
                break;
            case { Question: null }:
                End(state, path);
                break;
            case { Question: { } target }:
                if (order.IsAtOrBefore(target, state.Question.Id))
                {
                    path.RemoveAll(given => order.IsAtOrBefore(target, given.Question));
                }

                Open(order, order.From(target), path, open, state);
                break;
        }
    }

    // The first that surely applies ends the search; those that may apply are ways of their own.
    private void Open(SurveyOrder order, IEnumerable<Question> questions, List<GivenAnswer> path, Queue<State> open, State? from)
    {
        var friend = FriendAfter(path);
        foreach (var question in questions)
        {
            var applies = question.When is { } when ? Decide(when, friend, path) : true;
            if (applies == false)
            {
                continue;
            }

            var key = $"{order.Name}|{question.Id}|{string.Join('|', path.Where(given => _relevant[given.Question]).Select(given => $"{given.Question}={given.Value}"))}";
            if (!_states.TryGetValue(key, out var state))
            {
                _states[key] = state = new State(question, path);
                open.Enqueue(state);
            }
            else if (path.Count > state.Path.Count)
            {
                state.Path = path;
            }

            if (from is not null)
            {
                state.From.Add(from);
            }

            if (applies == true)
            {
                return;
            }
        }

        End(from, path);
    }

    private void End(State? from, List<GivenAnswer> path)
    {
        from?.Ends = true;
        var friend = FriendAfter(path);
        _holding.UnionWith(_survey.Outcomes.Where(outcome => outcome.When is null || Decide(outcome.When, friend, path) != false));
    }

    private void SpreadEnds()
    {
        var ended = new Queue<State>(_states.Values.Where(state => state.Ends));
        while (ended.Count > 0)
        {
            foreach (var before in ended.Dequeue().From.Where(before => !before.Ends))
            {
                before.Ends = true;
                ended.Enqueue(before);
            }
        }
    }

    private Friend FriendAfter(List<GivenAnswer> path)
    {
        var said = Outcome.Of(path.Select(given => _survey.Find(given.Question)!.OutcomeOf(given.Value))).Settled();
        return Friend.FirstSeen("", default) with
        {
            Answers = [.. path.Where(given => !given.Value.IsSkipped).Select(given => given.Value.ToFact(_survey.Id, given.Question, default))],
            Tags = [.. said.Tags.Select(tag => new FriendTag(tag.Name, default, _survey.Source))],
            Attributes = [.. said.Attributes.Select(attribute => attribute.ToFact(_survey.Source, default))],
        };
    }

    // Null: it may hold or not, depending on what is known of the friend from elsewhere.
    private bool? Decide(Condition condition, Friend friend, List<GivenAnswer> path)
    {
        switch (condition)
        {
            case Condition.And(var parts):
                var all = parts.Select(part => Decide(part, friend, path)).ToList();
                return all.Contains(false) ? false : all.Contains(null) ? null : true;
            case Condition.Or(var parts):
                var any = parts.Select(part => Decide(part, friend, path)).ToList();
                return any.Contains(true) ? true : any.Contains(null) ? null : false;
            case Condition.Not(var inner):
                return !Decide(inner, friend, path);
            case Condition.All:
                return true;
            case Condition.Answer answer when answer.Survey == _survey.Id:
                return path.All(given => given.Question != answer.Question || given.Value.IsSkipped) || (_survey.Find(answer.Question) is { } asked && TypicalAnswers.CanDecide(asked))
                    ? condition.Holds(friend, _context)
                    : null;
            case Condition.Answered { At: null } answered when answered.Survey == _survey.Id:
                return condition.Holds(friend, _context);
            case Condition.Tag { Added: null } when condition.Holds(friend, _context):
                return true;
            case Condition.Attribute attribute when friend.Attributes.Any(held => held.Name == attribute.Name && held.Text is not null):
                return condition.Holds(friend, _context);
            default:
                return null;
        }
    }

    /// <summary>At a question, with the answers that matter having been given.</summary>
    private sealed class State(Question question, List<GivenAnswer> path)
    {
        public Question Question { get; } = question;

        public List<GivenAnswer> Path { get; set; } = path;

        public HashSet<State> From { get; } = [];

        /// <summary>Whether an answer leads, sooner or later, to the end.</summary>
        public bool Ends { get; set; }
    }
}
