using System.Globalization;

namespace Bot.Storage;

/// <summary>What a searchable field of a document can hold. Values of one field are always of one kind.</summary>
public enum FieldKind
{
    /// <summary>The document has no value here.</summary>
    Missing,
    /// <summary>Text, compared by Unicode code point.</summary>
    Text,
    /// <summary>A number, compared as a 64-bit float.</summary>
    Number,
    /// <summary>True or false.</summary>
    Flag,
    /// <summary>A moment, in whole milliseconds of UTC; to a filter it is the text documents store.</summary>
    Time,
}

/// <summary>One value of a searchable field, and what a filter compares it with.</summary>
public readonly record struct FieldValue
{
    private readonly string? _text;
    private readonly double _number;

    private FieldValue(FieldKind kind, string? text, double number) => (Kind, _text, _number) = (kind, text, number);

    /// <summary>Which kind of value this is; only values of one kind compare.</summary>
    public FieldKind Kind { get; }

    /// <summary>The text, or a time in the one form documents store it: <c>2026-11-21T10:00:00.000Z</c>.</summary>
    public string Text => _text ?? "";

    /// <summary>The number, or 1 and 0 for true and false.</summary>
    public double Number => _number;

    /// <summary>A text; null is a missing value.</summary>
    public static implicit operator FieldValue(string? value) => value is null ? default : new(FieldKind.Text, value, 0);

    /// <summary>A number; null is a missing value.</summary>
    public static implicit operator FieldValue(double? value) => value is { } number ? new(FieldKind.Number, null, number) : default;

    /// <summary>A number, as it is.</summary>
    public static implicit operator FieldValue(double value) => new(FieldKind.Number, null, value);

    /// <summary>A whole number; beyond 2⁵³ it is rounded to a 64-bit float.</summary>
    public static implicit operator FieldValue(long value) => new(FieldKind.Number, null, value);

    /// <summary>A whole number; null is a missing value.</summary>
    public static implicit operator FieldValue(long? value) => value is { } number ? (FieldValue)number : default;

    /// <summary>True or false; null is a missing value.</summary>
    public static implicit operator FieldValue(bool? value) => value is { } flag ? (FieldValue)flag : default;

    /// <summary>True or false.</summary>
    public static implicit operator FieldValue(bool value) => new(FieldKind.Flag, null, value ? 1 : 0);

    /// <summary>A moment, cut to whole milliseconds.</summary>
    public static implicit operator FieldValue(DateTimeOffset value) => new(FieldKind.Time, StoredTime.Format(value), 0);

    /// <summary>A time from the text documents store it as.</summary>
    internal static FieldValue OfTime(string stored) => new(FieldKind.Time, stored, 0);

    /// <summary>A moment, cut to whole milliseconds; null is a missing value.</summary>
    public static implicit operator FieldValue(DateTimeOffset? value) => value is { } time ? (FieldValue)time : default;

    /// <summary>The value of an enum field: its name as documents write it (camelCase).</summary>
    public static FieldValue Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value for messages to people; the same in every culture.</summary>
    public override string ToString() => Kind switch
    {
        FieldKind.Missing => "nothing",
        FieldKind.Number => _number.ToString(CultureInfo.InvariantCulture),
        FieldKind.Flag => _number == 1 ? "true" : "false",
        _ => Text,
    };
}
