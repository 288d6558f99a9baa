using System.Buffers.Text;

namespace Bot.Storage.Mongo;

/// <summary>
/// Where a follower of changes stands: on its first walk through everything after this id, or behind a place in the feed,
/// a change stream's token or a sequence number. To callers it is an opaque text.
/// </summary>
internal sealed record FeedPosition(string Store, byte[]? Token, long Sequence, DateTimeOffset At, string? Walked)
{
    public override string ToString()
    {
        var bson = new BsonWriter().BeginDocument().String("store"u8, Store).Int64("sequence"u8, Sequence).DateTime("at"u8, At.ToUnixTimeMilliseconds());
        if (Token is not null)
        {
            bson.Document("token"u8, Token);
        }

        if (Walked is not null)
        {
            bson.String("walked"u8, Walked);
        }

        return Base64Url.EncodeToString(bson.End().Written);
    }

    /// <summary>Null for a text that is no position of this engine.</summary>
    public static FeedPosition? Parse(string? text)
    {
        try
        {
            var bson = Base64Url.DecodeFromChars(text);
            var token = BsonReader.Find(bson, "token"u8);
            var walked = BsonReader.Find(bson, "walked"u8);
            return new FeedPosition(
                BsonReader.Find(bson, "store"u8).String(),
                token.Type == BsonType.Document ? token.Value.ToArray() : null,
                BsonReader.Find(bson, "sequence"u8).Int64(),
                DateTimeOffset.FromUnixTimeMilliseconds(BsonReader.Find(bson, "at"u8).DateTime()),
                walked.IsNull ? null : walked.String());
        }
        catch (Exception foreign) when (foreign is FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
