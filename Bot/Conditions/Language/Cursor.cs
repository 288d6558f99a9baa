namespace Bot.Conditions.Language;

/// <summary>Where the parser is in the text, and what it found wrong. The first mistake of grammar ends the reading.</summary>
internal sealed class Cursor(string text, IReadOnlyList<Token> tokens)
{
    private const int MostProblems = 10;

    private readonly List<ConditionProblem> _wrongNames = [];
    private ConditionProblem? _mistake;
    private int _at;

    public Token Next => tokens[_at];

    public IReadOnlyList<ConditionProblem> Found =>
        [.. _wrongNames.Concat(_mistake is null ? [] : [_mistake]).OrderBy(problem => problem.Start)];

    public bool MayReportMore => _wrongNames.Count < MostProblems;

    /// <summary>The token after the next ones.</summary>
    public Token Ahead(int count) => tokens[Math.Min(_at + count, tokens.Count - 1)];

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
        var there = Next.Kind == kind;
        if (there)
        {
            Take();
        }

        return there;
    }

    public bool TakeIf(string keyword)
    {
        var there = Next.IsWord(keyword);
        if (there)
        {
            Take();
        }

        return there;
    }

    public bool TakeIf(IReadOnlySet<string> keywords)
    {
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
}
