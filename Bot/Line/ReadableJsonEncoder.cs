using System.Buffers;
using System.Text.Encodings.Web;

namespace Bot.Line;

/// <summary>
/// Escapes only what JSON demands. .NET's most relaxed encoder still writes an emoji as twelve bytes of escapes, which
/// nobody can read in a log and which eats LINE's 30 KB for a bubble.
/// </summary>
internal sealed unsafe class ReadableJsonEncoder : JavaScriptEncoder
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. CharsFrom('\0', '\u001F'), '"', '\\', '\u007F', .. CharsFrom('\uD800', '\uDFFF')]);

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        for (var at = 0; ; at += 2)
        {
            var next = rest[at..].IndexOfAny(Suspects);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 >= textLength || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return at;
            }
        }
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\' or 0x7F;

    private static IEnumerable<char> CharsFrom(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
