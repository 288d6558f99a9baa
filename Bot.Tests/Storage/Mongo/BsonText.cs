using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

/// <summary>BSON as people write it, with the types that JSON lacks shown.</summary>
internal static class BsonText
{
    public static string Of(ReadOnlySpan<byte> document) => Members(new BsonReader(document), named: true);

    private static string Members(BsonReader reader, bool named)
    {
        var members = new List<string>();
        while (reader.Read())
        {
            members.Add((named ? $"{Quoted(Encoding.UTF8.GetString(reader.Name))}:" : "") + Value(reader));
        }

        return named ? $"{{{string.Join(',', members)}}}" : $"[{string.Join(',', members)}]";
    }

    private static string Value(BsonReader value) => value.Type switch
    {
        BsonType.String => Quoted(value.String()),
        BsonType.Document => Members(value.Document(), named: true),
        BsonType.Array => Members(value.Document(), named: false),
        BsonType.Int32 => value.Int64().ToString(CultureInfo.InvariantCulture),
        BsonType.Int64 when value.Name.SequenceEqual("_version"u8) => value.Int64().ToString(CultureInfo.InvariantCulture),
        BsonType.Int64 => $"long({value.Int64()})",
        BsonType.Double => value.Double().ToString(CultureInfo.InvariantCulture),
        BsonType.Decimal128 => $"decimal({value.Decimal()})",
        BsonType.DateTime => $"date({value.DateTime()})",
        BsonType.Boolean => value.Boolean() ? "true" : "false",
        BsonType.Null => "null",
        BsonType.Binary => $"binary({Convert.ToHexString(value.Bytes)})",
        BsonType.Regex => $"/{Encoding.UTF8.GetString(value.Value).Replace('\0', '/')[..^1]}",
        _ => value.Type.ToString(),
    };

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
