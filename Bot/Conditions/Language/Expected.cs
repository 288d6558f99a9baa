namespace Bot.Conditions.Language;

/// <summary>What the parser would have taken where the text ends.</summary>
internal abstract record Expected
{
    private Expected()
    {
    }

    /// <summary>A word or sign of the language, or a phrase of them such as <c>not in</c>.</summary>
    public sealed record Word(string Text) : Expected;

    /// <summary>A word that begins a test.</summary>
    public sealed record Head(string Text) : Expected;

    /// <summary>A name. <paramref name="Survey"/> is the one whose question is named; <paramref name="Closes"/>: it stands alone in its parentheses.</summary>
    public sealed record Name(NameSort Sort, Token? Survey = null, bool Closes = true) : Expected;

    /// <summary>A value of one of these kinds, in a list one that is the same on every day; or an option of the question.</summary>
    public sealed record Value(IReadOnlyList<ValueKind> Kinds, Subject? Subject = null, bool Listed = false) : Expected;
}

/// <summary>The sorts of names.</summary>
internal enum NameSort
{
    Tag,
    Attribute,
    Survey,

    /// <summary>A survey's question: <c>survey.question</c>.</summary>
    Path,

    /// <summary>A survey or one of its questions.</summary>
    SurveyOrPath,

    /// <summary>A question whose survey was named before it.</summary>
    Question,
    Coupon,
    Campaign,

    /// <summary>A topic friends may opt out of.</summary>
    Topic,
}
