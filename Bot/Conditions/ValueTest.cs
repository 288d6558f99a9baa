namespace Bot.Conditions;

/// <summary>A test of an attribute's or answer's value. Every test but <see cref="Unknown"/> is false where there is no value.</summary>
public abstract record ValueTest
{
    private ValueTest()
    {
    }

    /// <summary><c>= 東京</c>. A text equals a free text or one of the chosen options.</summary>
    public sealed record Is(Value Value) : ValueTest;

    /// <summary><c>!= 東京</c>: known, and something else.</summary>
    public sealed record IsNot(Value Value) : ValueTest;

    /// <summary><c>in (東京, 神奈川)</c>. At least one value, all of one kind.</summary>
    public sealed record In(ValueList<Value> Values) : ValueTest;

    /// <summary><c>not in (東京, 神奈川)</c>: known, and none of these.</summary>
    public sealed record NotIn(ValueList<Value> Values) : ValueTest;

    /// <summary><c>&gt;= 20</c>.</summary>
    public sealed record Number(NumberOrder Order, double Than) : ValueTest;

    /// <summary><c>between 20 and 29</c>, both included.</summary>
    public sealed record Between(double Low, double High) : ValueTest;

    /// <summary><c>contains "カレー"</c>: the free text has this in it, character by character.</summary>
    public sealed record Contains(string Text) : ValueTest;

    /// <summary><c>before 2000-01-01</c>: the value is a day, and such a day.</summary>
    public sealed record Day(When When) : ValueTest;

    /// <summary><c>is known</c>.</summary>
    public sealed record Known : ValueTest;

    /// <summary><c>is unknown</c>.</summary>
    public sealed record Unknown : ValueTest;
}

/// <summary>A value written in a condition. Only a value of the same kind equals it.</summary>
public abstract record Value
{
    private Value()
    {
    }

    /// <summary>A text, or the id of an option.</summary>
    /// <param name="Is">The text as written, without its quotes.</param>
    public sealed record Text(string Is) : Value;

    /// <summary>A number.</summary>
    /// <param name="Is">The number, finite.</param>
    public sealed record Number(double Is) : Value;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <param name="Is">Which of the two.</param>
    public sealed record Flag(bool Is) : Value;

    /// <summary>A calendar day.</summary>
    /// <param name="Is">The day, without a zone.</param>
    public sealed record Day(DateOnly Is) : Value;
}

/// <summary>How a number compares with another.</summary>
public enum NumberOrder
{
    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}
