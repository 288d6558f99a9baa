using System.Globalization;
using Bot.Friends;

namespace Bot.Conditions.Language;

/// <summary>
/// Finds what may be typed at a place. The parser reads the text up to there and notes what it would have taken next;
/// what of that begins with the word being typed, or has it inside, is suggested.
/// </summary>
internal sealed class Completer
{
    private static readonly string[] Flags = ["true", "false"];
    private static readonly string[] CountsOfDays = ["7", "30", "90"];
    private static readonly string[] UsualHeads = [.. Reserved.Heads.Take(8)];

    private readonly ConditionVocabulary _known;
    private readonly Names _names;
    private readonly Typed _typed;

    private Completer(ConditionVocabulary known, Typed typed) =>
        (_known, _typed, _names) = (known, typed, new Names(known, new Cursor("", [Token.EndAt(0)], [])));

    public static Completion At(string text, int at, ConditionVocabulary known, int most) =>
        Typed.In(text, at) is { } typed ? new Completer(known, typed).Suggest(most) : new Completion([], []);

    private Completion Suggest(int most)
    {
        var expected = Expect(_typed.Before, _typed.Start);
        var ways = expected.SelectMany(WaysTo).Concat(_typed.IsQuoted ? [] : SignsBehind())
            .Select((way, place) => (Way: way, Place: place, Fit: FitOf(way)))
            .Where(found => found.Fit is not null)
            .OrderBy(found => found.Fit)
            .ThenBy(found => found.Way.Rank)
            .ThenBy(found => found.Place)
            .Select(found => _typed.Suggest(found.Way))
            .DistinctBy(suggestion => (suggestion.Start, suggestion.Text))
            .Take(most);
        return new Completion([.. ways], [.. expected.SelectMany(FreeValues).Distinct()]);
    }

    // Where there is a mistake before, what is typed is read as if it began behind the last "and" or "or".
    private List<Expected> Expect(IReadOnlyList<Token> tokens, int end)
    {
        var expected = new List<Expected>();
        Read(tokens);
        if (expected.Count == 0)
        {
            Read([.. tokens.Skip(1 + tokens.ToList().FindLastIndex(token => token.IsWord(Reserved.And) || token.IsWord(Reserved.Or)))]);
        }

        return expected;

        void Read(IReadOnlyList<Token> read)
        {
            var cursor = new Cursor(_typed.Text, [.. read, Token.EndAt(end)], expected);
            new Parser(cursor, new Names(_known, cursor)).ReadAll();
        }
    }

    // A name that is whole may be followed by a sign without a space between.
    private IEnumerable<Way> SignsBehind() => _typed.Word is not { } word || _typed.End > _typed.Caret
        ? []
        : Expect([.. _typed.Before, word], _typed.Caret).OfType<Expected.Word>()
            .Where(sign => sign.Text is "(" or ")" or ",")
            .Select(sign => WayTo(sign.Text, begins: false) with { IsBehind = true });

    private IEnumerable<Way> WaysTo(Expected expected) => expected switch
    {
        // Inside quotes there are names and texts only.
        Expected.Word or Expected.Head when _typed.IsQuoted => [],
        Expected.Word(var text) => [WayTo(text, begins: false)],
        Expected.Head(var text) => [WayTo(text, begins: true), .. Shortcuts(text)],
        Expected.Name name => WaysTo(name).Select(way => name.Closes ? way with { Then = ")" } : way),
        Expected.Value value => WaysTo(value),
        _ => [],
    };

    // Some words begin a test here and end one there: "completed(survey)", "survey(…) is completed".
    private static Way WayTo(string text, bool begins)
    {
        var word = Word.Of(text);
        return new Way(text, text, SuggestionKind.Word)
        {
            Then = begins || word.Then != "(" ? word.Then : " ",
            English = word.English,
            Japanese = word.Japanese,
            Alone = Enum.TryParse<FriendStatus>(text, ignoreCase: true, out var status) ? new Condition.StatusIs(status) : null,
            Rank = text switch
            {
                "and" or "or" => WayRank.Joint,
                "not" or "is" or "(" or ")" or "," => WayRank.AfterUsual,
                _ when begins => UsualHeads.Contains(text) ? WayRank.Usual : WayRank.Rare,
                _ => text.All(char.IsAscii) ? WayRank.Usual : WayRank.OnlyIfTyped,
            },
        };
    }

