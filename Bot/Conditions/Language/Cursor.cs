namespace Bot.Conditions.Language;

/// <summary>
/// Where the parser is in the text, and what it found wrong. The first mistake of grammar ends the reading. With
/// <paramref name="expected"/> it only notes there what would have been taken at the end of the text.
/// </summary>
internal sealed class Cursor(string text, IReadOnlyList<Token> tokens, ICollection<Expected>? expected = null)
{
    private const int MostProblems = 10;

    private readonly List<ConditionProblem> _wrongNames = [];
    private ConditionProblem? _mistake;
    private int _at;

    public Token Next => tokens[_at];

    public IReadOnlyList<ConditionProblem> Found =>
        [.. _wrongNames.Concat(_mistake is null ? [] : [_mistake]).OrderBy(problem => problem.Start)];

    public bool MayReportMore => expected is null && _wrongNames.Count < MostProblems;

    /// <summary>Notes what would be taken here, if the text ends here.</summary>
    public void Expect(params ReadOnlySpan<Expected> here) => ExpectAt(_at, here);

    public void Expect(params IEnumerable<string> words) => Expect([.. words.Select(word => new Expected.Word(word))]);

    /// <summary>Whether this word comes next.</summary>
    public bool Sees(string keyword)
    {
        Expect(keyword);
        return Next.IsWord(keyword);
    }

    /// <summary>Whether <c>not in</c> comes next.</summary>
    public bool SeesNotIn()
    {
        Expect("not in");
        if (!Next.IsWord("not"))
        {
            return false;
        }

        ExpectAt(_at + 1, new Expected.Word("in"));
        return tokens[_at + 1].IsWord("in");
    }

    public Token Take()
    {
        var token = tokens[_at];
        if (token.Kind != TokenKind.End)
        {
            _at++;
        }

        return token;
    }

    public bool TakeIf(TokenKind kind)
    {
        if (SignOf(kind) is { } sign)
        {
            Expect(sign);
        }

        var there = Next.Kind == kind;
        if (there)
        {
            Take();
        }

        return there;
    }

    public bool TakeIf(string keyword)
    {
        Expect(keyword);
        var there = Next.IsWord(keyword);
        if (there)
        {
            Take();
        }

        return there;
    }

    public bool TakeIf(IReadOnlySet<string> keywords)
    {
        Expect(keywords);
        var there = Next.IsWord(keywords);
        if (there)
        {
            Take();
        }

        return there;
    }

    /// <summary>The text as typed from one token to another.</summary>
    public string Typed(Token first, Token last) => text[first.Start..(last.Start + last.Length)];

    /// <summary>Notes a mistake of grammar and answers "nothing", for the caller to pass on.</summary>
    public T? Fail<T>(ConditionProblem problem) where T : class
    {
        _mistake ??= problem;
        return null;
    }

    /// <summary>Notes a name that is not known; the reading goes on.</summary>
    public void Report(ConditionProblem problem)
    {
        if (MayReportMore)
        {
            _wrongNames.Add(problem);
        }
    }

    private void ExpectAt(int at, params ReadOnlySpan<Expected> here)
    {
        if (expected is null || tokens[at].Kind != TokenKind.End)
        {
            return;
        }

        foreach (var one in here)
        {
            expected.Add(one);
        }
    }

    private static string? SignOf(TokenKind kind) => kind switch
    {
        TokenKind.Open => "(",
        TokenKind.Close => ")",
        TokenKind.Comma => ",",
        _ => null,
    };
}
