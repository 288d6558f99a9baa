using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Bot.Storage.Mongo;

/// <summary>Writes one document's JSON as BSON. Careful: it may have members of one name, or names that are no Unicode.</summary>
internal readonly struct DocumentBsonWriter(BsonWriter bson, bool careful)
{
    public void Document(JsonElement document, string id, long version, DocumentBsonTexts? texts)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"A document is a JSON object, not {document.ValueKind}.", nameof(document));
        }

        bson.BeginDocument().String("_id"u8, id).Int64("_version"u8, version);
        var named = document.TryGetProperty("id"u8, out var own) && own.ValueKind == JsonValueKind.String && own.ValueEquals(id);
        if (!named)
        {
            bson.Boolean(DocumentBson.NoId, true);
        }

        Members(document, texts, top: true, without: named ? "id"u8 : default);
        bson.End();
    }

    private void Members(JsonElement from, DocumentBsonTexts? texts, bool top, ReadOnlySpan<byte> without)
    {
        if (careful)
        {
            CarefulMembers(from, texts, top, without);
            return;
        }

        foreach (var member in from.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            Member(name.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(member.Name) : name, member.Value, texts, top, without);
        }
    }

    private void CarefulMembers(JsonElement from, DocumentBsonTexts? texts, bool top, ReadOnlySpan<byte> without)
    {
        var last = new Dictionary<string, JsonElement>();
        try
        {
            foreach (var member in from.EnumerateObject())
            {
                last[member.Name] = member.Value;
            }
        }
        catch (InvalidOperationException)
        {
            bson.String(DocumentBson.Json, JsonMarshal.GetRawUtf8Value(from));
            return;
        }

        foreach (var (name, value) in last)
        {
            Member(Encoding.UTF8.GetBytes(name), value, texts, top, without);
        }
    }

    private void Member(ReadOnlySpan<byte> name, JsonElement value, DocumentBsonTexts? texts, bool top, ReadOnlySpan<byte> without)
    {
        if (without.IsEmpty || !name.SequenceEqual(without))
        {
            Value(DocumentBsonName.NeedsEscape(name, top) ? DocumentBsonName.Escape(name, top) : name, value, texts?.Member(name));
        }
    }

    private void Value(ReadOnlySpan<byte> name, JsonElement value, DocumentBsonTexts? texts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (!TryBinary(name, value))
                {
                    bson.BeginDocument(name);
                    Members(value, texts, top: false, without: default);
                    bson.End();
                }

                break;
            case JsonValueKind.Array:
                bson.BeginArray(name);
                foreach (var element in value.EnumerateArray())
                {
                    Value(default, element, texts);
                }

                bson.End();
                break;
            case JsonValueKind.String:
                Text(name, value, texts is { IsField: true });
                break;
            case JsonValueKind.Number:
                Number(name, value);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                bson.Boolean(name, value.ValueKind == JsonValueKind.True);
                break;
            default:
                bson.Null(name);
                break;
        }
    }

    private void Text(ReadOnlySpan<byte> name, JsonElement value, bool isField)
    {
        if (!TryUtf8(value, out var utf8))
        {
            AsJson(name, value);
        }
        else if (!isField && BsonTime.TryParse(utf8, out var milliseconds))
        {
            bson.DateTime(name, milliseconds);
        }
        else
        {
            bson.String(name, utf8);
        }
    }

    private void Number(ReadOnlySpan<byte> name, JsonElement value)
    {
        var text = JsonMarshal.GetRawUtf8Value(value);
        if (text.IndexOfAny("."u8[0], "e"u8[0], "E"u8[0]) < 0 && !text.SequenceEqual("-0"u8) && Utf8Parser.TryParse(text, out long whole, out var digits) && digits == text.Length)
        {
            _ = whole is >= int.MinValue and <= int.MaxValue ? bson.Int32(name, (int)whole) : bson.Int64(name, whole);
        }
        else if (TryDouble(text, out var number))
        {
            bson.Double(name, number);
        }
        else if (BsonDecimal.TryParse(text, out var exact))
        {
            bson.Decimal(name, exact);
        }
        else
        {
            AsJson(name, value);
        }
    }

    // Only a double that prints this very text.
    private static bool TryDouble(ReadOnlySpan<byte> text, out double number)
    {
        Span<byte> printed = stackalloc byte[32];
        return Utf8Parser.TryParse(text, out number, out var read)
            && read == text.Length
            && number.TryFormat(printed, out var length, default, CultureInfo.InvariantCulture)
            && text.SequenceEqual(printed[..length]);
    }

    private bool TryBinary(ReadOnlySpan<byte> name, JsonElement value)
    {
        if (value.GetPropertyCount() != 1 || !value.TryGetProperty("$binary"u8, out var base64) || base64.ValueKind != JsonValueKind.String || !TryUtf8(base64, out var text) || !Base64.IsValid(text, out var length))
        {
            return false;
        }

        var bytes = new byte[length];
        var canonical = new byte[Base64.GetMaxEncodedToUtf8Length(length)];
        Base64.DecodeFromUtf8(text, bytes, out _, out _);
        Base64.EncodeToUtf8(bytes, canonical, out _, out _);
        if (!text.SequenceEqual(canonical))
        {
            return false;
        }

        bson.Binary(name, bytes);
        return true;
    }

    private void AsJson(ReadOnlySpan<byte> name, JsonElement value) =>
        bson.BeginDocument(name).String(DocumentBson.Json, JsonMarshal.GetRawUtf8Value(value)).End();

    // False: half of a surrogate pair is in it.
    private static bool TryUtf8(JsonElement text, out ReadOnlySpan<byte> utf8)
    {
        var quoted = JsonMarshal.GetRawUtf8Value(text);
        utf8 = quoted[1..^1];
        if (!utf8.Contains((byte)'\\'))
        {
            return true;
        }

        try
        {
            utf8 = Encoding.UTF8.GetBytes(text.GetString()!);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
