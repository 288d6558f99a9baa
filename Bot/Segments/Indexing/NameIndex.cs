using System.Text;

namespace Bot.Segments.Indexing;

/// <summary>
/// The names of all friends, one after the other in memory, so that a part of one is found among a million in a few
/// milliseconds. Capitals, widths (Ａ and A) and the two kana count as the same.
/// </summary>
internal sealed class NameIndex
{
    // No byte of UTF-8 text.
    private const byte Between = 0xFF;

    private const int None = -1;

    // Entries in the order they were written; a name that changed is written anew, and its first entry belongs to nobody.
    private readonly List<int> _starts = [];
    private readonly List<int> _owners = [];
    private readonly List<int> _entryOf = [];
    private byte[] _text = new byte[1024];
    private int _length;
    private int _given;

    public long Bytes => _text.Length + (4L * (_starts.Capacity + _owners.Capacity + _entryOf.Capacity));

    /// <summary>The form in which names are compared.</summary>
    public static string Fold(string name)
    {
        // A name may hold half of a pair, which cannot be normalised.
        var normal = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        return string.Create(normal.Length, normal, static (folded, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                // Katakana has the same order as hiragana, 0x60 further on.
                folded[i] = text[i] is >= 'ァ' and <= 'ヶ' ? (char)(text[i] - 0x60) : text[i];
            }
        });
    }

    public void Set(int ordinal, string? name)
    {
        while (_entryOf.Count <= ordinal)
        {
            _entryOf.Add(None);
        }

        var bytes = string.IsNullOrEmpty(name) ? [] : Encoding.UTF8.GetBytes(Fold(name));
        if (_entryOf[ordinal] is not None and var entry)
        {
            if (TextOf(entry).SequenceEqual(bytes))
            {
                return;
            }

            _owners[entry] = None;
            _entryOf[ordinal] = None;
            _given--;
        }

        if (bytes.Length > 0)
        {
            Append(ordinal, bytes);
        }

        if (_starts.Count > (2 * _given) + 1000)
        {
            Compact();
        }
    }

    /// <summary>Sets the bits of those whose name has this part; the part is folded.</summary>
    public void Find(string part, Span<ulong> bits)
    {
        var wanted = Encoding.UTF8.GetBytes(part);
        var text = _text.AsSpan(0, _length);
        for (var from = 0; from < text.Length && text[from..].IndexOf(wanted) is >= 0 and var at;)
        {
            var found = _starts.BinarySearch(from + at);
            var entry = found >= 0 ? found : ~found - 1;
            if (_owners[entry] is not None and var ordinal)
            {
                bits[ordinal >> 6] |= 1UL << ordinal;
            }

            from = entry + 1 < _starts.Count ? _starts[entry + 1] : text.Length;
        }
    }

    public void Write(BinaryWriter to)
    {
        to.Write(_given);
        for (var entry = 0; entry < _starts.Count; entry++)
        {
            if (_owners[entry] is not None and var ordinal)
            {
                to.Write(ordinal);
                var text = TextOf(entry);
                to.Write(text.Length);
                to.Write(text);
            }
        }
    }

    public static NameIndex Read(BinaryReader from)
    {
        var names = new NameIndex();
        for (var left = from.ReadCount(1 << 28); left > 0; left--)
        {
            var ordinal = from.ReadCount(1 << 28);
            while (names._entryOf.Count <= ordinal)
            {
                names._entryOf.Add(None);
            }

            names.Append(ordinal, from.ReadBytes(from.ReadCount(1 << 20)));
        }

        return names;
    }

    private Span<byte> TextOf(int entry)
    {
        var end = entry + 1 < _starts.Count ? _starts[entry + 1] : _length;
        return _text.AsSpan(_starts[entry], end - _starts[entry] - 1);
    }

    private void Append(int ordinal, byte[] name)
    {
        if (_length + name.Length + 1 > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + name.Length + 1, _text.Length + (_text.Length / 2)));
        }

        _entryOf[ordinal] = _starts.Count;
        _starts.Add(_length);
        _owners.Add(ordinal);
        name.CopyTo(_text, _length);
        _text[_length + name.Length] = Between;
        _length += name.Length + 1;
        _given++;
    }

    private void Compact()
    {
        var (starts, owners, text, length) = (_starts.ToArray(), _owners.ToArray(), _text, _length);
        _starts.Clear();
        _owners.Clear();
        (_text, _length, _given) = (new byte[Math.Max(1024, length / 2)], 0, 0);
        for (var entry = 0; entry < starts.Length; entry++)
        {
            if (owners[entry] is not None and var ordinal)
            {
                var end = entry + 1 < starts.Length ? starts[entry + 1] : length;
                Append(ordinal, text[starts[entry]..(end - 1)]);
            }
        }
    }
}