    // Who types the name of a tag where a test begins means the test.
    private IEnumerable<Way> Shortcuts(string head) => head switch
    {
        _ when _typed.Sought.Length == 0 => [],
        "tag" => Tags().Select(way => way with { Written = $"tag = {way.Written}", Rank = WayRank.Rare }),
        "attribute" => Attributes().Select(way => way with { Written = $"attribute({way.Written}", Then = ")", Rank = WayRank.Rare }),
        _ => [],
    };

    private IEnumerable<Way> WaysTo(Expected.Name name) => name.Sort switch
    {
        NameSort.Tag => Tags(),
        NameSort.Attribute => Attributes(),
        NameSort.Survey => Surveys(),
        NameSort.Path => Paths(),
        NameSort.SurveyOrPath => [.. Surveys().Select(way => way with { Written = Printer.Path(way.Label, null) }), .. Paths()],
        NameSort.Question => QuestionsOf(_names.Survey(name.Survey!.Value)),
        NameSort.Topic => [],
        NameSort.Coupon => Named(_known.Coupons, SuggestionKind.Coupon, id => new Condition.CouponIs(id, CouponUse.Issued)),
        _ => Titled(_known.Campaigns, SuggestionKind.Campaign, Printer.Name, id => new Condition.Received(id)),
    };

    private IEnumerable<Way> Tags() => (_known.Tags ?? []).Select(tag => new Way(Printer.Name(tag), tag, SuggestionKind.Tag) { Alone = new Condition.Tag([tag]) });

    private IEnumerable<Way> Attributes() => (_known.Attributes ?? []).Select(attribute =>
        new Way(Printer.Name(attribute.Name), attribute.Name, SuggestionKind.Attribute) { Alone = new Condition.Attribute(attribute.Name, new ValueTest.Known()) });

    private IEnumerable<Way> Surveys() =>
        Named(_known.Surveys?.Select(survey => new KnownName(survey.Id, survey.Title)), SuggestionKind.Survey, id => new Condition.SurveyIs(id, SurveyProgress.Started));

    private IEnumerable<Way> Paths() =>
        from survey in _known.Surveys ?? []
        from question in survey.Questions
        let isHere = survey.Id == _known.CurrentSurvey && !_names.IsSurvey(question.Id)
        select QuestionWay(isHere ? Printer.Path(question.Id, null) : Printer.Path(survey.Id, question.Id), survey.Id, question) with
        {
            Label = isHere ? question.Id : $"{survey.Id}.{question.Id}",
            Names = [question.Id, survey.Title ?? ""],
        };

    private IEnumerable<Way> QuestionsOf(string survey) =>
        from known in _known.Surveys ?? []
        where known.Id == survey
        from question in known.Questions
        select QuestionWay(Printer.Name(question.Id), survey, question);

    private static Way QuestionWay(string written, string survey, KnownQuestion question) => new(written, question.Id, SuggestionKind.Question)
    {
        English = question.Text ?? "",
        Japanese = question.Text ?? "",
        Alone = new Condition.Answered(survey, question.Id),
    };

    // Known by ids that people can read.
    private static IEnumerable<Way> Named(IEnumerable<KnownName>? names, SuggestionKind kind, Func<string, Condition> alone) =>
        (names ?? []).Select(name => new Way(Printer.Name(name.Id), name.Id, kind) { English = name.Name ?? "", Japanese = name.Name ?? "", Alone = alone(name.Id) });

