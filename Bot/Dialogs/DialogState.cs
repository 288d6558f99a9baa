using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Dialogs;

/// <summary>What the bot remembers of talking with one friend, beside surveys.</summary>
public sealed record DialogState(string FriendId, DateTimeOffset FallbackSaidAt);

/// <summary>The documents of dialogs.</summary>
public static class DialogCollections
{
    /// <summary>One document a friend who ever got the fallback, named by the friend's id.</summary>
    public static Collection<DialogState> States { get; } =
        new Collection<DialogState>("dialogStates", DialogsJson.Documents.For<DialogState>(), state => state.FriendId)
            .Field("friendId", FieldKind.Text, state => state.FriendId)
            .IndexedBy("friendId");
}

[JsonSerializable(typeof(DialogState))]
internal sealed partial class DialogsJson : JsonSerializerContext
{
    public static DialogsJson Documents { get; } = new(DocumentJson.Options());
}
