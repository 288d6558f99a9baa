using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bot.Storage.Moving;

/// <summary>
/// A SHA-256 over documents in the order of their ids: equal for equal content, whichever engine kept it and however it
/// writes the same JSON (order of members, spaces, 1.50 or 1.5).
/// </summary>
internal sealed class ContentDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many documents were added.</summary>
    public long Count { get; private set; }

    public void Add(StoredJson document)
    {
        Count++;
        var text = new StringBuilder(document.Json.Length + 64);
        using var json = JsonDocument.Parse(document.Json);
        text.Append(CultureInfo.InvariantCulture, $"{document.Id.Length}:{document.Id}@{document.Version}");
        Write(json.RootElement, text);
        _hash.AppendData(Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
    }

    /// <summary>The digest in hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                // Of members with one name, readers take the last.
                text.Append('{');
                foreach (var member in value.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    Quote(member.Key, text);
                    Write(member.Last().Value, text);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var element in value.EnumerateArray())
                {
                    Write(element, text);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Quote(value.GetString()!, text);
                break;
            case JsonValueKind.Number:
                text.Append('#').Append(Number(value)).Append(' ');
                break;
            default:
                text.Append(value.ValueKind).Append(' ');
                break;
        }
    }

    private static void Quote(string value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"\"{value.Length}:{value}");

    // The same for every way of writing one number, as long as it has no more than 28 digits.
    private static string Number(JsonElement value) =>
        value.TryGetDecimal(out var exact) && exact != 0 ? (exact / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
        : value.GetDouble().ToString("R", CultureInfo.InvariantCulture);
}