    // Known by what they are called, unless that could mean another one too.
    private static IEnumerable<Way> Titled(IReadOnlyCollection<KnownName>? names, SuggestionKind kind, Func<string, string> write, Func<string, Condition> alone)
    {
        var meanings = (names ?? []).SelectMany(name => name.Name is { } title && title != name.Id ? [title, name.Id] : new[] { name.Id }).CountBy(written => written).ToDictionary();
        return (names ?? []).Select(name =>
        {
            var isClear = name.Name is { Length: > 0 } title && (title == name.Id || meanings[title] == 1) && IsReadable(write(title));
            return new Way(write(isClear ? name.Name! : name.Id), name.Name ?? name.Id, kind) { Names = [name.Id], Alone = alone(name.Id) };
        });
    }

    private IEnumerable<Way> WaysTo(Expected.Value value) =>
        value.Subject is { Question: { Options.Count: > 0 } question, Survey: { } survey } && value.Kinds.Any(kind => kind is ValueKind.Choice or ValueKind.Text)
        ? Options(question, survey)
        : value.Kinds.SelectMany(kind => kind switch
        {
            ValueKind.Flag => Flags,
            ValueKind.Day when !value.Listed => Points(),
            _ => [],
        }).Where(_ => !_typed.IsQuoted).Select(text => new Way(text, text, SuggestionKind.Value));

    // Only where a question is known for a choice, a label is understood.
    private static IEnumerable<Way> Options(KnownQuestion question, string survey) => question.Kind == ValueKind.Choice
        ? Titled(question.Options, SuggestionKind.Option, Printer.Text, option => Chosen(survey, question, option))
        : question.Options.Select(option => new Way(Printer.Text(option.Id), option.Name ?? option.Id, SuggestionKind.Option) { Alone = Chosen(survey, question, option.Id) });

    private static Condition.Answer Chosen(string survey, KnownQuestion question, string option) =>
        new(survey, question.Id, new ValueTest.Is(new Value.Text(option)));

    private IEnumerable<string> Points()
    {
        var isCount = _typed.Sought.Length is > 0 and <= 4 && _typed.Sought.All(char.IsAsciiDigit);
        return isCount
            ? Literals.Periods(int.Parse(_typed.Sought, CultureInfo.InvariantCulture) == 1).Select(period => $"{_typed.Sought} {period}")
            : ["today", "yesterday", "tomorrow", .. CountsOfDays.Select(count => $"{count} days ago")];
    }

    private IEnumerable<ValueKind> FreeValues(Expected expected) => expected switch
    {
        Expected.Name { Sort: NameSort.Tag } when _known.Tags is null => [ValueKind.Text],
        Expected.Name { Sort: NameSort.Attribute } when _known.Attributes is null => [ValueKind.Text],
        Expected.Name { Sort: NameSort.Coupon } when _known.Coupons is null => [ValueKind.Text],
        Expected.Name { Sort: NameSort.Campaign } when _known.Campaigns is null => [ValueKind.Text],
        Expected.Name { Sort: NameSort.Survey or NameSort.Path or NameSort.SurveyOrPath or NameSort.Question } when _known.Surveys is null => [ValueKind.Text],
        Expected.Name { Sort: NameSort.Topic } => [ValueKind.Text],
        Expected.Value value => value.Kinds.Where(kind => kind is ValueKind.Text or ValueKind.Number or ValueKind.Day),
        _ => [],
    };

    // 0: begins with what is typed, 1: has it inside, null: neither.
    private int? FitOf(Way way)
    {
        if (way.IsBehind)
        {
            return 2;
        }

        if (_typed.Sought.Length == 0)
        {
            return way.Rank == WayRank.OnlyIfTyped || !IsReadable(way.Written) ? null : 0;
        }

        var fit = new[] { way.Label, way.Japanese }.Concat(way.Names).Select(Width.FoldName).Min(name =>
            name.StartsWith(_typed.Sought, StringComparison.Ordinal) ? 0
            : name.Contains(_typed.Sought, StringComparison.Ordinal) ? 1
            : (int?)null);
        return fit is null || IsReadable(way.Written) ? fit : null;
    }

    // A name from elsewhere may be empty, or hold what no condition can be written with.
    private static bool IsReadable(string written) => written is not "\"\"" && Lexer.Read(written).Problem is null;
}

