using Bot.Calendar;
using Bot.Friends;
using Bot.Line;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>
/// One friend's surveys during one change: carries the moves of surveys into it (what they change, keep, record and say), and keeps
/// the friend's conversation, which is written once at the end.
/// </summary>
internal sealed class SurveyTalk(FriendChange change, Stored<Conversation>? before, SurveyBook surveys, SurveyDeeds deeds, PreferenceStore preferences, TimeZoneInfo zone)
{
    private readonly Dictionary<string, Stored<PlacesTaken>?> _places = [];
    private readonly HashSet<string> _counted = [];
    private Conversation? _now = before?.Value;
    private DateTimeOffset? _endOfPresent;

    /// <summary>The conversation as it stands now; null: the friend was never in a survey.</summary>
    public Conversation? Now => _now;

    /// <summary>The survey of the conversation in the version it is in; null: there is none, or its version is lost.</summary>
    public async ValueTask<Survey?> Present(CancellationToken ct) =>
        _now is { } now ? await surveys.Find(now.Survey, now.Version, ct) : null;

    /// <summary>
    /// What the friend did in the present survey. What was not understood leaves the conversation as it is; where
    /// <paramref name="onlyIfUnderstood"/>, nothing of it is said either, since something else may understand it.
    /// </summary>
    public async ValueTask<bool> Take(Survey survey, SurveyInput input, CancellationToken ct, bool onlyIfUnderstood = false)
    {
        var move = SurveyMachine.Take(survey, _now!.Run, input, await OccasionOf(survey, ct));
        if (move.Understood || !onlyIfUnderstood)
        {
            await Follow(survey, move, ct);
        }

        return move.Understood;
    }

    /// <summary>Takes an answer of the friend out, from the present run or one before.</summary>
    public async ValueTask Withdraw(Survey survey, SurveyRun run, string question, CancellationToken ct)
    {
        var move = SurveyMachine.Withdraw(survey, run, question, await OccasionOf(survey, ct));
        if (_now?.Run.Id == run.Id)
        {
            await Follow(survey, move, ct);
        }
        else
        {
            // A place that is given back must not be given back again when the run ends.
            _now = _now is null ? null : _now with { Earlier = [.. _now.Earlier.Select(earlier => earlier.Run.Id == run.Id ? earlier with { Run = move.Run } : earlier)] };
            await Do(survey, move, ct);
        }
    }

    /// <summary>Takes a picture out that is not part of an answer yet, by the message it came in.</summary>
    public void ForgetChosen(string messageId)
    {
        if (_now is { Run.State: var state } && Without(state, messageId) is var without && without != state)
        {
            _now = _now with { Run = _now.Run with { State = without } };
        }

        static SurveyState Without(SurveyState state, string id) => state switch
        {
            SurveyState.Asking asking when asking.Chosen.Contains(id) => asking with { Chosen = [.. asking.Chosen.Where(other => other != id)] },
            SurveyState.Stopped(var before) stopped => Without(before, id) is var left && left != before ? stopped with { Before = left } : stopped,
            _ => state,
        };
    }

    /// <summary>Begins a survey, or goes on with it where the friend had stopped; or says why not.</summary>
    public async ValueTask Start(Survey survey, StartPlace? from, CancellationToken ct)
    {
        var last = _now?.LastRun(survey.Id);
        if (SurveyAdmission.Refusal(survey, last?.Run, await OccasionOf(survey, ct)) is { } refusal)
        {
            change.Say(new TextMessage(refusal));
            return;
        }

        if (from is not null)
        {
            change.SetAttribute(new FriendAttribute(SurveyWords.Route, change.Now, survey.Source) { Text = from.Name });
        }

        if (_now?.Survey != survey.Id)
        {
            await Interrupt(ct);
        }

        if (last is { Run.State: SurveyState.AskingConsent or SurveyState.Asking or SurveyState.Stopped } && await surveys.Find(last.Survey, last.Version, ct) is { } begun)
        {
            SetPresent(begun, last.Run);
            await Follow(begun, SurveyMachine.Take(begun, last.Run, new SurveyInput.Begin(), await OccasionOf(begun, ct)), ct);
            return;
        }

        await surveys.Keep(survey, change, ct);
        var move = SurveyMachine.Begin(survey, DocumentId.New(change.Now)[^10..], await OccasionOf(survey, ct), last?.Run);
        SetPresent(survey, move.Run);
        await Follow(survey, move, ct);
    }

