using System.Text;

namespace Bot.Conditions.Language;

/// <summary>Cuts a condition's text into tokens. Full-width signs mean the same as their half-width ones; inside values they stay as typed.</summary>
internal sealed class Lexer(string text)
{
    private readonly List<Token> _tokens = [];
    private int _at;

    /// <summary>The tokens, the last of which is the end; or the first place that cannot be read.</summary>
    public static (IReadOnlyList<Token> Tokens, ConditionProblem? Problem) Read(string text)
    {
        var lexer = new Lexer(text);
        var problem = lexer.ReadAll();
        return (lexer._tokens, problem);
    }

    /// <summary>Whether the text, written bare, is read back as this one word.</summary>
    public static bool IsOneWord(string text) =>
        Read(text) is { Problem: null, Tokens: [{ Kind: TokenKind.Word } word, _] } && word.Length == text.Length;

    private ConditionProblem? ReadAll()
    {
        while (_at < text.Length)
        {
            var c = Width.Fold(text[_at]);
            if (char.IsWhiteSpace(c))
            {
                _at++;
            }
            else if (ReadOne(c) is { } problem)
            {
                return problem;
            }
        }

        _tokens.Add(Token.EndAt(text.Length));
        return null;
    }

    private ConditionProblem? ReadOne(char c)
    {
        switch (c)
        {
            case '(':
                Add(TokenKind.Open, "(", 1);
                return null;
            case ')':
                Add(TokenKind.Close, ")", 1);
                return null;
            case ',' or '、':
                Add(TokenKind.Comma, ",", 1);
                return null;
            case '"':
                return ReadQuoted('"', escapes: true);
            case '“' or '”':
                return ReadQuoted('”', escapes: true);
            case '「':
                return ReadQuoted('」', escapes: false);
            case '『':
                return ReadQuoted('』', escapes: false);
        }

        if (OperatorAt(_at) is var (sign, length))
        {
            Add(TokenKind.Operator, sign, length);
            return null;
        }

        return ReadWord();
    }

    private (string Sign, int Length)? OperatorAt(int at)
    {
        var next = at + 1 < text.Length ? Width.Fold(text[at + 1]) : '\0';
        return (Width.Fold(text[at]), next) switch
        {
            ('=', '=') => ("=", 2),
            ('=', _) => ("=", 1),
            ('!', '=') => ("!=", 2),
            ('<', '>') => ("!=", 2),
            ('<', '=') => ("<=", 2),
            ('>', '=') => (">=", 2),
            ('<', _) => ("<", 1),
            ('>', _) => (">", 1),
            ('≠', _) => ("!=", 1),
            ('≤' or '≦', _) => ("<=", 1),
            ('≥' or '≧', _) => (">=", 1),
            _ => null,
        };
    }

    private ConditionProblem? ReadWord()
    {
        var start = _at;
        while (_at < text.Length && !EndsWord(Width.Fold(text[_at])) && OperatorAt(_at) is null)
        {
            if (UnreadableAt(_at) is { } problem)
            {
                return problem;
            }

            _at += char.IsHighSurrogate(text[_at]) ? 2 : 1;
        }

        if (_at == start)
        {
            return Problems.BadCharacter(start);
        }

        var word = text[start.._at];
        _tokens.Add(new Token(TokenKind.Word, start, word.Length, word, Width.FoldWord(word)));
        return null;
    }

    private static bool EndsWord(char c) =>
        char.IsWhiteSpace(c) || c is '(' or ')' or ',' or '、' or '"' or '“' or '”' or '「' or '」' or '『' or '』';

    private ConditionProblem? ReadQuoted(char closing, bool escapes)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < text.Length)
        {
            var c = text[_at];
            if (Width.Fold(c) == closing)
            {
                _at++;
                _tokens.Add(new Token(TokenKind.Quoted, start, _at - start, value.ToString(), ""));
                return null;
            }

            if (escapes && c == '\\' && _at + 1 < text.Length && Width.Fold(text[_at + 1]) is '"' or '\\' or '”')
            {
                c = text[++_at];
            }

            if (UnreadableAt(_at) is { } problem)
            {
                return problem;
            }

            value.Append(c);
            _at++;
            if (char.IsHighSurrogate(c))
            {
                value.Append(text[_at++]);
            }
        }

        return Problems.UnclosedQuote(start, text.Length - start);
    }

    // Half of a surrogate pair and control characters cannot be stored and found again alike on every engine.
    private ConditionProblem? UnreadableAt(int at)
    {
        var c = text[at];
        var whole = !char.IsSurrogate(c) || (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]));
        return whole && (!char.IsControl(c) || c is '\n' or '\r' or '\t') ? null : Problems.BadCharacter(at);
    }

    private void Add(TokenKind kind, string canonical, int length)
    {
        _tokens.Add(new Token(kind, _at, length, canonical, canonical));
        _at += length;
    }
}
