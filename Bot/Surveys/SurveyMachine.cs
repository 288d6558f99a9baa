using Bot.Conditions;
using Bot.Friends;
using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// The conversation of a survey as a state machine built from its questions. Pure: a run and what the friend did go in,
/// the next run and what is to be done come out.
/// </summary>
public sealed class SurveyMachine
{
    private readonly Survey _survey;
    private readonly Occasion _occasion;
    private readonly SurveyOrder _order;
    private readonly ConditionContext _context;
    private readonly List<SurveyEffect> _effects = [];
    private readonly bool _wasStopped;
    private SurveyRun _run;

    // The friend as the effects so far leave them, so that a question can depend on a tag an answer has just set.
    private Friend _friend;

    private SurveyMachine(Survey survey, SurveyRun run, Occasion occasion)
    {
        _survey = survey;
        _run = run;
        _wasStopped = run.State is SurveyState.Stopped;
        _occasion = occasion;
        _order = new SurveyOrder(survey, occasion.Friend.Id);
        _friend = occasion.Friend;
        _context = new ConditionContext(occasion.Now, occasion.Zone);
    }

    /// <summary>Begins a run: purpose and consent first. A friend who answers again keeps the places of the run before until they choose anew.</summary>
    public static SurveyMove Begin(Survey survey, string runId, Occasion occasion, SurveyRun? before = null)
    {
        var run = new SurveyRun
        {
            Id = runId,
            State = new SurveyState.AskingConsent(),
            Step = 1,
            BegunAt = occasion.Now,
            MovedAt = occasion.Now,
            Holding = before?.Holding ?? [],
        };
        var machine = new SurveyMachine(survey, run, occasion);
        machine._effects.AddRange([new SurveyEffect.Started(), new SurveyEffect.Ask()]);
        return machine.Moved(understood: true);
    }

    /// <summary>What the friend did leads to the next run, or leaves it as it is.</summary>
    public static SurveyMove Take(Survey survey, SurveyRun run, SurveyInput input, Occasion occasion)
    {
        var machine = new SurveyMachine(survey, run, occasion);
        return machine.Moved(machine.Take(input));
    }

    /// <summary>
    /// Takes an answer out that the friend took back, as though they had skipped its question: what it said of them goes, where they
    /// stand in the survey stays.
    /// </summary>
    public static SurveyMove Withdraw(Survey survey, SurveyRun run, string question, Occasion occasion)
    {
        var machine = new SurveyMachine(survey, run, occasion);
        machine.Withdraw(question);
        return machine.Moved(understood: true);
    }

    // The whole conversation as a table. A question leads to the next that applies, back leads to the one answered before.
    private StateMachine<SurveyStep, SurveyTrigger> Flow()
    {
        var flow = new StateMachine<SurveyStep, SurveyTrigger>(() => SurveyStep.Of(_run.State), MoveTo);

        flow.Configure(SurveyStep.Consent)
            .OnEntry(Ask)
            .PermitDynamic(SurveyTrigger.Agree, Next)
            .Permit(SurveyTrigger.Decline, SurveyStep.Declined)
            .Permit(SurveyTrigger.Stop, SurveyStep.Stopped)
            .Permit(SurveyTrigger.RunOut, SurveyStep.Ended)
            .PermitReentry(SurveyTrigger.Restart);

        flow.Configure(SurveyStep.Questions)
            .PermitDynamic(SurveyTrigger.Restart, Next)
            .Permit(SurveyTrigger.Stop, SurveyStep.Stopped)
            .Permit(SurveyTrigger.RunOut, SurveyStep.Ended);
        foreach (var question in _survey.Questions)
        {
            flow.Configure(SurveyStep.At(question.Id))
                .SubstateOf(SurveyStep.Questions)
                .OnEntry(Ask)
                .PermitDynamic(SurveyTrigger.Answer, Next)
                .PermitReentry(SurveyTrigger.Choose)
                .PermitDynamic(SurveyTrigger.Back, Previous);
        }

        flow.Configure(SurveyStep.Stopped)
            .OnEntry(() => _effects.Add(new SurveyEffect.Stopped()))
            .PermitDynamic(SurveyTrigger.Resume, Resumed)
            .Permit(SurveyTrigger.RunOut, SurveyStep.Ended);
        flow.Configure(SurveyStep.Declined)
            .OnEntry(Decline);
        flow.Configure(SurveyStep.Ended)
            .OnEntry(End);
        flow.Configure(SurveyStep.Completed)
            .OnEntry(Complete);
        return flow;
    }

