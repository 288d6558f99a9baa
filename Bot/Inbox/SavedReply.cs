using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>Words the shop answers with again and again; placeholders in them are filled for each friend.</summary>
public sealed record SavedReply
{
    /// <summary>Names it in the console and the API.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, 1 to 50 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written or changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who did; null: not known.</summary>
    public string? ChangedBy { get; init; }
}

/// <summary>The documents of saved replies.</summary>
public static class SavedReplyCollections
{
    /// <summary>Every saved reply.</summary>
    public static Collection<SavedReply> Replies { get; } =
        new Collection<SavedReply>("savedReplies", SavedReplyJson.Documents.For<SavedReply>(), reply => reply.Id)
            .Field("title", FieldKind.Text, reply => reply.Title)
            .IndexedBy("title")
            .Traced(Trace.Values);
}

[JsonSerializable(typeof(SavedReply))]
internal sealed partial class SavedReplyJson : JsonSerializerContext
{
    public static SavedReplyJson Documents { get; } = new(DocumentJson.Options());
}
