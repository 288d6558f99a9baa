using System.Globalization;
using Bot.Conditions;
using Bot.Coupons;
using Bot.Friends;
using Bot.Surveys;
using Bot.Surveys.Questions;

namespace Bot.Demo;

/// <summary>
/// A person's way through a survey, led by the same machine that leads friends in the chat: whatever it asks, sets and gives,
/// the documents here are those it would have left. What is asked about the person is answered as they are.
/// </summary>
internal sealed class SurveyWalk(Survey survey, IReadOnlyList<Coupon> coupons, TimeZoneInfo zone, Persona persona, Inhabitant before, Dice dice)
{
    private static readonly string[] Sentences =
    [
        "とてもおいしかったです！また行きます。", "もう少し量が多いとうれしいです。", "子ども用のメニューを増やしてほしいです。", "スープカレーが食べたいです",
        "いつもありがとうございます😊", "テイクアウトの待ち時間が長かったです。", "チーズナン最高！", "ラム肉のカレーをぜひ", "席がもう少し広いといいな", "特にありません",
        "駐車場がわかりにくかったです。", "季節の野菜カレーを楽しみにしています。", "グルテンフリーのメニューはありますか？", "店員さんが親切でした", "辛さを細かく選びたいです！",
        "夜遅くまで開いていると助かります。", "クーポンうれしいです", "ベビーカーでも入りやすくて助かりました。", "バターチキンの復活希望です🍛", "レトルトを通販してほしい",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private Dice _dice = dice;
    private Inhabitant _person = before;
    private DateTimeOffset _now;
    private SurveyRun _run = new() { Id = "", State = new SurveyState.AskingConsent() };

    /// <summary>The inhabitant after a run that begins then; what comes of it is over by the other moment.</summary>
    public Inhabitant Run(DateTimeOffset begin, DateTimeOffset until)
    {
        _now = begin;
        Take(SurveyMachine.Begin(survey, $"{_dice.Next():x16}"[..10], new Occasion(_person.Friend, _now, zone)), until);
        while (_run.State.IsWaiting && Input() is { } input)
        {
            var next = _now + TimeSpan.FromMilliseconds(3_000 + Math.Round(Math.Min(60, _dice.Wait(15)) * 1_000));
            var move = next < until && next < begin + Patience ? SurveyMachine.Take(survey, _run, input, new Occasion(_person.Friend, next, zone)) : null;
            if (move is not { Understood: true })
            {
                break;
            }

            _now = next;
            Take(move, until);
        }

        return _person with
        {
            Friend = _person.Friend.Spoke(_now).Friend,
            Conversation = new Conversation { Id = _person.Friend.Id, Survey = survey.Id, Version = survey.Version, Run = _run, StartedAt = begin, At = _now },
        };
    }

    // What the person does next; null: they put the phone away.
    private SurveyInput? Input() => (_run.State, _dice.Unit()) switch
    {
        (_, < 0.015) => null,
        (SurveyState.AskingConsent, var chance) => Tap(SurveyPostback.ConsentQuestion, chance < 0.05 ? "no" : "yes"),
        (SurveyState.Asking, < 0.025) => new SurveyInput.Typed("やめる"),
        (SurveyState.Asking(var id) asking, _) when survey.Find(id) is { } question => Answer(question, asking.Chosen),
        _ => null,
    };

    private SurveyInput Answer(Question question, IReadOnlyList<string> chosen) => question switch
    {
        PhotoQuestion { Optional: true } => new SurveyInput.Typed(SurveyWords.Skip),
        { Optional: true } when _dice.Chance(question is TextQuestion ? 0.45 : 0.1) => new SurveyInput.Typed(SurveyWords.Skip),
        ChoiceQuestion choice => Tap(question.Id, $"{1 + Picked(question.Id, choice.Options)}"),
        MultiChoiceQuestion multi => Several(multi, chosen),
        ScaleQuestion scale => Typed(scale.Max - Math.Min(scale.Max - scale.Min, (int)_dice.Wait((scale.Max - scale.Min) / 3.0))),
        // Grades of any look: more people are content than not.
        { Known.Kind: ValueKind.Number, Expected: { Count: > 0 } grades } => new SurveyInput.Typed(grades[^(1 + (int)Math.Min(grades.Count - 1, _dice.Wait(grades.Count / 4.0)))].Id),
        RankingQuestion ranking when ranking.Options.Where(option => !chosen.Contains(option.Id)).ToList() is [_, ..] left =>
            Tap(question.Id, $"{1 + ranking.Options.IndexOf(left[Picked(question.Id, left)])}"),
        NumberQuestion number => Typed(Number(number)),
        DateQuestion date => Typed(Day(date)),
        TextQuestion text => new SurveyInput.Typed(_dice.OneOf(Sentences) is var sentence && sentence.Length <= text.MostCharacters ? sentence : "〇"),
        _ => question.Example(new Asking(TimeZoneInfo.ConvertTime(_now, zone).DateTime) { Chosen = chosen }),
    };

    private SurveyInput Several(MultiChoiceQuestion question, IReadOnlyList<string> chosen)
    {
        var more = question.Options.Where(option => !option.Alone && !chosen.Contains(option.Id)).ToList();
        var isAlone = question.Options.Any(option => option.Alone && chosen.Contains(option.Id));
        if (chosen.Count >= question.AtLeast && (isAlone || more.Count == 0 || chosen.Count >= question.AtMost || _dice.Chance(chosen.Count * 0.35)))
        {
            return new SurveyInput.Typed(SurveyWords.Decide);
        }

        var options = more.Count == 0 || (chosen.Count == 0 && _dice.Chance(0.1)) ? question.Options : more;
        var picked = options[Picked(question.Id, options)];
        return Tap(question.Id, $"{1 + question.Options.ToList().IndexOf(picked)}");
    }

    // As the person is, where an option says so; else some options are liked more than others, by everybody.
    private int Picked(string question, IReadOnlyList<Option> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (persona.Says(options[i].Label) is true)
            {
                return i;
            }
        }

        var others = options.Select((option, place) => (place, Liking: Liking(question, option.Id))).Where(option => persona.Says(options[option.place].Label) is null).ToList();
        var chance = _dice.Unit() * others.Sum(option => option.Liking);
        foreach (var (place, liking) in others)
        {
            if ((chance -= liking) < 0)
            {
                return place;
            }
        }

        return _dice.Below(options.Count);
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
    private double Number(NumberQuestion question)
    {
        var least = Math.Ceiling(question.Min ?? Math.Min(0, question.Max ?? 0));
        return Math.Min(least + Math.Floor(_dice.Wait(4)), Math.Floor(question.Max ?? double.MaxValue));
    }

    // Within the next year, or the last twenty, as the limits allow.
    private DateOnly Day(DateQuestion question)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_now, zone).DateTime);
        var from = question.From?.On(today) ?? today.AddYears(-20);
        var until = question.Until?.On(today) ?? Later(from, today).AddDays(365);
        return from.AddDays(_dice.Below(Math.Max(1, until.DayNumber - from.DayNumber + 1)));

        static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    }

    private SurveyInput.Tapped Tap(string question, string answer) => new(survey.Version, question, _run.Nonce, answer);

    private static SurveyInput.Typed Typed(IFormattable value) =>
        new(value.ToString(value is DateOnly ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture));

    private void Take(SurveyMove move, DateTimeOffset until)
    {
        _run = move.Run;
        foreach (var effect in move.Effects)
        {
            Do(effect, until);
        }
    }

    private void Do(SurveyEffect effect, DateTimeOffset until)
    {
        switch (effect)
        {
            case SurveyEffect.Started:
                Reach(SurveyStanding.Started);
                break;
            case SurveyEffect.Declined:
                Reach(SurveyStanding.Declined);
                break;
            case SurveyEffect.Stopped:
                Reach(SurveyStanding.Stopped);
                break;
            case SurveyEffect.Completed:
                Reach(SurveyStanding.Completed);
                break;
            case SurveyEffect.GiveCoupon(var couponId, _) when coupons.FirstOrDefault(coupon => coupon.Id == couponId) is { } coupon:
                Give(coupon, until);
                break;
            case SurveyEffect.Keep(var question, var value):
                var answer = new Answer
                {
                    Id = NewId(),
                    FriendId = _person.Friend.Id,
                    Survey = survey.Id,
                    Version = survey.Version,
                    Question = question,
                    Run = _run.Id,
                    At = _now,
                    Value = value,
                    Wording = survey.Find(question) is { Variants.Count: > 0 } asked ? SurveyMessages.WordingOf(survey, asked, _person.Friend.Id)?.Id ?? Wording.First : null,
                };
                _person = _person with { Answers = [.. _person.Answers, answer] };
                break;
        }

        _person = _person with { Friend = effect.On(_person.Friend, survey.Source, _now) };
    }

    private void Reach(SurveyStanding standing)
    {
        var milestone = new Milestone
        {
            Id = NewId(),
            FriendId = _person.Friend.Id,
            Survey = survey.Id,
            Version = survey.Version,
            Run = _run.Id,
            Reached = standing,
            At = _now,
            Question = _run.State is SurveyState.Stopped { Before: SurveyState.Asking(var question) } ? question : null,
        };
        _person = _person with { Friend = _person.Friend.Reached(survey.Id, standing, _now), Milestones = [.. _person.Milestones, milestone] };
    }

    private void Give(Coupon coupon, DateTimeOffset until)
    {
        // Nobody foresees a draw, and a population is to be the same each time.
        if (coupon.Reward is Reward.Lottery || CouponIssuer.Decide(coupon, _person.Friend, _now, zone, survey.Source) is not IssueResult.Issued { Issue: var issue })
        {
            return;
        }

        issue = issue with { Id = NewId() };
        var used = _now + TimeSpan.FromMilliseconds(Math.Round(TimeSpan.FromDays(0.5 + _dice.Wait(7)).TotalMilliseconds));
        if (_dice.Chance(0.45) && used < until && CouponMachine.Redeem(issue, used, FactSource.Staff(), $"{_dice.Below(1_000_000):D6}") is RedeemResult.Redeemed redeemed)
        {
            issue = redeemed.Issue;
        }

        _person = _person with { Friend = _person.Friend.WithCoupon(issue.ToFact()), Issues = [.. _person.Issues, issue] };
    }

    // As ids of documents are made (UUID version 7, of the moment), but the same each time.
    private string NewId()
    {
        var (random, more) = (_dice.Next(), _dice.Next());
        return $"{_now.ToUnixTimeMilliseconds():x12}7{random & 0xfff:x3}{8 + (random >> 62):x}{more >> 4:x15}";
    }
}
