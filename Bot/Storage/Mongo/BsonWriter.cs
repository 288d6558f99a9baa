using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>
/// Writes one BSON document into a buffer that grows and is used again after <see cref="Reset"/>. The outermost
/// <see cref="BeginDocument()"/> has no name; inside an array names are ignored and the places are counted.
/// </summary>
internal sealed class BsonWriter
{
    private const int LargestKept = 1 << 20;

    private byte[] _buffer = new byte[512];
    private int _length;
    private Level[] _levels = new Level[16];
    private int _depth;

    /// <summary>What was written; a whole document once every level has ended. Valid until the next write or reset.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <inheritdoc cref="Written"/>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>How many bytes were written.</summary>
    public int Length => _length;

    /// <summary>How many documents and arrays are open.</summary>
    public int Depth => _depth;

    /// <summary>Forgets what was written.</summary>
    public BsonWriter Reset()
    {
        if (_buffer.Length > LargestKept)
        {
            _buffer = new byte[512];
        }

        (_length, _depth) = (0, 0);
        return this;
    }

    /// <summary>Begins the outermost document, or one in an array.</summary>
    public BsonWriter BeginDocument()
    {
        if (_depth > 0)
        {
            return BeginDocument(default);
        }

        if (_length > 0)
        {
            throw new InvalidOperationException("The writer holds a whole document; reset it before the next.");
        }

        return Begin(Level.InDocument);
    }

    public BsonWriter BeginDocument(BsonName name) => Element(BsonType.Document, name).Begin(Level.InDocument);

    public BsonWriter BeginArray(BsonName name) => Element(BsonType.Array, name).Begin(0);

    /// <summary>Ends the innermost document or array.</summary>
    public BsonWriter End()
    {
        if (_depth == 0)
        {
            throw new InvalidOperationException("Nothing is open that could end.");
        }

        Take(1)[0] = 0;
        var start = _levels[--_depth].Start;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _length - start);
        return this;
    }

    public BsonWriter Int32(BsonName name, int value) => Element(BsonType.Int32, name).Append(value);

    public BsonWriter Int64(BsonName name, long value) => Element(BsonType.Int64, name).Append(value);

    public BsonWriter Double(BsonName name, double value) => Element(BsonType.Double, name).Append(BitConverter.DoubleToInt64Bits(value));

    public BsonWriter Boolean(BsonName name, bool value)
    {
        Element(BsonType.Boolean, name).Take(1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    public BsonWriter Null(BsonName name) => Element(BsonType.Null, name);

    public BsonWriter MinKey(BsonName name) => Element(BsonType.MinKey, name);

    public BsonWriter MaxKey(BsonName name) => Element(BsonType.MaxKey, name);

    /// <summary>A date, in milliseconds since 1970 UTC.</summary>
    public BsonWriter DateTime(BsonName name, long milliseconds) => Element(BsonType.DateTime, name).Append(milliseconds);

    /// <summary>MongoDB's own timestamp, as a cluster reports its times of operation.</summary>
    public BsonWriter Timestamp(BsonName name, long value) => Element(BsonType.Timestamp, name).Append(value);

    public BsonWriter Decimal(BsonName name, BsonDecimal value) =>
        Element(BsonType.Decimal128, name).Append((long)value.Low).Append((long)value.High);

    public BsonWriter String(BsonName name, string value)
    {
        Element(BsonType.String, name);
        var size = Encoding.UTF8.GetByteCount(value);
        Append(size + 1);
        var place = Take(size + 1);
        Encoding.UTF8.GetBytes(value, place);
        place[size] = 0;
        return this;
    }

    public BsonWriter String(BsonName name, ReadOnlySpan<byte> utf8)
    {
        Element(BsonType.String, name).Append(utf8.Length + 1);
        var place = Take(utf8.Length + 1);
        utf8.CopyTo(place);
        place[utf8.Length] = 0;
        return this;
    }

    /// <summary>Bytes, of the generic subtype.</summary>
    public BsonWriter Binary(BsonName name, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(BeginBinary(name, bytes.Length));
        return this;
    }

    /// <summary>The place of this many bytes, of the generic subtype, for the caller to fill before the next write.</summary>
    public Span<byte> BeginBinary(BsonName name, int length)
    {
        Element(BsonType.Binary, name).Append(length);
        Take(1)[0] = 0;
        return Take(length);
    }

    public BsonWriter Regex(BsonName name, string pattern, string options = "")
    {
        Element(BsonType.Regex, name);
        AppendName(pattern);
        AppendName(options);
        return this;
    }

    /// <summary>A whole document made before, as a member.</summary>
    public BsonWriter Document(BsonName name, ReadOnlySpan<byte> bson) => Raw(name, BsonType.Document, bson);

    /// <summary>A value as <see cref="BsonReader.Value"/> gave it.</summary>
    public BsonWriter Raw(BsonName name, BsonType type, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Element(type, name).Take(value.Length));
        return this;
    }

    private BsonWriter Begin(int next)
    {
        if (_depth == _levels.Length)
        {
            Array.Resize(ref _levels, _depth * 2);
        }

        _levels[_depth++] = new Level(_length, next);
        return Append(0);
    }

    private BsonWriter Element(BsonType type, BsonName name)
    {
        if (_depth == 0)
        {
            throw new InvalidOperationException("A value stands in a document: begin one first.");
        }

        Take(1)[0] = (byte)type;
        ref var level = ref _levels[_depth - 1];
        if (level.Next != Level.InDocument)
        {
            var place = Take(11);
            Utf8Formatter.TryFormat(level.Next++, place, out var digits);
            place[digits] = 0;
            _length -= 11 - (digits + 1);
        }
        else if (name.Text is { } text)
        {
            AppendName(text);
        }
        else
        {
            AppendName(name.Utf8);
        }

        return this;
    }

    private void AppendName(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        var place = Take(size + 1);
        Encoding.UTF8.GetBytes(text, place);
        place[size] = 0;
        CheckName(place[..size]);
    }

    private void AppendName(ReadOnlySpan<byte> utf8)
    {
        CheckName(utf8);
        var place = Take(utf8.Length + 1);
        utf8.CopyTo(place);
        place[utf8.Length] = 0;
    }

    private static void CheckName(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Contains((byte)0))
        {
            throw new ArgumentException("A name in BSON cannot contain the character NUL.");
        }
    }

    private BsonWriter Append(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);
        return this;
    }

    private BsonWriter Append(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
        return this;
    }

    private Span<byte> Take(int size)
    {
        if (size > _buffer.Length - _length)
        {
            Array.Resize(ref _buffer, checked((int)Math.Min(Array.MaxLength, Math.Max((long)_buffer.Length * 2, (long)_length + size))));
        }

        var place = _buffer.AsSpan(_length, size);
        _length += size;
        return place;
    }

    // Next: the place of an array's next element.
    private record struct Level(int Start, int Next)
    {
        public const int InDocument = -1;
    }
}
