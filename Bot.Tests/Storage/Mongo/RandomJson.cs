using System.Globalization;
using System.Text.Json.Nodes;

namespace Bot.Tests.Storage.Mongo;

/// <summary>Random JSON with everything in it that a database could stumble over.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Names =
        ["id", "_id", "_version", "_seq", "_noId", "a", "b", "名前", "👩‍👩‍👧", "", "$", "$set", "$binary", "a.b", ".", "a\0b", "%", "%41", "%json", "100%", "\"", "\\", "a b", "__proto__", "0", "\u0001"];

    private static readonly string[] Texts =
    [
        "", "a", "花子", "👩‍👩‍👧", "か\u3099", "\0", "a\0b", "\"\\/\b\f\n\r\t\u0001\u007f\u2028", "$a", "1", "2026-11-21T10:00:00.000Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
        "2028-02-29T00:00:00.000Z", "2027-02-29T00:00:00.000Z", "2026-11-21T24:00:00.000Z", "2026-11-21T10:00:00Z", "2026-11-21 10:00:00.000Z", "0000-01-01T00:00:00.000Z", "２026-11-21T10:00:00.000", "AAAA", "QQ==", "QR==",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "1", "-1", "2147483647", "2147483648", "-2147483649", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "1.5", "1.50", "0.1", "0.30000000000000004", "1E+17", "1e5", "1E-7", "1.7976931348623157E+308", "5E-324", "1e400", "0.0000001", "1234567890123456789012345678901234",
        "12345678901234567890123456789012345678901234567890", "0.1234567890123456789012345678901234", "3.14159265358979323846264338327950288419716939937510", "1e6000", "1e9999", "-1e-9999", "0e0",
    ];

    private readonly Random _random = new(seed);

    public string Document() => Object(4);

    private string Value(int depth) => _random.Next(depth == 0 ? 6 : 9) switch
    {
        0 => _random.Next(3) switch { 0 => "null", 1 => "true", _ => "false" },
        1 or 2 => Number(),
        3 => Quoted(_random.Next(20) == 0 ? new string(Pick("あaz\n".Select(letter => letter.ToString()).ToArray())[0], 5000) : Text()),
        4 => $"{{\"$binary\":{Quoted(Convert.ToBase64String(Bytes()))}}}",
        5 => Quoted(Text()),
        6 or 7 => Object(depth - 1),
        _ => $"[{string.Join(" , ", Enumerable.Range(0, _random.Next(5)).Select(_ => Value(depth - 1)))}]",
    };

    private string Object(int depth)
    {
        var names = Enumerable.Range(0, _random.Next(7)).Select(_ => _random.Next(3) == 0 ? $"n{_random.Next(20)}" : Pick(Names)).Distinct().ToList();
        return $"{{ {string.Join(", ", names.Select(name => $"{Quoted(name)} : {Value(depth)}"))} }}";
    }

    private string Number() => _random.Next(3) switch
    {
        0 => Pick(Numbers),
        1 => BitConverter.Int64BitsToDouble(_random.NextInt64()) is var number && double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "0",
        _ => _random.NextInt64().ToString(CultureInfo.InvariantCulture),
    };

    private string Text() => _random.Next(4) == 0 ? string.Concat(Enumerable.Range(0, 3).Select(_ => Pick(Texts))) : Pick(Texts);

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(40)];
        _random.NextBytes(bytes);
        return bytes;
    }

    // Sometimes every character escaped, sometimes only what must be.
    private string Quoted(string text) => _random.Next(4) == 0
        ? $"\"{string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"))}\""
        : JsonValue.Create(text).ToJsonString();

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
