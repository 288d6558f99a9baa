using System.Diagnostics;
using System.Globalization;
using Bot.Coupons;
using Bot.Friends;
using Bot.Surveys;
using Bot.Surveys.Questions;

namespace Bot.Demo;

/// <summary>
/// A person's way through a survey, led by the same machine that leads friends in the chat: whatever it asks, sets and gives,
/// the documents here are those it would have left. What is asked about the person is answered as they are.
/// </summary>
internal sealed class SurveyWalk(Survey survey, IReadOnlyList<Coupon> coupons, Persona persona, TimeZoneInfo zone)
{
    private static readonly string[] Sentences =
    [
        "とてもおいしかったです！また行きます。", "もう少し量が多いとうれしいです。", "子ども用のメニューを増やしてほしいです。", "スープカレーが食べたいです",
        "いつもありがとうございます😊", "テイクアウトの待ち時間が長かったです。", "チーズナン最高！", "ラム肉のカレーをぜひ", "席がもう少し広いといいな", "特にありません",
        "駐車場がわかりにくかったです。", "季節の野菜カレーを楽しみにしています。", "グルテンフリーのメニューはありますか？", "店員さんが親切でした", "辛さを細かく選びたいです！",
        "夜遅くまで開いていると助かります。", "クーポンうれしいです", "ベビーカーでも入りやすくて助かりました。", "バターチキンの復活希望です🍛", "レトルトを通販してほしい",
    ];

    private SurveyRun _run = null!;
    private Friend _friend = null!;
    private DateTimeOffset _now;
    private List<Answer> _answers = null!;
    private List<Milestone> _milestones = null!;
    private List<CouponIssue> _issues = null!;

    /// <summary>The inhabitant after a run that begins then; until the other moment nothing of it is left undone.</summary>
    public Inhabitant Of(Inhabitant before, DateTimeOffset begin, DateTimeOffset until, Dice dice)
    {
        (_friend, _now) = (before.Friend, begin);
        (_answers, _milestones, _issues) = ([.. before.Answers], [.. before.Milestones], [.. before.Issues]);
        Take(SurveyMachine.Begin(survey, $"{dice.Next():x16}"[..10], _friend, _now, zone), until, ref dice);
        while (_run.State.IsWaiting && Input(ref dice) is { } input)
        {
            var next = _now + TimeSpan.FromMilliseconds(3_000 + Math.Round(Math.Min(60, dice.Wait(15)) * 1_000));
            var move = next < until ? SurveyMachine.Take(survey, _run, input, _friend, next, zone) : null;
            if (move is not { Understood: true })
            {
                break;
            }

            _now = next;
            Take(move, until, ref dice);
        }

        return new Inhabitant(_friend.Spoke(_now).Friend)
        {
            Answers = _answers,
            Milestones = _milestones,
            Issues = _issues,
            Conversation = new Conversation { Id = _friend.Id, Survey = survey.Id, Version = survey.Version, Run = _run, StartedAt = begin, At = _now },
        };
    }

    // What the person does next; null: they put the phone away.
    private SurveyInput? Input(ref Dice dice) => (_run.State, dice.Unit()) switch
    {
        (_, < 0.015) => null,
        (SurveyState.AskingConsent, var chance) => Tap(SurveyPostback.ConsentQuestion, chance < 0.05 ? "no" : "yes"),
        (SurveyState.Asking, < 0.025) => new SurveyInput.Typed("やめる"),
        (SurveyState.Asking(var id) asking, _) when survey.Find(id) is { } question => Answer(question, asking.Chosen, ref dice),
        _ => null,
    };

    private SurveyInput Answer(Question question, IReadOnlyList<string> chosen, ref Dice dice) => question switch
    {
        { Optional: true } when dice.Chance(question is TextQuestion ? 0.45 : 0.1) => new SurveyInput.Typed(SurveyWords.Skip),
        ChoiceQuestion choice => Tap(question.Id, $"{1 + Picked(question.Id, choice.Options, ref dice)}"),
        MultiChoiceQuestion multi => Several(multi, chosen, ref dice),
        ScaleQuestion scale => Typed(scale.Max - Math.Min(scale.Max - scale.Min, (int)dice.Wait((scale.Max - scale.Min) / 3.0))),
        NumberQuestion number => Typed(Number(number, ref dice)),
        DateQuestion date => Typed(Day(date, ref dice)),
        TextQuestion text when dice.OneOf(Sentences) is var sentence => new SurveyInput.Typed(sentence[..Math.Min(sentence.Length, text.MostCharacters)]),
        _ => throw new UnreachableException(),
    };

    private SurveyInput Several(MultiChoiceQuestion question, IReadOnlyList<string> chosen, ref Dice dice)
    {
        var more = question.Options.Where(option => !option.Alone && !chosen.Contains(option.Id)).ToList();
        var isEnough = chosen.Count >= question.AtLeast && (chosen.Count > 0 || question.AtLeast == 0) && (more.Count == 0 || chosen.Count >= question.AtMost || dice.Chance(chosen.Count * 0.35));
        if (isEnough || chosen.Any(id => question.Options.Any(option => option.Alone && option.Id == id)))
        {
            return new SurveyInput.Typed(SurveyWords.Decide);
        }

        var options = chosen.Count == 0 && dice.Chance(0.1) ? question.Options : more;
        var picked = options[Picked(question.Id, options, ref dice)];
        return Tap(question.Id, $"{1 + question.Options.ToList().IndexOf(picked)}");
    }

