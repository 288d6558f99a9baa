using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>The documents of the inbox.</summary>
public static class InquiryCollections
{
    /// <summary>Every inquiry; erased with its friend.</summary>
    public static Collection<Inquiry> Inquiries { get; } =
        new Collection<Inquiry>("inquiries", InquiryJson.Documents.For<Inquiry>(), inquiry => inquiry.Id)
            .Field("friendId", FieldKind.Text, inquiry => inquiry.FriendId)
            .Field("state", FieldKind.Text, inquiry => FieldValue.Of(inquiry.State))
            .Field("assignedTo", FieldKind.Text, inquiry => inquiry.AssignedTo)
            .Field("waitingSince", FieldKind.Time, inquiry => inquiry.WaitingSince)
            .IndexedBy("friendId", "waitingSince")
            .IndexedBy("state", "waitingSince");
}

[JsonSerializable(typeof(Inquiry))]
internal sealed partial class InquiryJson : JsonSerializerContext
{
    public static InquiryJson Documents { get; } = new(DocumentJson.Options());
}