/// <summary>One thing that could be typed, before it is known where it would go.</summary>
internal sealed record Way(string Written, string Label, SuggestionKind Kind)
{
    /// <summary>The sign that follows it.</summary>
    public string Then { get; init; } = "";

    public string English { get; init; } = "";

    public string Japanese { get; init; } = "";

    /// <summary>What else it is found by.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public WayRank Rank { get; init; } = WayRank.Usual;

    /// <summary>Follows the word at the place instead of taking its place.</summary>
    public bool IsBehind { get; init; }

    public Condition? Alone { get; init; }
}

/// <summary>Which of those that fit alike come first.</summary>
internal enum WayRank
{
    /// <summary>Another word for what is suggested already.</summary>
    OnlyIfTyped,
    Joint,
    Usual,
    AfterUsual,
    Rare,
}

/// <summary>What somebody is typing: the tokens before it, and the word at the caret as far as it is there.</summary>
internal sealed record Typed(string Text, int Caret, int Start, int End, IReadOnlyList<Token> Before)
{
    /// <summary>As names are compared; empty where a word is yet to begin.</summary>
    public string Sought { get; private init; } = "";

    /// <summary>The unquoted word up to the caret.</summary>
    public Token? Word { get; private init; }

    public bool IsQuoted { get; private init; }

    /// <summary>Null where nothing can be read up to the caret.</summary>
    public static Typed? In(string text, int caret)
    {
        if (text.Length > ConditionText.MaxLength)
        {
            return null;
        }

        var at = Math.Clamp(caret, 0, text.Length);
        if (at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]))
        {
            at--;
        }

        var (before, problem) = Lexer.Read(text[..at]);
        if (problem is { Kind: ConditionProblemKind.UnclosedQuote, Start: var quote })
        {
            return new Typed(text, at, quote, EndOfQuoted(text, quote, at), before) { Sought = Width.FoldName(text[(quote + 1)..at]), IsQuoted = true };
        }

        if (problem is not null)
        {
            return null;
        }

        return before is [.., { Kind: TokenKind.Word } word, _] && word.Start + word.Length == at
            ? new Typed(text, at, word.Start, EndOf(text, word.Start, at), [.. before.SkipLast(2)]) { Sought = Width.FoldName(word.Text), Word = word }
            : new Typed(text, at, at, at, [.. before.SkipLast(1)]);
    }

    public Suggestion Suggest(Way way)
    {
        var (start, end) = way.IsBehind ? (Caret, Caret) : (Start, End);
        return new Suggestion(start, end - start, way.Written + ThenBefore(way, Text[end..]), way.Label, way.English, way.Japanese, way.Kind) { Alone = way.Alone };
    }

    // The signs that follow are put in unless something follows already.
    private static string ThenBefore(Way way, string rest)
    {
        var next = rest.TrimStart() is [var c, ..] ? Width.Fold(c) : '\0';
        return (way.Then, next) switch
        {
            (var then, '\0') => then,
            (")", ')' or ',' or '、') or ("(" or " (", '(') => "",
            (")" or "(" or " (", _) => way.Then,
            _ when char.IsWhiteSpace(rest[0]) || next is ')' or ',' or '、' => "",
            _ => " ",
        };
    }

    private static int EndOf(string text, int start, int at) =>
        Lexer.Read(text).Tokens.FirstOrDefault(token => token.Start == start) is { Kind: TokenKind.Word } whole ? Math.Max(at, whole.Start + whole.Length) : at;

    // A quote that is not closed yet would take the next one's opening for its end.
    private static int EndOfQuoted(string text, int start, int at)
    {
        var end = Lexer.Read(text).Tokens.FirstOrDefault(token => token.Start == start && token.Kind == TokenKind.Quoted) is { Length: > 0 } whole ? start + whole.Length : at;
        return end == text.Length || char.IsWhiteSpace(text[end]) || Width.Fold(text[end]) is ')' or ',' or '、' ? end : at;
    }
}
