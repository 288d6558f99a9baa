using Bot.Line;

namespace Bot.Surveys;

/// <summary>What a friend does in a survey.</summary>
public abstract record SurveyInput
{
    private SurveyInput()
    {
    }

    /// <summary>Asks to begin, or to go on.</summary>
    public sealed record Begin : SurveyInput;

    /// <summary>Writes something.</summary>
    public sealed record Typed(string Text) : SurveyInput;

    /// <summary>Sends a sticker, a picture, a place or another message without words.</summary>
    public sealed record Sent(ReceivedMessage Message) : SurveyInput;

    /// <summary>A button of this survey, as its postback says.</summary>
    public sealed record Tapped(string Version, string Question, string Nonce, string Answer) : SurveyInput
    {
        /// <summary>What was picked in LINE's date picker; null for other buttons.</summary>
        public PostbackParams? Picked { get; init; }
    }

    /// <summary>Nobody did anything, but something may be due.</summary>
    public sealed record TimePassed : SurveyInput;

    /// <summary>Something else takes the friend's attention: another survey begins.</summary>
    public sealed record Interrupted : SurveyInput;
}
