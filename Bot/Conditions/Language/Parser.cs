using Bot.Friends;

namespace Bot.Conditions.Language;

/// <summary>Reads a condition: <c>not</c> binds tighter than <c>and</c>, <c>and</c> tighter than <c>or</c>.</summary>
internal sealed class Parser(Cursor cursor, Names names)
{
    private static readonly Expected[] Heads = [.. Reserved.Heads.Select(word => new Expected.Head(word))];

    private readonly TestReader _tests = new(cursor, names);
    private int _depth;
    private int _count;

    public Condition? ReadAll()
    {
        if (ReadOr() is not { } condition)
        {
            return null;
        }

        return cursor.Next.Kind == TokenKind.End ? condition : cursor.Fail<Condition>(Problems.NoJoin(cursor.Next));
    }

    private Condition? ReadOr() => ReadJoined(Reserved.Or, ReadAnd, parts => new Condition.Or(parts));

    private Condition? ReadAnd() => ReadJoined(Reserved.And, ReadNot, parts => new Condition.And(parts));

    private Condition? ReadJoined(IReadOnlySet<string> joint, Func<Condition?> readPart, Func<ValueList<Condition>, Condition> join)
    {
        var parts = new List<Condition>();
        do
        {
            if (readPart() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (cursor.TakeIf(joint));

        return parts is [var only] ? only : join([.. parts]);
    }

    private Condition? ReadNot()
    {
        var at = cursor.Next;
        if (!cursor.TakeIf("not"))
        {
            return ReadPrimary();
        }

        var inner = Deeper(at, ReadNot);
        return inner is null ? null : new Condition.Not(inner);
    }

    private Condition? ReadPrimary()
    {
        var open = cursor.Next;
        var condition = cursor.TakeIf(TokenKind.Open) ? Deeper(open, () => ReadParenthesised(open)) : ReadTest();
        return condition is not null && cursor.TakeIf(Reserved.IsNot) ? new Condition.Not(condition) : condition;
    }

    private Condition? ReadParenthesised(Token open)
    {
        if (ReadOr() is not { } inner)
        {
            return null;
        }

        return cursor.TakeIf(TokenKind.Close) ? inner
            : cursor.Fail<Condition>(cursor.Next.Kind == TokenKind.End ? Problems.Unclosed(open) : Problems.NoJoin(cursor.Next));
    }

    private Condition? Deeper(Token at, Func<Condition?> read)
    {
        if (++_depth > ConditionText.MaxDepth)
        {
            return cursor.Fail<Condition>(Problems.TooDeepNesting(at));
        }

        var condition = read();
        _depth--;
        return condition;
    }

    private Condition? ReadTest()
    {
        var head = cursor.Next;
        if (++_count > ConditionText.MaxTests)
        {
            return cursor.Fail<Condition>(Problems.TooMany(head));
        }

        cursor.Expect(Heads);
        if (head.Kind != TokenKind.Word || head.IsWord(Reserved.Joining))
        {
            return cursor.Fail<Condition>(Problems.NoTest(head, names.Meant(head)));
        }

        cursor.Take();
        return head.Folded switch
        {
            "all" => new Condition.All(),
            "following" => new Condition.StatusIs(FriendStatus.Following),
            "blocked" => new Condition.StatusIs(FriendStatus.Blocked),
            "visitor" => new Condition.StatusIs(FriendStatus.Visitor),
            "opted_out" => ReadOptedOut(),
            "status" => ReadStatus(),
            "tag" => ReadTag(),
            "attribute" => ReadAttribute(),
            "answer" => ReadAnswer(),
            "answered" => ReadAnswered(),
            "survey" => ReadSurvey(),
            "coupon" => ReadCoupon(),
            "received" => ReadName("received(campaign)", NameSort.Campaign) is { } campaign ? new Condition.Received(names.Campaign(campaign)) : null,
            "clicked" => ReadName("clicked(campaign)", NameSort.Campaign) is { } campaign ? new Condition.Clicked(names.Campaign(campaign)) : null,
            "first_seen" => ReadDate(new DateFact.FirstSeen(), "first_seen"),
            "followed" => ReadDate(new DateFact.Followed(), "followed"),
            "blocked_at" => ReadDate(new DateFact.BlockedAt(), "blocked_at"),
            "last_message" => ReadDate(new DateFact.LastMessage(), "last_message"),
            "started" => ReadName("started(survey)", NameSort.Survey) is { } survey ? ReadEvent(new DateFact.Started(names.Survey(survey))) : null,
            "completed" => ReadName("completed(survey)", NameSort.Survey) is { } survey ? ReadEvent(new DateFact.Completed(names.Survey(survey))) : null,
            "issued" => ReadName("issued(coupon)", NameSort.Coupon) is { } coupon ? ReadEvent(new DateFact.Issued(names.Coupon(coupon))) : null,
            "redeemed" => ReadName("redeemed(coupon)", NameSort.Coupon) is { } coupon ? ReadEvent(new DateFact.Redeemed(names.Coupon(coupon))) : null,
            "expires" => ReadName("expires(coupon)", NameSort.Coupon) is { } coupon ? ReadEvent(new DateFact.Expires(names.Coupon(coupon))) : null,
            _ => cursor.Fail<Condition>(Problems.NoTest(head, names.Meant(head))),
        };
    }

    private Condition? ReadStatus() => ReadChoice("status", ReadStatusWord) switch
    {
        null => null,
        ([var only], var negated) => Negated(new Condition.StatusIs(StatusOf(only)), negated),
        (var several, var negated) => Negated(new Condition.Or([.. several.Select(status => new Condition.StatusIs(StatusOf(status)))]), negated),
    };

    private Condition? ReadTag()
    {
        if (ReadChoice("tag", ReadTagName) is not var (tags, negated))
        {
            return null;
        }

        if (!cursor.Sees("since") && !cursor.TakeIf("added"))
        {
            return Negated(new Condition.Tag(tags), negated);
        }

        return _tests.ReadWhen("added") is { } added ? Negated(new Condition.Tag(tags, added), negated) : null;
    }

    private Condition.Attribute? ReadAttribute() =>
        ReadName("attribute(prefecture)", NameSort.Attribute) is { } name && names.Attribute(name) is var subject && _tests.ReadValueTest(subject) is { } test
            ? new Condition.Attribute(subject.Name, test)
            : null;

    private Condition.Answer? ReadAnswer()
    {
        if (ReadPath("answer(survey.question)", NameSort.Path) is not var (survey, question))
        {
            return null;
        }

        if (question is not { } name)
        {
            return ReadAnswer(names.CurrentSurvey!, names.Question(survey, names.CurrentSurvey!, survey.Text));
        }

        var id = names.Survey(survey);
        return ReadAnswer(id, names.Question(name, id, name.Text));
    }

    private Condition.Answer? ReadAnswer(string survey, Subject question) =>
        _tests.ReadValueTest(question) is { } test ? new Condition.Answer(survey, question.Name, test) : null;

    private Condition.Answered? ReadAnswered()
    {
        if (ReadPath("answered(survey.question)", NameSort.SurveyOrPath) is not var (first, second))
        {
            return null;
        }

        var (survey, question) = second is { } name && names.Survey(first) is var id ? (id, names.Question(name, id, name.Text).Name)
            : names.CurrentSurvey is { } current && !names.IsSurvey(first.Text) ? (current, names.Question(first, current, first.Text).Name)
            : (names.Survey(first), null);
        return !_tests.SeesWhen() ? new Condition.Answered(survey, question)
            : _tests.ReadWhen("answered") is { } at ? new Condition.Answered(survey, question, at)
            : null;
    }

    private Condition? ReadSurvey() =>
        ReadName("survey(spice-level)", NameSort.Survey) is { } survey && names.Survey(survey) is var id && ReadIs<SurveyProgress>("survey(…)") is var (progress, negated)
            ? Negated(new Condition.SurveyIs(id, progress), negated)
            : null;

    private Condition.OptedOut? ReadOptedOut()
    {
        cursor.Expect("(");
        return cursor.Next.Kind != TokenKind.Open ? new Condition.OptedOut()
            : ReadName("opted_out(topic)", NameSort.Topic) is { } topic ? new Condition.OptedOut(topic.Text)
            : null;
    }

    private Condition? ReadCoupon() =>
        ReadName("coupon(welcome)", NameSort.Coupon) is { } coupon && names.Coupon(coupon) is var id && ReadIs<CouponUse>("coupon(…)") is var (use, negated)
            ? Negated(new Condition.CouponIs(id, use), negated)
            : null;

    private Condition? ReadDate(DateFact fact, string name) =>
        !cursor.Sees("is") ? _tests.ReadWhen(name) is { } when ? new Condition.Date(fact, when) : null
        : _tests.ReadIsKnown() switch
        {
            true => new Condition.Known(fact),
            false => new Condition.Never(fact),
            null => null,
        };

    private Condition? ReadEvent(DateFact fact) =>
        cursor.Sees("is") || _tests.SeesWhen() ? ReadDate(fact, "") : new Condition.Known(fact);

    // "= VIP", "!= VIP", "in (VIP, 会員)", "not in (VIP, 会員)".
    private (ValueList<string> Chosen, bool Negated)? ReadChoice(string head, Func<string?> readOne)
    {
        var sign = cursor.Next;
        cursor.Expect("=", "!=");
        if (sign is { Kind: TokenKind.Operator, Text: "=" or "!=" })
        {
            cursor.Take();
            return readOne() is { } one ? ([one], sign.Text == "!=") : null;
        }

        if (cursor.Sees("in") || cursor.SeesNotIn())
        {
            return _tests.ReadList(readOne) is { } several ? (several, sign.IsWord("not")) : null;
        }

        cursor.Fail<Condition>(Problems.NoOperator(sign, head, "=, !=, in (…), not in (…)"));
        return null;
    }

    // "is completed", "is not completed"; the signs = and != do too.
    private (TWord Word, bool Negated)? ReadIs<TWord>(string head) where TWord : struct, Enum
    {
        var sign = cursor.Next;
        if (!cursor.TakeIf("is") && !(sign is { Kind: TokenKind.Operator, Text: "=" or "!=" } && cursor.TakeIf(TokenKind.Operator)))
        {
            cursor.Fail<Condition>(Problems.NoOperator(sign, head, "is, is not"));
            return null;
        }

        var negated = cursor.TakeIf("not") != (sign.Text == "!=");
        return ReadWord<TWord>() is { } word ? (Enum.Parse<TWord>(word), negated) : null;
    }

    private string? ReadStatusWord() => ReadWord<FriendStatus>();

    private string? ReadWord<TWord>() where TWord : struct, Enum
    {
        var words = Enum.GetNames<TWord>().Select(name => name.ToLowerInvariant()).ToList();
        cursor.Expect(words);
        var word = cursor.Take();
        var name = word.Kind == TokenKind.Word ? Array.Find(Enum.GetNames<TWord>(), name => word.IsWord(name.ToLowerInvariant())) : null;
        return name ?? cursor.Fail<string>(Problems.NoWord(word, words));
    }

    private string? ReadTagName() => ReadNameToken(new(NameSort.Tag, Closes: false)) is { } tag ? names.Tag(tag) : cursor.Fail<string>(Problems.NoValue(cursor.Next));

    private Token? ReadName(string example, NameSort sort)
    {
        var open = cursor.Next;
        if (!cursor.TakeIf(TokenKind.Open) || ReadNameToken(new(sort)) is not { } name)
        {
            cursor.Fail<Condition>(Problems.NoName(cursor.Next, example));
            return null;
        }

        return Closed(open) ? name : null;
    }

    // "(survey.question)", "(\"survey\", \"question\")" or, where the survey is enough or known, "(name)".
    private (Token First, Token? Second)? ReadPath(string example, NameSort sort)
    {
        var open = cursor.Next;
        if (!cursor.TakeIf(TokenKind.Open) || ReadNameToken(new(sort)) is not { } first)
        {
            cursor.Fail<Condition>(Problems.NoName(cursor.Next, example));
            return null;
        }

        Token? second = null;
        var dot = first.Kind == TokenKind.Word ? first.Folded.IndexOf('.', StringComparison.Ordinal) : -1;
        var isDotted = dot > 0 && dot < first.Length - 1;
        if (!isDotted)
        {
            cursor.Expect(",");
        }

        if (cursor.Next.Kind == TokenKind.Comma)
        {
            cursor.Take();
            second = ReadNameToken(new(NameSort.Question, first));
            if (second is null)
            {
                cursor.Fail<Condition>(Problems.NoName(cursor.Next, example));
                return null;
            }
        }
        else if (isDotted)
        {
            second = Part(first, dot + 1, first.Length);
            first = Part(first, 0, dot);
        }
        else if (sort == NameSort.Path && names.CurrentSurvey is null)
        {
            cursor.Fail<Condition>(Problems.NoName(open, example));
            return null;
        }

        return Closed(open) ? (first, second) : null;
    }

    private static Token Part(Token word, int from, int to) =>
        new(TokenKind.Word, word.Start + from, to - from, word.Text[from..to], word.Folded[from..to]);

    private Token? ReadNameToken(Expected.Name expected)
    {
        cursor.Expect(expected);
        return cursor.Next is { Kind: TokenKind.Word or TokenKind.Quoted, Length: > 0, Text.Length: > 0 } name && !name.IsWord(Reserved.Joining)
            ? cursor.Take()
            : null;
    }

    private bool Closed(Token open)
    {
        var next = cursor.Next;
        if (cursor.TakeIf(TokenKind.Close))
        {
            return true;
        }

        cursor.Fail<Condition>(next.Kind == TokenKind.End ? Problems.Unclosed(open) : Problems.NoClose(next));
        return false;
    }

    private static FriendStatus StatusOf(string name) => Enum.Parse<FriendStatus>(name);

    private static Condition Negated(Condition condition, bool negated) => negated ? new Condition.Not(condition) : condition;
}
