using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Dialogs;

/// <summary>What the bot remembers of talking with one friend, beside surveys.</summary>
public sealed record DialogState(string FriendId)
{
    /// <summary>When the friend last heard the fallback; null: never.</summary>
    public DateTimeOffset? FallbackSaidAt { get; init; }

    /// <summary>How often they had an answer that has several replies, by its key; null: none.</summary>
    public IReadOnlyDictionary<string, int>? Had { get; init; }

    /// <summary>How often they had this answer.</summary>
    public int TimesHad(string key) => Had?.GetValueOrDefault(key) ?? 0;

    /// <summary>The state after they had this answer once more.</summary>
    public DialogState WithHad(string key) =>
        this with { Had = new Dictionary<string, int>(Had ?? new Dictionary<string, int>()) { [key] = TimesHad(key) + 1 } };
}

/// <summary>A friend asked for their data to be erased; it is, as soon as they have been told.</summary>
/// <param name="FriendId">LINE's id of the friend; the request goes with everything else.</param>
/// <param name="ReceiptId">The number the friend was told.</param>
/// <param name="AskedAt">When they confirmed it.</param>
public sealed record ErasureRequest(string FriendId, string ReceiptId, DateTimeOffset AskedAt);

/// <summary>The documents of dialogs.</summary>
public static class DialogCollections
{
    /// <summary>One document a friend of whom anything is remembered, named by the friend's id.</summary>
    public static Collection<DialogState> States { get; } =
        new Collection<DialogState>("dialogStates", DialogsJson.Documents.For<DialogState>(), state => state.FriendId)
            .Field("friendId", FieldKind.Text, state => state.FriendId)
            .IndexedBy("friendId");

    /// <summary>One document a friend who waits to be erased, named by the friend's id.</summary>
    public static Collection<ErasureRequest> ErasureRequests { get; } =
        new Collection<ErasureRequest>("erasureRequests", DialogsJson.Documents.For<ErasureRequest>(), request => request.FriendId)
            .Field("friendId", FieldKind.Text, request => request.FriendId)
            .Field("askedAt", FieldKind.Time, request => request.AskedAt)
            .IndexedBy("friendId")
            .IndexedBy("askedAt");
}

[JsonSerializable(typeof(DialogState))]
[JsonSerializable(typeof(ErasureRequest))]
internal sealed partial class DialogsJson : JsonSerializerContext
{
    public static DialogsJson Documents { get; } = new(DocumentJson.Options());
}
