using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>The documents kept per friend.</summary>
public static class FriendCollections
{
    /// <summary>Everybody who ever followed or wrote, by LINE's id.</summary>
    public static Collection<Friend> Friends { get; } =
        new Collection<Friend>("friends", FriendsJson.Documents.For<Friend>(), friend => friend.Id)
            .Field("status", FieldKind.Text, friend => FieldValue.Of(friend.Status))
            .Field("firstSeenAt", FieldKind.Time, friend => friend.FirstSeenAt)
            .Field("followedAt", FieldKind.Time, friend => friend.FollowedAt)
            .Field("blockedAt", FieldKind.Time, friend => friend.BlockedAt)
            .Field("lastMessageAt", FieldKind.Time, friend => friend.LastMessageAt)
            .Field("profile.displayName", FieldKind.Text, friend => friend.DisplayName)
            .Many("tags.name", FieldKind.Text, friend => friend.Tags.Select(tag => (FieldValue)tag.Name))
            .IndexedBy("status")
            .IndexedBy("status", "firstSeenAt")
            .IndexedBy("firstSeenAt")
            .IndexedBy("blockedAt")
            .IndexedBy("lastMessageAt")
            .WithChangeFeed();

    /// <summary>What happened with friends, each entry once.</summary>
    public static Collection<TimelineEntry> Timeline { get; } =
        new Collection<TimelineEntry>("timeline", FriendsJson.Documents.For<TimelineEntry>(), entry => entry.Id)
            .Field("friendId", FieldKind.Text, entry => entry.FriendId)
            .Field("at", FieldKind.Time, entry => entry.At)
            .Field("messageId", FieldKind.Text, entry => entry.MessageId)
            .IndexedBy("friendId", "at")
            .Traced(Trace.Nothing);

    /// <summary>Receipts of erased friends; nothing personal is in them.</summary>
    public static Collection<ErasureReceipt> Erasures { get; } =
        new("erasures", FriendsJson.Documents.For<ErasureReceipt>(), receipt => receipt.Id);
}

[JsonSerializable(typeof(Friend))]
[JsonSerializable(typeof(TimelineEntry))]
[JsonSerializable(typeof(ErasureReceipt))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class FriendsJson : JsonSerializerContext
{
    public static FriendsJson Documents { get; } = new(DocumentJson.Options());
}
