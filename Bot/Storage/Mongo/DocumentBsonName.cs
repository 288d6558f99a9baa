using System.Buffers.Text;
using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>
/// Names of members as MongoDB can keep and query them: a leading <c>$</c>, any dot, NUL and percent sign, and at the top
/// a leading <c>_</c> (ours), are written as <c>%</c> and two hex digits; the empty name is a lone <c>%</c>.
/// </summary>
internal static class DocumentBsonName
{
    /// <summary>Whether the name cannot stand in MongoDB as it is.</summary>
    public static bool NeedsEscape(ReadOnlySpan<byte> name, bool top) =>
        name.IsEmpty || name[0] == '$' || (top && name[0] == '_') || name.IndexOfAny(".%\0"u8) >= 0;

    /// <summary>The name as MongoDB keeps it.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> name, bool top)
    {
        if (name.IsEmpty)
        {
            return "%"u8.ToArray();
        }

        var escaped = new List<byte>(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is (byte)'.' or (byte)'%' or 0 || (i == 0 && (name[i] == '$' || (top && name[i] == '_'))))
            {
                escaped.AddRange(Encoding.ASCII.GetBytes($"%{name[i]:X2}"));
            }
            else
            {
                escaped.Add(name[i]);
            }
        }

        return [.. escaped];
    }

    /// <summary>The name as the document has it; what <see cref="Escape"/> never writes stays as it is.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'%'))
        {
            return name;
        }

        if (name.Length == 1)
        {
            return [];
        }

        var plain = new byte[name.Length];
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '%' && i + 2 < name.Length && Utf8Parser.TryParse(name.Slice(i + 1, 2), out byte code, out var digits, 'x') && digits == 2)
            {
                plain[length++] = code;
                i += 2;
            }
            else
            {
                plain[length++] = name[i];
            }
        }

        return plain.AsSpan(0, length);
    }
}
