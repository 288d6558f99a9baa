using Bot.Friends;
using Bot.Line;
using Bot.Surveys;

namespace Bot.Tests.Surveys;

/// <summary>
/// A friend who does anything at all in one survey: taps new and old buttons, writes sense and nonsense, sends pictures, goes back, stops,
/// takes answers back, and lets time go by.
/// </summary>
internal sealed class RandomFriend
{
    private static readonly string[] Words =
    [
        "はい", "いいえ", "戻る", "戻る", "やめる", "最初から", "スキップ", "スキップ", "決定", "決定", "1", "２", "③", "-3", "2028-02-29", "2027/2/29", "明日", "5点",
        "A、B", "A", "B", "そうです", "★★★", "18時半", "12/24 18:00", "090-1234-5678", "03-1234-5678", "a@example.jp", "100-0001", "やまだ", "取り消す", "甘口", "ｱ", "", " ", "🍛",
        "👨‍👩‍👧‍👦", "\uD83C", "‮", "&a=1&q=", "=1+1", "\0", "２０００年１月１日",
    ];

    private static readonly SurveyInput.Sent[] Sent =
    [
        new(SurveyChat.Sticker),
        new(new ReceivedMedia { Type = "image", Id = "1" }),
        new(new ReceivedMedia { Type = "image", Id = "4" }),
        new(new ReceivedMedia { Type = "video", Id = "2" }),
        new(new ReceivedLocation(35.68, 139.76) { Type = "location", Id = "3", Address = "東京都" }),
    ];

    private readonly Random _random;

    public RandomFriend(Survey survey, Random random, string id = "U1")
    {
        _random = random;
        Chat = new SurveyChat(survey) { Friend = Friend.FirstSeen(id, SurveyChat.Noon) };
    }

    public SurveyChat Chat { get; }

    /// <summary>Whether they take answers back.</summary>
    public bool Unsends { get; init; } = true;

    /// <summary>What they did last, for a failing test to say.</summary>
    public string Did { get; private set; } = "";

    /// <summary>What they did last, where it was something in the survey.</summary>
    public SurveyInput? Input { get; private set; }

    /// <summary>Does something.</summary>
    public void Act()
    {
        Input = null;
        switch (Chat.Run?.State)
        {
            case null or SurveyState.Completed or SurveyState.Declined or SurveyState.Ended:
                Begin();
                break;
            case SurveyState.Stopped when _random.Next(3) == 0:
                Take(new SurveyInput.Begin());
                break;
            case SurveyState.AskingConsent when _random.Next(3) > 0:
                Take(new SurveyInput.Typed(Chat.Survey.Consent.Yes));
                break;
            default:
                Something();
                break;
        }
    }

    /// <summary>Lets time go by: minutes nearly always, months now and then, or to the last minute of a day, a February or a year.</summary>
    public TimeSpan Later() => _random.Next(12) switch
    {
        0 => TimeSpan.FromHours(_random.Next(1, 30)),
        1 when _random.Next(4) == 0 => TimeSpan.FromDays(_random.Next(1, 100)),
        2 when _random.Next(4) == 0 => LastMinuteOf(new DateTime(Chat.Now.Year, 12, 31)),
        2 when _random.Next(4) == 0 => LastMinuteOf(new DateTime(2028, 2, 29)),
        3 => LastMinuteOf(Chat.Occasion.Local.Date),
        _ => TimeSpan.FromMinutes(_random.Next(3)),
    };

    public void Take(SurveyInput input)
    {
        Input = input;
        Did = $"{Chat.Now:u} {input}";
        Chat.Take(input);
        Reach();
    }

    // Who may not begin again is answered at the door.
    private void Begin()
    {
        Did = $"{Chat.Now:u} begins";
        if (SurveyAdmission.Refusal(Chat.Survey, Chat.Run, Chat.Occasion) is null)
        {
            Chat.Begin();
        }
    }

    private void Something()
    {
        switch (_random.Next(20))
        {
            case < 10 when Chat.LastMessages is [.., { QuickReply.Items: { Count: > 0 } buttons }]:
                Tap(buttons[_random.Next(buttons.Count)].Action);
                break;
            case 10:
                Tap(Chat.Buttons[_random.Next(Chat.Buttons.Count)]);
                break;
            case 11 or 12:
                Take(Sent[_random.Next(Sent.Length)]);
                break;
            case 13 when Chat.Run.State.IsWaiting && _random.Next(4) == 0:
                Take(new SurveyInput.Interrupted());
                break;
            case 14 when Unsends && Chat.Run.Path.Count > 0 && _random.Next(3) == 0:
                var question = Chat.Run.Path[_random.Next(Chat.Run.Path.Count)].Question;
                Did = $"{Chat.Now:u} takes back {question}";
                Chat.Withdraw(question);
                break;
            case 15:
                Take(new SurveyInput.Typed(_random.Next(8) == 0 ? new string('長', 5_000) : $"{_random.Next(12)}"));
                break;
            case 16 when Chat.Run.State is SurveyState.Asking(var id) && Chat.Survey.Find(id) is { } asked:
                Take(asked.Example(SurveyMessages.Circumstances(Chat.Survey, Chat.Run, (SurveyState.Asking)Chat.Run.State, Chat.Occasion)));
                break;
            default:
                Take(new SurveyInput.Typed(Words[_random.Next(Words.Length)]));
                break;
        }
    }

    // The camera and the map send a message of their own.
    private void Tap(LineAction button)
    {
        var (data, picked) = button switch
        {
            PostbackAction tapped => (tapped.Data, null),
            DatetimePickerAction { Mode: "time" } time => (time.Data, new PostbackParams { Time = _random.Next(3) > 0 ? "18:30" : "24:00" }),
            DatetimePickerAction { Mode: "datetime" } moment => (moment.Data, new PostbackParams { Datetime = _random.Next(3) > 0 ? "2028-02-29T18:30" : "1899-01-01T00:00" }),
            DatetimePickerAction day => (day.Data, new PostbackParams { Date = _random.Next(3) > 0 ? "2028-02-29" : "1899-01-01" }),
            _ => (null, null),
        };
        Take(data is null
            ? Sent[_random.Next(Sent.Length)]
            : Assert.IsType<SurveyPostback.Answer>(SurveyPostback.Read(data)).Tap with { Picked = picked });
    }

    // What the front door writes beside the machine: that the survey was completed decides whether it may be answered again.
    private void Reach()
    {
        if (Chat.Effects.Any(effect => effect is SurveyEffect.Completed))
        {
            Chat.Friend = Chat.Friend.Reached(Chat.Survey.Id, SurveyStanding.Completed, Chat.Now);
        }
    }

    private TimeSpan LastMinuteOf(DateTime day)
    {
        var end = day.Date.AddHours(23).AddMinutes(59);
        return end > Chat.Occasion.Local ? end - Chat.Occasion.Local : TimeSpan.FromMinutes(1);
    }
}
