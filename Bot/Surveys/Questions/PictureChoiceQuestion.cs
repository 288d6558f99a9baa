using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>One of several options, each with its picture: all at once under the question, two in a row.</summary>
public sealed record PictureChoiceQuestion : ChoiceQuestion
{
    /// <summary>More pictures are too many to look at, and would leave no room among the buttons.</summary>
    public const int MostPictures = 10;

    /// <summary>The question with these options.</summary>
    public PictureChoiceQuestion(IReadOnlyList<Option> options, bool randomOrder = false)
        : base(options, randomOrder)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "picture-choice";

    // LINE's image carousel has no room for the question, and cuts labels at 12 characters.
    /// <summary>The pictures of the options that have a place left, each with its label; a tap on one chooses it.</summary>
    public override Message Show(string words, Func<string, string> data, Asking asking)
    {
        var pictures = Options.Arranged(RandomOrder, asking).Where(option => !asking.Full.Contains(option.Id)).Select(option => Picture(option, data));
        return Cards.Of(words, pictures.Chunk(2).Select(pair => new FlexBox("horizontal", pair is [var last] ? [last, Nothing] : [.. pair]) { Spacing = "md" }));
    }

    // Keeps a last picture alone as wide as the others.
    private static FlexBox Nothing { get; } = new("vertical", []) { Flex = 1 };

    private FlexBox Picture(Option option, Func<string, string> data)
    {
        FlexText label = new() { Text = option.Label, Size = "sm", Align = "center", Wrap = true, Color = "#111111" };
        return new FlexBox("vertical", option.Picture is { } address ? [new FlexImage(address) { Size = "full", AspectMode = "cover", AspectRatio = "1:1" }, label] : [label])
        {
            Flex = 1,
            Spacing = "sm",
            CornerRadius = "md",
            Action = new PostbackAction(data($"{Options.IndexOf(option) + 1}")) { DisplayText = option.Label },
        };
    }
}
