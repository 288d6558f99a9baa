namespace Bot.Conditions.Language;

/// <summary>Reads what is asked of a value or a moment: <c>in (東京, 神奈川)</c>, <c>&gt;= 20</c>, <c>&gt; 90 days ago</c>.</summary>
internal sealed class TestReader(Cursor cursor, Names names)
{
    private const string ValueOperators = "=, !=, <, <=, >, >=, in (…), not in (…), between, contains, is known, is unknown";
    private const string DayOperators = "> 90 days ago, <= 90 days ago, before, after, on, since, until, between, is known, is never";

    private static readonly string[] Equality = ["=", "!="];
    private static readonly string[] Order = [">", "<=", ">=", "<", "between"];
    private static readonly string[] Lists = ["in", "not in"];
    private static readonly ValueKind[] AnyKind = [ValueKind.Text, ValueKind.Number, ValueKind.Day, ValueKind.Flag];
    private static readonly ValueKind[] Ordered = [ValueKind.Number, ValueKind.Day];
    private static readonly Expected.Value APoint = new([ValueKind.Day]);

    /// <summary>Whether a test of a moment comes next.</summary>
    public bool SeesWhen()
    {
        cursor.Expect([.. Order, .. Reserved.DayWords.Keys, .. Equality]);
        return StartsWhen(cursor.Next);
    }

    /// <summary>A test of a moment. <paramref name="after"/> is what stands before it, for the message.</summary>
    public When? ReadWhen(string after)
    {
        var sign = cursor.Next;
        if (!SeesWhen())
        {
            return cursor.Fail<When>(Problems.NoOperator(sign, after, DayOperators));
        }

        cursor.Take();
        if (sign.IsWord("between"))
        {
            return ReadMoment() is { } from && ReadJoin() && ReadMoment() is { } to ? Between(from, to) : null;
        }

        return ReadMoment() is { Moment: { } than } ? new When.Compare(OrderOf(sign, than), than) : null;
    }

    public ValueTest? ReadValueTest(Subject subject)
    {
        var sign = cursor.Next;
        cursor.Expect(SignsFor(subject.Kind));
        if (sign.Kind == TokenKind.Operator)
        {
            return cursor.Take().Text is "=" or "!=" ? ReadEqual(sign, subject) : ReadOrder(sign, subject);
        }

        if (sign.Kind == TokenKind.Word && Reserved.DayWords.ContainsKey(sign.Folded))
        {
            return Suits(sign, subject, ValueKind.Day) && ReadWhen(subject.Name) is { } when ? new ValueTest.Day(when) : null;
        }

        return sign.Folded switch
        {
            "in" => ReadList(subject) is { } values ? new ValueTest.In(values) : null,
            "not" when cursor.SeesNotIn() => ReadList(subject) is { } values ? new ValueTest.NotIn(values) : null,
            "between" => ReadBetween(subject),
            "contains" => ReadContains(subject),
            "is" => ReadIs(),
            _ => cursor.Fail<ValueTest>(Problems.NoOperator(sign, subject.Name, ValueOperators)),
        };
    }

    /// <summary>Reads <c>known</c>, <c>unknown</c>, <c>never</c> or <c>not known</c> behind <c>is</c>: whether it is known.</summary>
    public bool? ReadIsKnown()
    {
        cursor.Take();
        var negated = cursor.TakeIf("not");
        cursor.Expect("known", "unknown", "never");
        var word = cursor.Next;
        if (!word.IsWord("known") && !word.IsWord("unknown") && !word.IsWord("never"))
        {
            cursor.Fail<ValueTest>(Problems.NoWord(word, ["known", "unknown", "never"]));
            return null;
        }

        return cursor.Take().IsWord("known") != negated;
    }