    private bool Take(SurveyInput input) => (input, _run.State) switch
    {
        (SurveyInput.TimePassed, _) => TimePassed(),
        (SurveyInput.Tapped tapped, _) when StaleReason(tapped) is { } reason => Refuse(reason),
        (not SurveyInput.Interrupted, { IsWaiting: true } or SurveyState.Stopped) when TooLate() is { } reason => RunOut(reason),
        (SurveyInput.Begin, SurveyState.Stopped) => Fire(SurveyTrigger.Resume),
        (SurveyInput.Begin, { IsWaiting: true }) => Repeat(),
        (SurveyInput.Interrupted, { IsWaiting: true }) => Fire(SurveyTrigger.Stop),
        (SurveyInput.Typed typed, { IsWaiting: true }) when Steering(typed.Text) is { } steer => Steer(steer),
        (SurveyInput.Tapped tapped, { IsWaiting: true }) when Steering(tapped.Answer) is { } steer => Steer(steer),
        (SurveyInput.Typed typed, SurveyState.AskingConsent) => Decide(ReadConsent(typed.Text)),
        (SurveyInput.Tapped tapped, SurveyState.AskingConsent) => Decide(tapped.Answer switch { "yes" => true, "no" => false, _ => null }),
        (SurveyInput.Sent, SurveyState.AskingConsent) => Decide(null),
        (_, SurveyState.Asking asking) when _survey.Find(asking.Question) is { } question => Hear(question, input, asking),
        _ => false,
    };

