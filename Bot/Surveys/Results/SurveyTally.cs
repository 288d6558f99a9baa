using Bot.Friends;
using Bot.Storage;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Results;

/// <summary>
/// One survey's results in memory, changed document by document: which answer is each friend's latest, how often each counts, and
/// how far each run came. Whatever is put is what the store has now, in any order; what was known under the same id is
/// forgotten first. It takes about 300 bytes an answer, with its run and milestones, whatever was answered.
/// </summary>
internal sealed class SurveyTally
{
    private const int None = -1;

    private readonly Rows<DocumentKey, KeptAnswer> _answers = new();
    private readonly Rows<DocumentKey, KeptMilestone> _milestones = new();
    private readonly Rows<RunKey, KeptRun> _runs = new();
    private readonly Dictionary<(DocumentKey Friend, short Question), int> _latest = [];
    private readonly Dictionary<DocumentKey, RunKey> _waiting = [];
    private readonly Dictionary<DocumentKey, string> _unusualIds = [];
    private readonly Dictionary<string, short> _questions = [];
    private readonly List<QuestionTally> _tallies = [];
    private readonly Dictionary<(SurveyStanding Reached, int Version), int> _reached = [];
    private readonly Names _versions = new();
    private readonly Names _wordings = new();

    public SurveyTally() => _wordings.PlaceOf("");

    /// <summary>The question's counts; null: nobody answered it.</summary>
    public QuestionTally? Of(string question) => _questions.TryGetValue(question, out var place) ? _tallies[place] : null;

    /// <summary>Whether some words were not kept that this version of the survey counts, so that everything must be read again.</summary>
    public bool LacksWordsOf(Survey survey) =>
        _tallies.Any(tally => tally.HasLeftOutWords && survey.Find(tally.Id) is { } question && question.Kind != tally.Kind);

    /// <summary>The friends' latest answers to a question with how often each comes, in one version or in all, by wording; null: asked in one wording only.</summary>
    public IEnumerable<(AnswerValue Value, string? Wording, int Count)> CountsOf(string question, string? version)
    {
        if (Of(question) is not { } tally)
        {
            yield break;
        }

        foreach (var (key, count) in tally.Counts)
        {
            if (version is null || _versions[key.Version] == version)
            {
                yield return (tally.Values[key.Value], key.Wording == 0 ? null : _wordings[key.Wording], count);
            }
        }
    }

    /// <summary>How often this was reached, erased friends too.</summary>
    public int Reached(SurveyStanding standing, string? version) =>
        _reached.Where(count => count.Key.Reached == standing && (version is null || _versions[count.Key.Version] == version)).Sum(count => count.Value);

    /// <summary>How many friends are in the middle of it: the bot waits for their answer, or their consent.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>The versions somebody began.</summary>
    public IEnumerable<string> Versions => _reached.Keys.Select(key => _versions[key.Version]).Distinct();

    /// <summary>The ids of each friend's latest answers, friend by friend; of nobody's there are none.</summary>
    public IReadOnlyList<IReadOnlyList<string>> LatestByFriend() =>
    [
        .. _latest.Values.Where(place => _answers[place].Run != None)
            .GroupBy(place => _answers[place].Friend)
            .OrderBy(friend => friend.Key)
            .Select(friend => friend.Select(place => IdOf(_answers[place].Id)).ToList()),
    ];

    public void Put(Answer answer, Question? question)
    {
        var id = KeyOf(answer.Id);
        RemoveAnswer(id);
        var isNobody = answer.FriendId is Erased.Nobody;
        var friend = isNobody ? id : DocumentKey.Of(answer.FriendId);
        var tally = _tallies[PlaceOf(answer.Question)];
        var kept = new KeptAnswer
        {
            Id = id,
            Friend = friend,
            At = answer.At.UtcTicks,
            Question = _questions[answer.Question],
            Count = new(tally.PlaceOf(answer.Value, question), (byte)_wordings.PlaceOf(answer.Wording ?? ""), (short)_versions.PlaceOf(answer.Version)),
            IsSkipped = answer.Value.IsSkipped,
            Run = isNobody ? None : RunOf(new(friend, DocumentKey.Of(answer.Run))),
            Older = None,
            OlderInRun = None,
        };
        var place = _answers.Add(id, kept);
        LinkToOlder(place);
        LinkInRun(place);
    }

    public void Put(Milestone milestone)
    {
        var id = KeyOf(milestone.Id);
        RemoveMilestone(id);
        var version = _versions.PlaceOf(milestone.Version);
        var run = milestone.FriendId is Erased.Nobody ? None : RunOf(new(DocumentKey.Of(milestone.FriendId), DocumentKey.Of(milestone.Run)));
        var place = _milestones.Add(id, new KeptMilestone
        {
            Id = id,
            Reached = milestone.Reached,
            At = milestone.At.UtcTicks,
            Version = (short)version,
            Question = milestone.Question is { } question ? PlaceOf(question) : (short)None,
            Run = run,
            Next = run == None ? None : _runs[run].Milestones,
        });
        _reached[(milestone.Reached, version)] = _reached.GetValueOrDefault((milestone.Reached, version)) + 1;
        if (run != None)
        {
            _runs[run].Milestones = place;
        }
    }