    /// <summary>Does what is due by time alone: reminds, ends what ran out. A reminder waits until the quiet hours are over.</summary>
    public async ValueTask LetTimePass(QuietHours quiet, CancellationToken ct)
    {
        if (_now is not { } now)
        {
            return;
        }

        foreach (var earlier in now.Earlier.Where(run => run.EndsAt <= change.Now).ToList())
        {
            await EndEarlier(earlier, ct);
        }

        if (await Present(ct) is not { } survey)
        {
            _now = _now with { RunDueAt = null };
            return;
        }

        var isReminder = SurveyClock.RunsOutAt(survey, now.Run) is not { } end || end > change.Now;
        var isUnwanted = change.Friend.Status == FriendStatus.Blocked || change.Friend.HasOptedOutOf(topic: null);
        if (isReminder && (isUnwanted || quiet.Include(change.Now, zone)))
        {
            _now = _now with { RunDueAt = isUnwanted ? SurveyClock.RunsOutAt(survey, now.Run) : StoredTime.Truncate(quiet.NextOpening(change.Now, zone)) };
            return;
        }

        await Take(survey, new SurveyInput.TimePassed(), ct);
        _now = _now with { RunDueAt = SurveyClock.DueAt(survey, _now.Run, change.Now, zone) };
    }

    // What the friend broke off and can no longer finish gives its places back.
    private async ValueTask EndEarlier(EarlierRun earlier, CancellationToken ct)
    {
        if (await surveys.Find(earlier.Survey, earlier.Version, ct) is { } survey)
        {
            await Do(survey, SurveyMachine.Take(survey, earlier.Run, new SurveyInput.TimePassed(), await OccasionOf(survey, ct)), ct);
        }

        _now = _now! with { Earlier = [.. _now.Earlier.Where(run => run != earlier)] };
    }

    /// <summary>Writes the conversation and the places with the change, if they are others now.</summary>
    public void Write()
    {
        if (_now is not null && _now != before?.Value)
        {
            change.Commit.Put(SurveyCollections.Conversations, _now, before?.Version ?? 0);
        }

        foreach (var places in _counted.Select(survey => _places[survey]!))
        {
            change.Commit.Put(SurveyCollections.Places, places.Value, places.Version);
        }
    }

    // The one the friend was in rests; they can go on with it later.
    private async ValueTask Interrupt(CancellationToken ct)
    {
        if (await Present(ct) is not { } present)
        {
            return;
        }

        if (_now!.Run.State.IsWaiting)
        {
            await Take(present, new SurveyInput.Interrupted(), ct);
            change.Say(new TextMessage(SurveyWords.SetAside(present.Title)));
        }

        _endOfPresent = SurveyClock.RunsOutAt(present, _now.Run);
    }

    private void SetPresent(Survey survey, SurveyRun run) => _now = new Conversation
    {
        Id = change.Friend.Id,
        Survey = survey.Id,
        Version = survey.Version,
        Run = run,
        StartedAt = run.BegunAt == default ? change.Now : run.BegunAt,
        At = change.Now,
        Earlier = _now?.EarlierBeside(survey.Id, _endOfPresent) ?? [],
    };

    private async ValueTask Follow(Survey survey, SurveyMove move, CancellationToken ct)
    {
        if (move.Understood)
        {
            _now = _now! with { Run = move.Run, At = change.Now, RunDueAt = SurveyClock.DueAt(survey, move.Run, change.Now, zone) };
        }

        await Do(survey, move, ct);
    }

    private async ValueTask Do(Survey survey, SurveyMove move, CancellationToken ct)
    {
        Survey? next = null;
        foreach (var effect in move.Effects)
        {
            switch (effect)
            {
                case SurveyEffect.Ask:
                    var occasion = await OccasionOf(survey, ct);
                    occasion = move.Run.State is SurveyState.AskingConsent ? occasion with { PrivacyPolicy = (await preferences.Read(ct)).PrivacyPolicy } : occasion;
                    change.Say(new[] { SurveyMessages.Ask(survey, move.Run, occasion) }.OfType<Message>());
                    break;
                case SurveyEffect.Say(var message):
                    change.Say(message);
                    break;
                case SurveyEffect.TakePlace(var key):
                    Count(survey, key, +1);
                    break;
                case SurveyEffect.GivePlaceBack(var key):
                    Count(survey, key, -1);
                    break;
                case SurveyEffect.TellStaff(var notice):
                    await deeds.TellStaff(change, survey, SurveyPiping.Fill(notice, survey, move.Run, change.Friend), ct);
                    break;
                case SurveyEffect.StartSurvey(var id):
                    next = surveys.Find(id);
                    break;
                default:
                    await deeds.Do(change, survey, move.Run, effect, ct);
                    break;
            }
        }

        if (next is not null && next.Id != survey.Id)
        {
            await Start(next, from: null, ct);
        }
    }

    private async ValueTask<Occasion> OccasionOf(Survey survey, CancellationToken ct)
    {
        var occasion = new Occasion(change.Friend, change.Now, zone);
        if (!survey.CountsPlaces)
        {
            return occasion;
        }

        if (!_places.TryGetValue(survey.Id, out var places))
        {
            _places[survey.Id] = places = await deeds.PlacesOf(survey, change, ct);
        }

        return occasion with { Places = places?.Value ?? PlacesTaken.None(survey.Id) };
    }

    private void Count(Survey survey, string key, int more)
    {
        var stored = _places.GetValueOrDefault(survey.Id);
        _counted.Add(survey.Id);
        _places[survey.Id] = new((stored?.Value ?? PlacesTaken.None(survey.Id)).With(key, more), stored?.Version ?? 0);
    }
}
