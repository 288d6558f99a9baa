namespace Bot.Admin.Campaigns.Composing;

/// <summary>A part of what the composer shows of a message: a field or a group of parts. Its path is the message's JSON path.</summary>
public abstract record Part(string Path, string Japanese, string English)
{
    /// <summary>Something to type or choose.</summary>
    public sealed record Entry(string Path, string Japanese, string English, EntryKind Kind = EntryKind.Line) : Part(Path, Japanese, English)
    {
        /// <summary>What can be chosen; null: it is typed.</summary>
        public IReadOnlyList<Choice>? Choices { get; init; }

        /// <summary>What helps to fill it in.</summary>
        public (string Japanese, string English)? Help { get; init; }

        /// <summary>An example where nothing stands.</summary>
        public string? Example { get; init; }
    }

    /// <summary>Parts that belong together.</summary>
    public sealed record Group(string Path, string Japanese, string English, IReadOnlyList<Part> Parts) : Part(Path, Japanese, English)
    {
        /// <summary>Whether it is an item of a list, which can be moved and taken away.</summary>
        public bool IsItem { get; init; }

        /// <summary>How many items the list may have; null: it is none.</summary>
        public int? Most { get; init; }

        /// <summary>Whether it stands folded until something is in it.</summary>
        public bool IsExtra { get; init; }

        /// <summary>Whether anything is in it.</summary>
        public bool HasContent { get; init; }
    }
}

/// <summary>How something is typed.</summary>
public enum EntryKind
{
    /// <summary>A few words.</summary>
    Line,

    /// <summary>Words to friends, with placeholders.</summary>
    Words,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An address.</summary>
    Address,

    /// <summary>JSON.</summary>
    Json,
}

/// <summary>One of the values that can be chosen.</summary>
public sealed record Choice(string Value, string Japanese, string English);
