using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
using Bot.Surveys;
using Bot.Surveys.Definitions;

namespace Bot.Tests.Surveys;

/// <summary>One friend in one survey, with nothing but values: the machine and what its effects say about the friend.</summary>
internal sealed class SurveyChat(Survey survey, DateTimeOffset? now = null)
{
    public static TimeZoneInfo Tokyo { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(9));

    private int _runs;

    public Survey Survey { get; } = survey;

    public DateTimeOffset Now { get; set; } = now ?? Noon;

    public Friend Friend { get; set; } = Friend.FirstSeen("U1", Noon);

    public SurveyRun Run { get; private set; } = null!;

    /// <summary>What the last step did.</summary>
    public IReadOnlyList<SurveyEffect> Effects { get; private set; } = [];

    public bool Understood { get; private set; }

    public PlacesTaken Places { get; set; } = PlacesTaken.None("test");

    public Occasion Occasion => new(Friend, Now, Tokyo) { Places = Places };

    public static ReceivedSticker Sticker { get; } = new("446", "1988") { Type = "sticker", Id = "1" };

    /// <summary>Every button there ever was.</summary>
    public List<LineAction> Buttons { get; } = [];

    /// <summary>What the bot said last, one string a bubble.</summary>
    public IReadOnlyList<string> Said => [.. LastMessages.Select(message => message is TextMessage text ? text.Text : $"({message.GetType().Name})")];

    public IReadOnlyList<Message> LastMessages { get; private set; } = [];

    public IEnumerable<string> Tags => Friend.Tags.Select(tag => tag.Name);

    public static Survey Read(string yaml) => Read(yaml, out _);

    /// <summary>The survey, and what the linter finds doubtful in it.</summary>
    public static Survey Read(string yaml, out IReadOnlyList<DefinitionError> warnings)
    {
        var problems = new Problems("surveys/test.yaml");
        var survey = SurveyDefinition.Read(new YamlFile("surveys/test.yaml", yaml), problems);
        Assert.Empty(problems.Errors);
        warnings = problems.Warnings;
        return survey!;
    }

    /// <summary>A survey of these questions alone, with more keys at its top.</summary>
    public static Survey Asking(string questions, string more = "") => Read($"""
        id: test
        title: 試し
        purpose: 試すため
        start: {"{"} keywords: [試し] {"}"}
        questions:
        {string.Join('\n', questions.Split('\n').Select(line => "  " + line))}
        finish:
          messages: [ありがとう]
        {more}
        """);

    public static SurveyChat Agreed(string questions, string more = "") => new SurveyChat(Asking(questions, more)).Begin().Say("はい");

    public SurveyChat Begin() => Took(SurveyMachine.Begin(Survey, $"run{++_runs}", Occasion, Run));

    public SurveyChat Say(params string[] texts)
    {
        foreach (var text in texts)
        {
            Take(new SurveyInput.Typed(text));
        }

        return this;
    }

    /// <summary>Taps the newest button of this label.</summary>
    public SurveyChat Tap(string label, string? picked = null) => Tap(Buttons.Last(button => button.Label == label), picked);

    public SurveyChat Tap(LineAction button, string? picked = null)
    {
        var data = button switch { PostbackAction tapped => tapped.Data, DatetimePickerAction picker => picker.Data, _ => throw new InvalidOperationException() };
        var answer = Assert.IsType<SurveyPostback.Answer>(SurveyPostback.Read(data));
        return Take(answer.Tap with { Picked = picked is null ? null : ParamsOf(button, picked) });
    }

    // LINE names what was picked by the picker's mode.
    private static PostbackParams ParamsOf(LineAction button, string picked) => button switch
    {
        DatetimePickerAction { Mode: "time" } => new PostbackParams { Time = picked },
        DatetimePickerAction { Mode: "datetime" } => new PostbackParams { Datetime = picked },
        _ => new PostbackParams { Date = picked },
    };

    public SurveyChat Take(SurveyInput input) => Took(SurveyMachine.Take(Survey, Run, input, Occasion));

    /// <summary>Takes an answer back, as unsending it does.</summary>
    public SurveyChat Withdraw(string question) => Took(SurveyMachine.Withdraw(Survey, Run, question, Occasion));

    private SurveyChat Took(SurveyMove move)
    {
        Run = move.Run;
        Effects = move.Effects;
        Understood = move.Understood;
        foreach (var effect in move.Effects)
        {
            Friend = effect.On(Friend, Survey.Source, Now);
            Places = effect switch
            {
                SurveyEffect.TakePlace(var key) => Places.With(key, +1),
                SurveyEffect.GivePlaceBack(var key) => Places.With(key, -1),
                _ => Places,
            };
        }

        LastMessages =
        [
            .. move.Effects.Select(effect => effect switch
            {
                SurveyEffect.Say(var message) => message,
                SurveyEffect.Ask => SurveyMessages.Ask(Survey, Run, Occasion),
                _ => null,
            }).OfType<Message>(),
        ];
        Buttons.AddRange(LastMessages.SelectMany(message => message.QuickReply?.Items ?? []).Select(item => item.Action));
        return this;
    }
}