    /// <summary>The friend waits in this run since then, at a question (null: to consent).</summary>
    public void Wait(string friendId, string run, string? question, DateTimeOffset since)
    {
        WaitNoMore(friendId);
        var key = new RunKey(DocumentKey.Of(friendId), DocumentKey.Of(run));
        ref var kept = ref _runs[RunOf(key)];
        (kept.IsWaiting, kept.WaitsAt, kept.WaitsSince) = (true, question is null ? (short)None : PlaceOf(question), since.UtcTicks);
        _waiting.Add(key.Friend, key);
    }

    public void WaitNoMore(string friendId)
    {
        if (_waiting.Remove(DocumentKey.Of(friendId), out var key) && _runs.Find(key) is var place and not None)
        {
            _runs[place].IsWaiting = false;
            ForgetIfEmpty(place);
        }
    }

    public void RemoveAnswer(string id) => RemoveAnswer(DocumentKey.Of(id));

    public void RemoveMilestone(string id) => RemoveMilestone(DocumentKey.Of(id));

    /// <summary>The place by which runs name a question; null: nobody was ever asked it.</summary>
    public int? PlaceIn(string question) => _questions.TryGetValue(question, out var place) ? place : null;

    /// <summary>Every run that is some friend's, as far as it came.</summary>
    public void ReadRuns(string? version, Action<RunSoFar> read)
    {
        var answers = new List<(int Question, bool IsSkipped, long At)>();
        foreach (var place in _runs.Places.Values)
        {
            ref readonly var run = ref _runs[place];
            var so = new RunSoFar { Answers = answers };
            answers.Clear();
            var ofVersion = version is null;
            for (var answer = run.LastAnswer; answer != None; answer = _answers[answer].OlderInRun)
            {
                ref readonly var kept = ref _answers[answer];
                answers.Add((kept.Question, kept.IsSkipped, kept.At));
                ofVersion |= version is not null && _versions[kept.Count.Version] == version;
            }

            answers.Reverse();
            var stopped = long.MinValue;
            for (var milestone = run.Milestones; milestone != None; milestone = _milestones[milestone].Next)
            {
                ref readonly var kept = ref _milestones[milestone];
                ofVersion |= version is not null && _versions[kept.Version] == version;
                switch (kept.Reached)
                {
                    case SurveyStanding.Started:
                        so.BegunAt = kept.At;
                        break;
                    case SurveyStanding.Completed:
                        so.CompletedAt = kept.At;
                        break;
                    case SurveyStanding.Declined:
                        so.IsDeclined = true;
                        break;
                    case SurveyStanding.Stopped when kept.At >= stopped:
                        stopped = kept.At;
                        (so.IsStopped, so.StoppedAt) = (true, kept.Question);
                        break;
                }
            }

            if (run.IsWaiting)
            {
                (so.WaitsSince, so.WaitsAt) = (run.WaitsSince, run.WaitsAt);
            }

            if (ofVersion)
            {
                read(so);
            }
        }
    }

    private void RemoveAnswer(DocumentKey id)
    {
        if (_answers.Find(id) is not (var place and not None))
        {
            return;
        }

        var (friend, question, run) = (_answers[place].Friend, _answers[place].Question, _answers[place].Run);
        var older = _answers[place].Older;
        if (_latest[(friend, question)] == place)
        {
            Count(place, -1);
            if (older == None)
            {
                _latest.Remove((friend, question));
            }
            else
            {
                _latest[(friend, question)] = older;
                Count(older, +1);
            }
        }
        else
        {
            var newer = _latest[(friend, question)];
            while (_answers[newer].Older != place)
            {
                newer = _answers[newer].Older;
            }

            _answers[newer].Older = older;
        }

        if (run != None)
        {
            Unlink(ref _runs[run].LastAnswer, place);
            ForgetIfEmpty(run);
        }

        _answers.Remove(id);
        _unusualIds.Remove(id);
    }

    private void Unlink(ref int first, int place)
    {
        if (first == place)
        {
            first = _answers[place].OlderInRun;
            return;
        }

        var newer = first;
        while (_answers[newer].OlderInRun != place)
        {
            newer = _answers[newer].OlderInRun;
        }

        _answers[newer].OlderInRun = _answers[place].OlderInRun;
    }

