using Bot.Friends;
using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// Every way a friend of whom nothing is known may go through a survey, walked by the machine itself: as a tree of what is said, what
/// may be answered, and what each way sets. Where nothing depends on the answer, one stands for all.
/// </summary>
public sealed class SurveyTree
{
    private const int MostWays = 2_000;
    private const int MostSteps = 200;

    private readonly Survey _survey;
    private readonly TypicalAnswers _typical;
    private readonly List<string> _refused = [];

    private SurveyTree(Survey survey) => (_survey, _typical) = (survey, new TypicalAnswers(survey));

    /// <summary>What the bot says first, and every way from there.</summary>
    public SurveyTreeStep Root { get; private set; } = null!;

    /// <summary>How many ways there are; more than 2,000 are not counted.</summary>
    public int Ways { get; private set; }

    /// <summary>Whether all ways were walked.</summary>
    public bool IsWhole => Ways < MostWays;

    /// <summary>Messages that LINE would not take, on whichever way.</summary>
    public IReadOnlyList<string> Refused => _refused;

    /// <summary>Walks the survey as at this moment.</summary>
    public static SurveyTree Of(Survey survey, DateTimeOffset now, TimeZoneInfo zone)
    {
        var walk = new SurveyTree(survey);
        var nobody = new Occasion(Friend.FirstSeen("", now), now, zone);
        var begun = SurveyMachine.Begin(survey, "walk", nobody);
        var agreed = SurveyMachine.Take(survey, begun.Run, new SurveyInput.Tapped(survey.Version, SurveyPostback.ConsentQuestion, begun.Run.Nonce, "yes"), nobody);
        walk.Root = walk.Step(survey.Consent.Yes, agreed, nobody, 0);
        return walk;
    }

    private SurveyTreeStep Step(string answer, SurveyMove move, Occasion before, int steps)
    {
        var friend = move.Effects.Aggregate(before.Friend, (friend, effect) => effect.On(friend, _survey.Source, before.Now));
        var places = move.Effects.Aggregate(before.Places, (places, effect) => effect switch
        {
            SurveyEffect.TakePlace(var key) => places.With(key, +1),
            SurveyEffect.GivePlaceBack(var key) => places.With(key, -1),
            _ => places,
        });
        var occasion = before with { Friend = friend, Places = places };
        var said = Said(move, occasion);
        var question = move.Run.State is SurveyState.Asking(var id) ? _survey.Find(id) : null;
        if (question is null || steps > MostSteps || Ways >= MostWays)
        {
            Ways = Math.Min(Ways + 1, MostWays);
            return new SurveyTreeStep(answer, said, question?.Id, move.Run.State, Brought(move), friend, []);
        }

        var branches = _typical.Of(question)
            .Select(value => (value, Move: Give(question, value, move.Run, occasion)))
            .Where(next => next.Move is not null)
            .Select(next => Step(next.value.IsSkipped ? SurveyWords.Skip : question.Say(next.value), next.Move!, occasion, steps + 1));
        return new SurveyTreeStep(answer, said, question.Id, move.Run.State, Brought(move), friend, [.. branches]);
    }

    // As a friend gives it: by its buttons, by typing, by letting its time pass, or step by step where several are chosen.
    private SurveyMove? Give(Question question, AnswerValue value, SurveyRun run, Occasion occasion)
    {
        if (value.IsSkipped)
        {
            var when = question is { Optional: false, TimeLimit: { } limit } ? occasion with { Now = run.MovedAt + limit } : occasion;
            return SurveyMachine.Take(_survey, run, new SurveyInput.Typed(SurveyWords.Skip), when) is { Understood: true } skipped ? skipped : null;
        }

        SurveyMove? move = null;
        foreach (var input in Inputs(question, value))
        {
            var taken = SurveyMachine.Take(_survey, run, input is SurveyInput.Tapped tapped ? tapped with { Nonce = run.Nonce } : input, occasion);
            if (!taken.Understood)
            {
                return null;
            }

            (move, run) = (taken, taken.Run);
            if (taken.Effects.Any(effect => effect is SurveyEffect.Keep))
            {
                // Who has ranked all but one has ranked that one too.
                break;
            }
        }

        return move;
    }

    private IEnumerable<SurveyInput> Inputs(Question question, AnswerValue value)
    {
        if (value.Choices is { } choices && question.Choosable.Count > 0)
        {
            foreach (var option in question.Choosable.Having(choices))
            {
                yield return new SurveyInput.Tapped(_survey.Version, question.Id, "", $"{question.Choosable.IndexOf(option) + 1}");
                if (option.Other)
                {
                    yield return new SurveyInput.Typed("〇〇");
                }
            }

            if (question is MultiChoiceQuestion)
            {
                yield return new SurveyInput.Typed(SurveyWords.Decide);
            }
        }
        else if (value.Number is not null)
        {
            yield return new SurveyInput.Typed(value.ToString());
        }
        else
        {
            yield return question.Example(new Asking(new DateTime(2026, 11, 21, 12, 0, 0)));
        }
    }

    private List<Message> Said(SurveyMove move, Occasion occasion)
    {
        List<Message> said =
        [
            .. move.Effects.Select(effect => effect switch
            {
                SurveyEffect.Say(var message) => message,
                SurveyEffect.Ask => SurveyMessages.Ask(_survey, move.Run, occasion),
                _ => null,
            }).OfType<Message>(),
        ];
        if (said.Count > 0)
        {
            _refused.AddRange(LineLimits.Check([.. said.Take(LineLimits.Messages)]).Select(violation => $"{(move.Run.State as SurveyState.Asking)?.Question ?? "the end"}: {violation.Path}: {violation.Words.English}").Except(_refused));
        }

        return said;
    }

    private static IReadOnlyList<SurveyEffect> Brought(SurveyMove move) =>
        [.. move.Effects.Where(effect => effect is SurveyEffect.AddTag or SurveyEffect.RemoveTag or SurveyEffect.SetAttribute or SurveyEffect.GiveCoupon or SurveyEffect.TellStaff or SurveyEffect.StartSurvey)];
}

/// <summary>A step of a walk: what was answered, what the bot then says and does, and where that leads.</summary>
/// <param name="Answer">What the friend answered, as people read it.</param>
/// <param name="Said">What the bot says to it.</param>
/// <param name="Question">The question asked now; null: the way is at its end.</param>
/// <param name="State">Where the friend stands.</param>
/// <param name="Brought">What the answer says about the friend, and what it brings.</param>
/// <param name="Friend">The friend as this way leaves them.</param>
/// <param name="Next">A step for each answer that makes a difference.</param>
public sealed record SurveyTreeStep(
    string Answer,
    IReadOnlyList<Message> Said,
    string? Question,
    SurveyState State,
    IReadOnlyList<SurveyEffect> Brought,
    Friend Friend,
    IReadOnlyList<SurveyTreeStep> Next);