    // As the person is, where an option says so; else some options are liked more than others, by everybody.
    private int Picked(string question, IReadOnlyList<Option> options, ref Dice dice)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (persona.Says(options[i].Label) is true)
            {
                return i;
            }
        }

        var others = options.Select((option, place) => (place, Liking: Liking(question, option.Id))).Where(option => persona.Says(options[option.place].Label) is null).ToList();
        var chance = dice.Unit() * others.Sum(option => option.Liking);
        foreach (var (place, liking) in others)
        {
            if ((chance -= liking) < 0)
            {
                return place;
            }
        }

        return dice.Below(options.Count);
    }

    private static double Liking(string question, string option)
    {
        var mixed = 0UL;
        foreach (var letter in question + option)
        {
            mixed = Dice.Mixed(mixed + letter);
        }

        return 1 + (mixed % 5);
    }

    // Small numbers: people, visits, years.
    private static double Number(NumberQuestion question, ref Dice dice)
    {
        var least = Math.Ceiling(question.Min ?? Math.Min(0, question.Max ?? 0));
        return Math.Min(least + Math.Floor(dice.Wait(4)), Math.Floor(question.Max ?? double.MaxValue));
    }

    // Within the next year, or the last twenty, as the limits allow.
    private DateOnly Day(DateQuestion question, ref Dice dice)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_now, zone).DateTime);
        var from = question.From?.On(today) ?? today.AddYears(-20);
        var until = question.Until?.On(today) ?? Later(from, today).AddDays(365);
        return from.AddDays(dice.Below(Math.Max(1, until.DayNumber - from.DayNumber + 1)));

        static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    }

    private SurveyInput.Tapped Tap(string question, string answer) => new(survey.Version, question, _run.Nonce, answer);

    private static SurveyInput.Typed Typed(IFormattable value) =>
        new(value.ToString(value is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture));

    private void Take(SurveyMove move, DateTimeOffset until, ref Dice dice)
    {
        _run = move.Run;
        foreach (var effect in move.Effects)
        {
            Do(effect, until, ref dice);
        }
    }

    private void Do(SurveyEffect effect, DateTimeOffset until, ref Dice dice)
    {
        switch (effect)
        {
            case SurveyEffect.Started:
                Reach(SurveyStanding.Started, ref dice);
                break;
            case SurveyEffect.Declined:
                Reach(SurveyStanding.Declined, ref dice);
                break;
            case SurveyEffect.Stopped:
                Reach(SurveyStanding.Stopped, ref dice);
                break;
            case SurveyEffect.Completed:
                Reach(SurveyStanding.Completed, ref dice);
                break;
            case SurveyEffect.GiveCoupon(var couponId) when coupons.FirstOrDefault(coupon => coupon.Id == couponId) is { } coupon:
                Give(coupon, until, ref dice);
                break;
            case SurveyEffect.Keep(var question, var value):
                _answers.Add(new Answer
                {
                    Id = NewId(ref dice),
                    FriendId = _friend.Id,
                    Survey = survey.Id,
                    Version = survey.Version,
                    Question = question,
                    Run = _run.Id,
                    At = _now,
                    Value = value,
                });
                break;
        }

        _friend = effect.On(_friend, survey.Source, _now);
    }

    private void Reach(SurveyStanding standing, ref Dice dice)
    {
        _friend = _friend.Reached(survey.Id, standing, _now);
        _milestones.Add(new Milestone
        {
            Id = NewId(ref dice),
            FriendId = _friend.Id,
            Survey = survey.Id,
            Version = survey.Version,
            Run = _run.Id,
            Reached = standing,
            At = _now,
        });
    }

    private void Give(Coupon coupon, DateTimeOffset until, ref Dice dice)
    {
        if (CouponIssuer.Decide(coupon, _friend, _now, zone, survey.Source) is not IssueResult.Issued { Issue: var issue })
        {
            return;
        }

        issue = issue with { Id = NewId(ref dice) };
        var used = _now + TimeSpan.FromMilliseconds(Math.Round(TimeSpan.FromDays(0.5 + dice.Wait(7)).TotalMilliseconds));
        if (dice.Chance(0.45) && used < until && CouponMachine.Redeem(issue, used, FactSource.Staff(), $"{dice.Below(1_000_000):D6}") is RedeemResult.Redeemed redeemed)
        {
            issue = redeemed.Issue;
        }

        _issues.Add(issue);
        _friend = _friend.WithCoupon(issue.ToFact());
    }

    // As ids of documents are made (UUID version 7, of the moment), but the same each time.
    private string NewId(ref Dice dice)
    {
        var (random, more) = (dice.Next(), dice.Next());
        return $"{_now.ToUnixTimeMilliseconds():x12}7{random & 0xfff:x3}{8 + (random >> 62):x}{more >> 4:x15}";
    }
}