    private void RemoveMilestone(DocumentKey id)
    {
        if (_milestones.Find(id) is not (var place and not None))
        {
            return;
        }

        var kept = _milestones[place];
        var key = (kept.Reached, (int)kept.Version);
        if (--_reached[key] is var left && left == 0)
        {
            _reached.Remove(key);
        }

        if (kept.Run != None)
        {
            if (_runs[kept.Run].Milestones == place)
            {
                _runs[kept.Run].Milestones = kept.Next;
            }
            else
            {
                var before = _runs[kept.Run].Milestones;
                while (_milestones[before].Next != place)
                {
                    before = _milestones[before].Next;
                }

                _milestones[before].Next = kept.Next;
            }

            ForgetIfEmpty(kept.Run);
        }

        _milestones.Remove(id);
    }

    // From the newest on: answers nearly always come in order.
    private void LinkToOlder(int place)
    {
        var key = (_answers[place].Friend, _answers[place].Question);
        if (!_latest.TryGetValue(key, out var newest))
        {
            _latest.Add(key, place);
            Count(place, +1);
        }
        else if (IsNewer(place, newest))
        {
            _answers[place].Older = newest;
            _latest[key] = place;
            Count(newest, -1);
            Count(place, +1);
        }
        else
        {
            while (_answers[newest].Older is var older and not None && !IsNewer(place, older))
            {
                newest = older;
            }

            _answers[place].Older = _answers[newest].Older;
            _answers[newest].Older = place;
        }
    }

    private void LinkInRun(int place)
    {
        if (_answers[place].Run is not (var run and not None))
        {
            return;
        }

        var newest = _runs[run].LastAnswer;
        if (newest == None || IsNewer(place, newest))
        {
            _answers[place].OlderInRun = newest;
            _runs[run].LastAnswer = place;
            return;
        }

        while (_answers[newest].OlderInRun is var older and not None && !IsNewer(place, older))
        {
            newest = older;
        }

        _answers[place].OlderInRun = _answers[newest].OlderInRun;
        _answers[newest].OlderInRun = place;
    }

    private bool IsNewer(int place, int other) =>
        _answers[place].At != _answers[other].At ? _answers[place].At > _answers[other].At : _answers[place].Id.CompareTo(_answers[other].Id) > 0;

    private void Count(int place, int more) => _tallies[_answers[place].Question].Count(_answers[place].Count, more);

    private int RunOf(RunKey key) => _runs.Find(key) is var place and not None
        ? place
        : _runs.Add(key, new KeptRun { Key = key, LastAnswer = None, Milestones = None });

    private void ForgetIfEmpty(int run)
    {
        if (_runs[run] is { LastAnswer: None, Milestones: None, IsWaiting: false } empty)
        {
            _runs.Remove(empty.Key);
        }
    }

    private short PlaceOf(string id)
    {
        if (!_questions.TryGetValue(id, out var place))
        {
            place = (short)_tallies.Count;
            _questions.Add(id, place);
            _tallies.Add(new QuestionTally(id));
        }

        return place;
    }

    // Ids that are not our own are kept as they are, so that the documents can be found again.
    private DocumentKey KeyOf(string id)
    {
        var key = DocumentKey.Of(id);
        if (IdFrom(key) != id)
        {
            _unusualIds[key] = id;
        }

        return key;
    }

    private string IdOf(DocumentKey key) => _unusualIds.GetValueOrDefault(key) ?? IdFrom(key);

    private static string IdFrom(DocumentKey key) => $"{key.High:x16}{key.Low:x16}";

    private readonly record struct RunKey(DocumentKey Friend, DocumentKey Run);

    private struct KeptAnswer
    {
        public DocumentKey Id;
        public DocumentKey Friend;
        public long At;
        public QuestionTally.CountKey Count;
        public short Question;
        public bool IsSkipped;
        public int Run;
        public int Older;
        public int OlderInRun;
    }

    private struct KeptMilestone
    {
        public DocumentKey Id;
        public long At;
        public SurveyStanding Reached;
        public short Version;
        public short Question;
        public int Run;
        public int Next;
    }

    private struct KeptRun
    {
        public RunKey Key;
        public int LastAnswer;
        public int Milestones;
        public bool IsWaiting;
        public short WaitsAt;
        public long WaitsSince;
    }
}

/// <summary>How far one run came, questions by their places and times in ticks. Good while it is read.</summary>
internal record struct RunSoFar
{
    /// <summary>Stands for no question.</summary>
    public const int NoQuestion = -1;

    public RunSoFar() => (StoppedAt, WaitsAt) = (NoQuestion, NoQuestion);

    /// <summary>The answers in the order they were given, changes too.</summary>
    public required List<(int Question, bool IsSkipped, long At)> Answers { get; init; }

    public long? BegunAt { get; set; }

    public long? CompletedAt { get; set; }

    public bool IsDeclined { get; set; }

    /// <summary>Whether it was broken off, once at least.</summary>
    public bool IsStopped { get; set; }

    /// <summary>At which question it was broken off the last time.</summary>
    public int StoppedAt { get; set; }

    /// <summary>Since when the bot waits for the friend; null: it does not.</summary>
    public long? WaitsSince { get; set; }

    /// <summary>At which question it waits; at none: for consent.</summary>
    public int WaitsAt { get; set; }
}