    /// <summary>Reads the names in parentheses behind <c>in</c>.</summary>
    public ValueList<T>? ReadList<T>(Func<T?> readOne) where T : class
    {
        cursor.TakeIf("not");
        cursor.TakeIf("in");
        var open = cursor.Next;
        if (!cursor.TakeIf(TokenKind.Open))
        {
            return cursor.Fail<ValueList<T>>(Problems.NoName(open, "in (A, B)"));
        }

        var items = new List<T>();
        do
        {
            if (readOne() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (cursor.TakeIf(TokenKind.Comma));

        return cursor.TakeIf(TokenKind.Close) ? [.. items] : cursor.Fail<ValueList<T>>(Problems.Unclosed(open));
    }

    private ValueTest? ReadEqual(Token sign, Subject subject)
    {
        if (ReadLiteral(subject, AnyKind) is not { } literal)
        {
            return null;
        }

        var negated = sign.Text == "!=";
        if (literal.Moment is { } day)
        {
            return Suits(literal, subject, ValueKind.Day) ? new ValueTest.Day(new When.Compare(negated ? DayOrder.NotOn : DayOrder.On, day)) : null;
        }

        return Settle(literal, subject) is { } value
            ? negated ? new ValueTest.IsNot(value) : new ValueTest.Is(value)
            : null;
    }

    private ValueTest? ReadOrder(Token sign, Subject subject)
    {
        if (subject.Kind is { } kind and not (ValueKind.Number or ValueKind.Day))
        {
            return cursor.Fail<ValueTest>(Problems.WrongTest(sign, subject.Name, kind));
        }

        if (ReadLiteral(subject, Ordered) is not { } literal)
        {
            return null;
        }

        if (literal.Moment is { } than)
        {
            return Suits(literal, subject, ValueKind.Day) ? new ValueTest.Day(new When.Compare(OrderOf(sign, than), than)) : null;
        }

        return literal.Value is Value.Number(var number)
            ? Suits(literal, subject, ValueKind.Number) ? new ValueTest.Number(OrderOf(sign), number) : null
            : cursor.Fail<ValueTest>(Problems.NotComparable(literal));
    }

    // The first end says of what kind the other must be.
    private ValueTest? ReadBetween(Subject subject)
    {
        cursor.Take();
        if (ReadLiteral(subject, Ordered) is not { } low)
        {
            return null;
        }

        if (low is { Moment: null, Value: not Value.Number })
        {
            return cursor.Fail<ValueTest>(Problems.NotComparable(low));
        }

        var kind = low.Moment is null ? ValueKind.Number : ValueKind.Day;
        if (!Suits(low, subject, kind) || !ReadJoin() || ReadLiteral(subject, [kind]) is not { } high)
        {
            return null;
        }

        return (low, high) switch
        {
            ({ Moment: not null }, { Moment: not null }) => Between(low, high) is { } when ? new ValueTest.Day(when) : null,
            ({ Value: Value.Number(var least) }, { Value: Value.Number(var most) }) => least > most
                ? cursor.Fail<ValueTest>(Problems.Impossible(low, high))
                : new ValueTest.Between(least, most),
            (_, { Moment: null, Value: not Value.Number }) => cursor.Fail<ValueTest>(Problems.NotComparable(high)),
            _ => cursor.Fail<ValueTest>(Problems.Mixed(high)),
        };
    }

    private ValueTest.Contains? ReadContains(Subject subject)
    {
        var sign = cursor.Take();
        return Suits(sign, subject, ValueKind.Text) && Literals.Read(cursor, textExpected: true, new([ValueKind.Text])) is { Value: Value.Text(var text) }
            ? new ValueTest.Contains(text)
            : null;
    }

    private ValueTest? ReadIs() => ReadIsKnown() switch
    {
        true => new ValueTest.Known(),
        false => new ValueTest.Unknown(),
        null => null,
    };

    private ValueList<Value>? ReadList(Subject subject)
    {
        ValueKind? first = null;
        return ReadList(() =>
        {
            if (ReadLiteral(subject, first is { } kind ? [kind] : AnyKind, listed: true) is not { } literal || ListedValue(literal, subject) is not { } value)
            {
                return null;
            }

            first ??= KindOf(value);
            return KindOf(value) == first ? value : cursor.Fail<Value>(Problems.Mixed(literal));
        });
    }

    private Value? ListedValue(Literal literal, Subject subject) => literal.Moment switch
    {
        null => Settle(literal, subject),
        Moment.Day(var date) => Suits(literal, subject, ValueKind.Day) ? new Value.Day(date) : null,
        _ => cursor.Fail<Value>(Problems.NoFixedDay(literal)),
    };

    private Literal? ReadLiteral(Subject subject, ValueKind[] kinds, bool listed = false) =>
        Literals.Read(cursor, textExpected: subject.Kind is ValueKind.Text or ValueKind.Choice, new(subject.Kind is { } only ? [only] : kinds, subject, listed));

    private static IEnumerable<string> SignsFor(ValueKind? kind) => kind switch
    {
        null => [.. Equality, .. Lists, .. Order, "contains", "is", .. Reserved.DayWords.Keys],
        ValueKind.Text => [.. Equality, .. Lists, "contains", "is"],
        ValueKind.Number => [.. Order, .. Equality, .. Lists, "is"],
        ValueKind.Day => [.. Order, .. Reserved.DayWords.Keys, .. Equality, .. Lists, "is"],
        _ => [.. Equality, .. Lists, "is"],
    };

    private static ValueKind KindOf(Value value) => value switch
    {
        Value.Text => ValueKind.Text,
        Value.Number => ValueKind.Number,
        Value.Flag => ValueKind.Flag,
        _ => ValueKind.Day,
    };

    private static bool StartsWhen(Token token) =>
        token.Kind == TokenKind.Operator || token.IsWord("between") || (token.Kind == TokenKind.Word && Reserved.DayWords.ContainsKey(token.Folded));

    // Makes of what was written the value that was meant.
    private Value? Settle(Literal literal, Subject subject) => (subject.Kind, literal.Value) switch
    {
        (ValueKind.Choice, Value.Text(var text)) when subject.Question is { } question => new Value.Text(names.Option(literal, text, question)),
        (null, { } value) => value,
        (ValueKind.Text or ValueKind.Choice, Value.Text value) => value,
        (ValueKind.Number, Value.Number value) => value,
        (ValueKind.Flag, Value.Flag value) => value,
        ({ } kind, _) => cursor.Fail<Value>(Problems.Wrong(literal, subject.Name, kind)),
        _ => null,
    };

    private bool Suits(Literal literal, Subject subject, ValueKind kind) =>
        subject.Kind is not { } known || known == kind || cursor.Fail<ValueTest>(Problems.Wrong(literal, subject.Name, known)) is not null;

    private bool Suits(Token sign, Subject subject, ValueKind kind) =>
        subject.Kind is not { } known || known == kind || cursor.Fail<ValueTest>(Problems.WrongTest(sign, subject.Name, known)) is not null;

    private Literal? ReadMoment() => Literals.Read(cursor, textExpected: false, APoint) is not { } literal ? null
        : literal.Moment is null ? cursor.Fail<Literal>(Problems.NoDay(literal))
        : literal;

    private bool ReadJoin()
    {
        var word = cursor.Next;
        return cursor.TakeIf("and") || cursor.Fail<When>(Problems.NoWord(word, ["and"])) is not null;
    }

    private When? Between(Literal from, Literal to) => (from.Moment, to.Moment) switch
    {
        (Moment.Day(var first), Moment.Day(var last)) when first > last => cursor.Fail<When>(Problems.Impossible(from, to)),
        // People say "between 30 and 90 days ago": nearer first.
        (Moment.Ago near, Moment.Ago far) when Length(near.Count, near.Unit) < Length(far.Count, far.Unit) => new When.Between(far, near),
        (Moment.FromNow far, Moment.FromNow near) when Length(near.Count, near.Unit) < Length(far.Count, far.Unit) => new When.Between(near, far),
        ({ } first, { } last) => new When.Between(first, last),
        _ => null,
    };

    private static double Length(int count, TimeUnit unit) => count * unit switch
    {
        TimeUnit.Minute => 1.0 / 1440,
        TimeUnit.Hour => 1.0 / 24,
        TimeUnit.Day => 1,
        TimeUnit.Week => 7,
        TimeUnit.Month => 30.4,
        _ => 365.25,
    };

    // "More than 90 days ago" lies before that day, "more than 2026-01-01" after it.
    private static DayOrder OrderOf(Token sign, Moment than) => (sign.Kind == TokenKind.Word ? sign.Folded : sign.Text, than is Moment.Ago) switch
    {
        ("=", _) => DayOrder.On,
        ("!=", _) => DayOrder.NotOn,
        (">", true) or ("<", false) => DayOrder.Before,
        (">=", true) or ("<=", false) => DayOrder.OnOrBefore,
        ("<", true) or (">", false) => DayOrder.After,
        ("<=", true) or (">=", false) => DayOrder.OnOrAfter,
        var (word, _) => Reserved.DayWords[word],
    };

    private static NumberOrder OrderOf(Token sign) => sign.Text switch
    {
        "<" => NumberOrder.Less,
        "<=" => NumberOrder.LessOrEqual,
        ">" => NumberOrder.Greater,
        _ => NumberOrder.GreaterOrEqual,
    };
}