    private bool Hear(Question question, SurveyInput input, SurveyState.Asking asking)
    {
        if (question.TimeLimit is { } limit && _occasion.Now >= _run.MovedAt + limit)
        {
            Say(SurveyWords.QuestionTimedOut);
            return Answer(question, AnswerValue.Skipped);
        }

        // Others took the last places while it was asked.
        if (!question.Optional && asking.Chosen.Count == 0 && IsFull(question))
        {
            return RunOut(SurveyWords.NoPlaceLeft);
        }

        var circumstances = SurveyMessages.Circumstances(_survey, _run, asking, _occasion);
        var reading = input switch
        {
            SurveyInput.Typed typed when question.Optional && IsSkip(typed.Text) => new Reading.Answered(AnswerValue.Skipped),
            SurveyInput.Tapped tapped when question.Optional && IsSkip(tapped.Answer) => new Reading.Answered(AnswerValue.Skipped),
            SurveyInput.Typed typed => question.Read(typed.Text, circumstances),
            SurveyInput.Tapped tapped => question.Tap(tapped.Answer, tapped.Picked, circumstances),
            SurveyInput.Sent(var message) => question.Take(message, circumstances),
            _ => new Reading.NotUnderstood(SurveyWords.WordsOnly),
        };
        switch (reading)
        {
            case Reading.Answered(var value):
                return Answer(question, value);
            case Reading.Choosing(var options, var words):
                _run = _run with { State = asking with { Chosen = options, Text = words } };
                return Fire(SurveyTrigger.Choose);
            case Reading.NotUnderstood(var reason):
                return Refuse(question.Retry is { } retry ? $"{retry}\n{reason}" : reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private bool Answer(Question question, AnswerValue value)
    {
        Keep(question, value);
        Say(question.After, question.Id);
        ChooseAnew();
        Fire(SurveyTrigger.Answer);
        return true;
    }

    private bool Decide(bool? agreed)
    {
        switch (agreed)
        {
            case true when _survey.Places is { } places && !_run.Holding.Contains(PlacesTaken.Whole) && _occasion.Places.Count(PlacesTaken.Whole) >= places.Most:
                return RunOut(places.Full);
            case true:
                Hold(_survey.Places is null ? [] : [PlacesTaken.Whole]);
                _effects.Add(new SurveyEffect.Consented());
                return Fire(SurveyTrigger.Agree);
            case false:
                return Fire(SurveyTrigger.Decline);
            default:
                return Refuse(SurveyWords.ConsentAgain);
        }
    }

    private bool Steer(SurveyTrigger trigger)
    {
        switch (trigger)
        {
            case SurveyTrigger.Back when _run.Path.Count == 0:
                Say(SurveyWords.FirstAlready);
                Ask();
                return true;
            case SurveyTrigger.Restart:
                Say(SurveyWords.Restarted);
                SetAside(_run.Path);
                ChooseAnew();
                return Fire(trigger);
            case SurveyTrigger.Stop:
                Fire(trigger);
                Say(SurveyWords.Stopped(_survey.Keyword));
                return true;
            default:
                return Fire(trigger);
        }
    }

    // The question may follow itself, and begins with nothing chosen then.
    private void ChooseAnew()
    {
        if (_run.State is SurveyState.Asking(var question))
        {
            _run = _run with { State = new SurveyState.Asking(question) };
        }
    }

    private bool Fire(SurveyTrigger trigger)
    {
        Flow().Fire(trigger);
        return true;
    }

    // Says why and asks again. The run stays as it is, so the buttons already there stay good too.
    private bool Refuse(string reason)
    {
        Say(reason);
        if (_run.State.IsWaiting)
        {
            Ask();
        }

        return false;
    }

    private bool RunOut(string reason)
    {
        Fire(SurveyTrigger.RunOut);
        Say(reason);
        return true;
    }

    // Nobody did anything. What has run out ends without a word; who has not finished is reminded.
    private bool TimePassed()
    {
        if (SurveyClock.RunsOutAt(_survey, _run) <= _occasion.Now)
        {
            return Fire(SurveyTrigger.RunOut);
        }

        // After a night, or with the bot stopped, several may be due: one reminds.
        if (SurveyClock.RemindersDue(_survey, _run, _occasion.Now, _occasion.Zone) is not [.., var reminder] due)
        {
            return false;
        }

        _run = _run with { Reminded = _run.Reminded + due.Count };
        _effects.Add(new SurveyEffect.Reminded());
        Say(reminder.Text);
        Ask();
        return true;
    }

    private string? TooLate() =>
        SurveyClock.RunsOutAt(_survey, _run) <= _occasion.Now ? SurveyWords.TimedOut
        : _survey.Availability.Until <= _occasion.Local ? _survey.Availability.Over
        : null;

    private bool Repeat()
    {
        if (_run.Path.Count > 0)
        {
            Say(SurveyWords.Resumed);
        }

        Ask();
        return true;
    }

    private string? StaleReason(SurveyInput.Tapped tapped)
    {
        var present = _run.State switch
        {
            SurveyState.AskingConsent => SurveyPostback.ConsentQuestion,
            SurveyState.Asking asking => asking.Question,
            _ => null,
        };
        if (present is null)
        {
            return _run.State is SurveyState.Stopped ? SurveyWords.ButtonStopped(_survey.Keyword) : SurveyWords.ButtonFinished;
        }

        if ((tapped.Version, tapped.Question, tapped.Nonce) == (_survey.Version, present, _run.Nonce))
        {
            return null;
        }

        return tapped.Question != present && _run.Given(tapped.Question) is { Value.IsSkipped: false } given && _survey.Find(tapped.Question) is { } question
            ? SurveyWords.ButtonAnswered(Shortened(question.Say(given.Value)))
            : SurveyWords.ButtonOld;
    }

    private void MoveTo(SurveyStep step)
    {
        var before = _run.State;
        _run = _run with
        {
            State = step.ToState(before),
            Step = _run.Step + 1,
            MovedAt = _occasion.Now,
        };
        if (_run.State is SurveyState.Asking(var id) && id != (before as SurveyState.Asking)?.Question && _run.Path.All(given => given.Question != id) && before is not SurveyState.Stopped)
        {
            Say(_survey.Find(id)?.Before ?? [], id);
        }
    }

    // The next question that applies, from where the last answer leads. A jump back is a going back: what lies between is asked anew.
    private SurveyStep Next()
    {
        if (_run.Path.Count == 0)
        {
            return FirstOf(_order.After(null));
        }

        var last = _run.Path[^1];
        if (JumpAfter(last) is not { } jump)
        {
            return FirstOf(_order.After(last.Question));
        }

        if (jump.Question is not { } target)
        {
            return SurveyStep.Completed;
        }

        if (_order.IsAtOrBefore(target, last.Question))
        {
            SetAside([.. _run.Path.Where(given => _order.IsAtOrBefore(target, given.Question))]);
        }

        return FirstOf(_order.From(target));
    }

    private SurveyStep FirstOf(IEnumerable<Question> questions)
    {
        foreach (var question in questions.Where(Applies))
        {
            if (!IsFull(question))
            {
                return SurveyStep.At(question.Id);
            }

            if (!question.Optional)
            {
                Say(SurveyWords.NoPlaceLeft);
                return SurveyStep.Ended;
            }
        }

        return SurveyStep.Completed;
    }

    // Nothing is left to choose.
    private bool IsFull(Question question) =>
        question.Choosable.Count > 0 && question.Choosable.All(option => SurveyMessages.IsFull(question, option, _run, _occasion.Places));

    private Jump? JumpAfter(GivenAnswer given) => given.Value.IsSkipped || _survey.Find(given.Question) is not { } question
        ? null
        : question.Choosable.Having(given.Value.Choices).Select(option => option.Then).FirstOrDefault(then => then is not null) ?? question.Then;

    private SurveyStep Previous()
    {
        var last = _run.Path[^1];
        SetAside([last]);
        return SurveyStep.At(last.Question);
    }

    private SurveyStep Resumed()
    {
        _effects.Add(new SurveyEffect.Resumed());
        if (_run.Path.Count > 0)
        {
            Say(SurveyWords.Resumed);
        }

        return _run.State is SurveyState.Stopped { Before: var before } ? SurveyStep.Of(before) : SurveyStep.Consent;
    }

    // Only answers of this run's way count: an earlier run, or a branch left by going back, must not decide what is asked.
    private bool Applies(Question question) => question.When is not { } when || when.Holds(WithAnswersOfThisRun(), _context);

    private Friend WithAnswersOfThisRun() => _friend with
    {
        Answers =
        [
            .. _friend.Answers.Where(fact => fact.Survey != _survey.Id),
            .. _run.Path.Where(given => !given.Value.IsSkipped).Select(given => given.Value.ToFact(_survey.Id, given.Question, _context.Now)),
        ],
    };

    private void SetAside(IReadOnlyList<GivenAnswer> answers) => _run = _run with
    {
        Path = [.. _run.Path.Except(answers)],
        SetAside = [.. _run.SetAside.Where(old => answers.All(now => now.Question != old.Question)), .. answers],
    };

    private void Withdraw(string question)
    {
        _run = _run with
        {
            Path = [.. _run.Path.Select(given => given.Question == question ? given with { Value = AnswerValue.Skipped } : given)],
            SetAside = [.. _run.SetAside.Where(given => given.Question != question)],
        };
        LetGo(key => PlacesTaken.IsOf(key, question));
        Do(new SurveyEffect.LeaveOut(question));
        Settle(_survey.Find(question)?.EveryOutcome ?? Outcome.None);
    }

    private void Keep(Question question, AnswerValue value)
    {
        _run = _run with
        {
            Path = [.. _run.Path, new GivenAnswer(question.Id, value)],
            SetAside = [.. _run.SetAside.Where(given => given.Question != question.Id)],
        };
        var keys = question.Choosable.Having(value.Choices).Where(option => option.Places is not null).Select(option => PlacesTaken.Of(question.Id, option.Id)).ToList();
        LetGo(key => PlacesTaken.IsOf(key, question.Id) && !keys.Contains(key));
        Hold(keys);
        Do(new SurveyEffect.Keep(question.Id, value));
        Settle(question.EveryOutcome);
    }

    private void Hold(IEnumerable<string> keys)
    {
        foreach (var key in keys.Except(_run.Holding).ToList())
        {
            _run = _run with { Holding = [.. _run.Holding, key] };
            _effects.Add(new SurveyEffect.TakePlace(key));
        }
    }

    private void LetGo(Func<string, bool> which)
    {
        foreach (var key in _run.Holding.Where(which).ToList())
        {
            _run = _run with { Holding = [.. _run.Holding.Where(held => held != key)] };
            _effects.Add(new SurveyEffect.GivePlaceBack(key));
        }
    }

    // Makes true what the way so far says, as far as one question has a say in it: what an earlier answer of it (in this
    // run or one before) put on is taken back, what stood behind it in a group comes forward again.
    private void Settle(Outcome every)
    {
        if (every == Outcome.None)
        {
            return;
        }

        var due = Outcome.Of(_run.Path.Select(given => _survey.Find(given.Question)?.OutcomeOf(given.Value) ?? Outcome.None)).Settled();
        var names = every.Tags.Select(tag => tag.Name).ToHashSet();
        var groups = every.Tags.Select(tag => tag.Group).OfType<string>().ToHashSet();
        foreach (var tag in _friend.Tags.Where(tag => names.Contains(tag.Name) && tag.Source == _survey.Source && due.Tags.All(other => other.Name != tag.Name)))
        {
            Do(new SurveyEffect.RemoveTag(tag.Name));
        }

        var attributes = every.Attributes.Select(attribute => attribute.Name).ToHashSet();
        foreach (var fact in _friend.Attributes.Where(fact => attributes.Contains(fact.Name) && fact.Source == _survey.Source && due.Attributes.All(other => other.Name != fact.Name)))
        {
            Do(new SurveyEffect.RemoveAttribute(fact.Name));
        }

        PutOn(new(
            [.. due.Tags.Where(tag => !_friend.HasTag(tag.Name) && (names.Contains(tag.Name) || (tag.Group is { } group && groups.Contains(group))))],
            [.. due.Attributes.Where(attribute => attributes.Contains(attribute.Name))]));
    }

    private void PutOn(Outcome outcome)
    {
        foreach (var tag in outcome.Tags)
        {
            Do(new SurveyEffect.AddTag(tag.Name, tag.Group));
        }

        foreach (var attribute in outcome.Attributes)
        {
            Do(new SurveyEffect.SetAttribute(attribute));
        }
    }

    private void Do(SurveyEffect effect)
    {
        _effects.Add(effect);
        _friend = effect.On(_friend, _survey.Source, _context.Now);
    }

    private void Ask() => _effects.Add(new SurveyEffect.Ask());

    private void Say(string text) => Say([new TextMessage(text)]);

    // Filled at once: a jump back may take the answer away that is spoken of.
    private void Say(IEnumerable<Message> messages, string? question = null) =>
        _effects.AddRange(messages.Select(message => new SurveyEffect.Say(SurveyPiping.Fill(message, _survey, _run, _friend, question))));

    private void Decline()
    {
        LetGo(key => key == PlacesTaken.Whole || _run.Path.Concat(_run.SetAside).Any(given => PlacesTaken.IsOf(key, given.Question)));
        _effects.Add(new SurveyEffect.Declined());
        Say(_survey.Consent.Refused);
    }

    // Who had broken off is known to have stopped.
    private void End()
    {
        LetGo(_ => true);
        _effects.AddRange(_wasStopped ? [] : [new SurveyEffect.Stopped()]);
    }

    private void Complete()
    {
        foreach (var given in _run.SetAside)
        {
            LetGo(key => PlacesTaken.IsOf(key, given.Question));
            Do(new SurveyEffect.LeaveOut(given.Question));
            Settle(_survey.Find(given.Question)?.EveryOutcome ?? Outcome.None);
        }

        _run = _run with { SetAside = [] };
        _effects.Add(new SurveyEffect.Completed());
        Reckon();
        var holding = _survey.Consequences.Where(consequence => consequence.When?.Holds(WithAnswersOfThisRun(), _context) != false).ToList();
        foreach (var consequence in holding)
        {
            Bring(consequence);
        }

        if (holding.Select(consequence => consequence.Next).LastOrDefault(next => next is not null) is { } survey)
        {
            _effects.Add(new SurveyEffect.StartSurvey(survey));
        }
    }

    // Scores come before the outcomes, whose conditions may ask for them.
    private void Reckon()
    {
        foreach (var score in _survey.Scores)
        {
            if (score.Of(_survey, _run.Path) is not { } sum)
            {
                continue;
            }

            PutOn(new([], [new AttributeOutcome(score.Attribute) { Number = sum }]));
            var band = score.BandOf(sum)?.Tag;
            foreach (var other in score.Bands.Select(other => other.Tag).OfType<TagOutcome>().Where(other => other != band && HasPutOn(other.Name)))
            {
                Do(new SurveyEffect.RemoveTag(other.Name));
            }

            PutOn(new(band is null ? [] : [band], []));
        }
    }

    // Of a tag that somebody else put on, the survey knows nothing.
    private bool HasPutOn(string tag) => _friend.Tags.Any(held => held.Name == tag && held.Source == _survey.Source);

    private void Bring(Consequence consequence)
    {
        PutOn(consequence.Outcome);
        Say(consequence.Messages);
        if (consequence.Coupon is { } coupon)
        {
            _effects.Add(new SurveyEffect.GiveCoupon(coupon, consequence.CouponHeld));
        }

        if (consequence.Notice is { } notice)
        {
            _effects.Add(new SurveyEffect.TellStaff(notice));
        }
    }

    private SurveyMove Moved(bool understood) => new(_run, _effects, understood);

    private static SurveyTrigger? Steering(string text) => TypedText.Plain(text) switch
    {
        "戻る" or "もどる" or "ひとつ戻る" or "前の質問に戻る" => SurveyTrigger.Back,
        "やめる" or "辞める" or "止める" or "中止" or "中止する" => SurveyTrigger.Stop,
        "最初から" or "さいしょから" or "はじめから" or "初めから" or "やり直す" or "やりなおす" => SurveyTrigger.Restart,
        _ => null,
    };

    private static bool IsSkip(string text) => TypedText.Plain(text) is "すきっぷ" or "skip" or "とばす" or "飛ばす";

    private bool? ReadConsent(string text)
    {
        var plain = TypedText.WithoutEnding(TypedText.Plain(text));
        return plain == TypedText.Plain(_survey.Consent.Yes) || plain is "はい" or "同意" or "同意する" or "同意します" or "ok" or "yes" or "うん" or "1" ? true
            : plain == TypedText.Plain(_survey.Consent.No) || plain is "いいえ" or "同意しない" or "同意しません" or "no" or "いや" or "2" ? false
            : null;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : string.Concat(text.EnumerateRunes().Take(40)) + "…";
}

/// <summary>Where a step of a survey led: the run as it is now, what is to be done, and whether the friend was understood.</summary>
public sealed record SurveyMove(SurveyRun Run, IReadOnlyList<SurveyEffect> Effects, bool Understood);
