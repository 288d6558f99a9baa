namespace Bot.Conditions.Language;

internal enum TokenKind
{
    /// <summary>A bare word: a keyword, a name, a number, a date.</summary>
    Word,

    /// <summary>A value in quotes, without them.</summary>
    Quoted,

    /// <summary>One of <c>= != &lt; &lt;= &gt; &gt;=</c>, however it was written.</summary>
    Operator,
    Open,
    Close,
    Comma,
    End,
}

/// <summary>A piece of a condition's text. <paramref name="Text"/> is as typed (operators: canonical), <paramref name="Folded"/> as keywords are compared.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, string Text, string Folded)
{
    public static Token EndAt(int at) => new(TokenKind.End, at, 0, "", "");

    public bool IsWord(string keyword) => Kind == TokenKind.Word && Folded == keyword;

    public bool IsWord(IReadOnlySet<string> keywords) => Kind == TokenKind.Word && keywords.Contains(Folded);
}
