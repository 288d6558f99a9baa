using System.Buffers.Binary;
using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>
/// Walks the elements of one BSON document without copying. Whatever the bytes are, it never reads past their end:
/// malformed ones are a <see cref="FormatException"/>.
/// </summary>
internal ref struct BsonReader
{
    private ReadOnlySpan<byte> _rest;

    public BsonReader(ReadOnlySpan<byte> document)
    {
        if (document.Length < 5 || Length(document) != document.Length || document[^1] != 0)
        {
            throw Malformed("the document's length is not what it says");
        }

        _rest = document[4..^1];
    }

    /// <summary>The kind of the current element.</summary>
    public BsonType Type { get; private set; }

    /// <summary>The current element's name in UTF-8; in an array, its place as digits.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The current element's value as it stands in BSON; of a document or an array, the whole of it.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public readonly bool IsNull => Type is BsonType.Null or BsonType.Undefined or BsonType.None;

    /// <summary>The UTF-8 bytes of a string.</summary>
    public readonly ReadOnlySpan<byte> Utf8 => Type is BsonType.String or BsonType.Symbol or BsonType.JavaScript
        ? Value[4..^1]
        : throw Not("a string");

    /// <summary>The bytes of a binary value.</summary>
    public readonly ReadOnlySpan<byte> Bytes => Expect(BsonType.Binary, "binary")[5..];

    /// <summary>The first element with this name, in a reader of its own; its type is None when there is none.</summary>
    public static BsonReader Find(ReadOnlySpan<byte> document, ReadOnlySpan<byte> name)
    {
        var reader = new BsonReader(document);
        while (reader.Read())
        {
            if (reader.Name.SequenceEqual(name))
            {
                return reader;
            }
        }

        return reader;
    }

    /// <summary>Goes to the next element; false after the last.</summary>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            Type = BsonType.None;
            Name = Value = default;
            return false;
        }

        Type = (BsonType)_rest[0];
        var end = _rest[1..].IndexOf((byte)0);
        if (end < 0)
        {
            throw Malformed("a name does not end");
        }

        Name = _rest.Slice(1, end);
        var value = _rest[(end + 2)..];
        var size = SizeOf(Type, value);
        if (size < 0 || size > value.Length)
        {
            throw Malformed("a value is longer than its document");
        }

        Value = value[..(int)size];
        _rest = value[(int)size..];
        if (Type is BsonType.String or BsonType.Symbol or BsonType.JavaScript && Value[^1] != 0)
        {
            throw Malformed("a text does not end");
        }

        return true;
    }

    /// <summary>The elements of a document or an array.</summary>
    public readonly BsonReader Document() => Type is BsonType.Document or BsonType.Array ? new BsonReader(Value) : throw Not("a document");

    public readonly string String() => Encoding.UTF8.GetString(Utf8);

    public readonly bool Boolean() => Type == BsonType.Boolean ? Value[0] != 0 : Double() != 0;

    /// <summary>A date in milliseconds since 1970 UTC.</summary>
    public readonly long DateTime() => BinaryPrimitives.ReadInt64LittleEndian(Expect(BsonType.DateTime, "a date"));

    public readonly long Timestamp() => BinaryPrimitives.ReadInt64LittleEndian(Expect(BsonType.Timestamp, "a timestamp"));

    public readonly BsonDecimal Decimal()
    {
        var value = Expect(BsonType.Decimal128, "a decimal");
        return new BsonDecimal(BinaryPrimitives.ReadUInt64LittleEndian(value[8..]), BinaryPrimitives.ReadUInt64LittleEndian(value));
    }

    /// <summary>A whole number, of whichever numeric kind a server or a person made it.</summary>
    public readonly long Int64() => Type switch
    {
        BsonType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Value),
        BsonType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Value),
        BsonType.Double when RawDouble is var number && Math.Abs(number) < 1L << 62 && number == Math.Floor(number) => (long)number,
        _ => throw Not("a whole number"),
    };

    /// <summary>A number of any kind but decimal.</summary>
    public readonly double Double() => Type switch
    {
        BsonType.Double => RawDouble,
        BsonType.Int32 or BsonType.Int64 => Int64(),
        _ => throw Not("a number"),
    };

    private readonly double RawDouble => BinaryPrimitives.ReadDoubleLittleEndian(Value);

    // Negative: malformed. Long, so that no length from outside can overflow.
    private static long SizeOf(BsonType type, ReadOnlySpan<byte> value) => type switch
    {
        BsonType.Double or BsonType.DateTime or BsonType.Timestamp or BsonType.Int64 => 8,
        BsonType.Int32 => 4,
        BsonType.Boolean => 1,
        BsonType.ObjectId => 12,
        BsonType.Decimal128 => 16,
        BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey => 0,
        BsonType.String or BsonType.Symbol or BsonType.JavaScript => Length(value) is >= 1 and var length ? 4L + length : -1,
        BsonType.DbPointer => Length(value) is >= 1 and var length ? 4L + length + 12 : -1,
        BsonType.Binary => Length(value) is >= 0 and var length ? 5L + length : -1,
        BsonType.Document or BsonType.Array => Length(value) is >= 5 and var length ? length : -1,
        BsonType.JavaScriptWithScope => Length(value) is >= 14 and var length ? length : -1,
        BsonType.Regex => SizeOfRegex(value),
        _ => throw Malformed($"there is no type {(byte)type:X2}"),
    };

    private static long SizeOfRegex(ReadOnlySpan<byte> value)
    {
        var pattern = value.IndexOf((byte)0) + 1;
        var options = value[pattern..].IndexOf((byte)0) + 1;
        return pattern > 0 && options > 0 ? pattern + options : -1;
    }

    private static int Length(ReadOnlySpan<byte> value) => BinaryPrimitives.TryReadInt32LittleEndian(value, out var length) ? length : -1;

    private readonly ReadOnlySpan<byte> Expect(BsonType type, string words) => Type == type ? Value : throw Not(words);

    private readonly FormatException Not(string words) => new($"'{Encoding.UTF8.GetString(Name)}' is {(Type == BsonType.None ? "missing" : Type)}, not {words}.");

    private static FormatException Malformed(string why) => new($"This is no BSON: {why}.");
}
