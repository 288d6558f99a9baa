using static Bot.Conditions.ConditionProblemKind;

namespace Bot.Conditions.Language;

/// <summary>What each problem says, in both languages.</summary>
internal static class Problems
{
    private const int LongestQuoted = 40;

    public static ConditionProblem EmptyCondition() => new(Empty, 0, 0,
        "The condition is empty. To mean every following friend, write: all",
        "条件が空です。友だち全員を対象にするには all と書きます。");

    public static ConditionProblem TooLongText(int length) => new(TooLong, ConditionText.MaxLength, length - ConditionText.MaxLength,
        $"The condition has {length:N0} characters; at most {ConditionText.MaxLength:N0} are taken.",
        $"条件が長すぎます（{length:N0} 文字）。{ConditionText.MaxLength:N0} 文字までにしてください。");

    public static ConditionProblem TooDeepNesting(Token at) => Of(TooDeep, at,
        $"Parentheses and not are nested more than {ConditionText.MaxDepth} deep.",
        $"かっこや not が深すぎます。{ConditionText.MaxDepth} 重までにしてください。");

    public static ConditionProblem TooMany(Token at) => Of(TooManyTests, at,
        $"There are more than {ConditionText.MaxTests} tests. Values of one test can be listed: tag in (A, B, C)",
        $"条件が {ConditionText.MaxTests} 個を超えています。同じ項目の値はまとめて書けます: tag in (A, B, C)");

    public static ConditionProblem BadCharacter(int at) => new(ConditionProblemKind.BadCharacter, at, 1,
        "This character cannot stand here.",
        "ここに使えない文字があります。");

    public static ConditionProblem UnclosedQuote(int start, int length) => new(ConditionProblemKind.UnclosedQuote, start, length,
        "This quotation has no end.",
        "引用符が閉じられていません。");

    public static ConditionProblem Unclosed(Token open) => Of(UnclosedParenthesis, open,
        "This parenthesis is not closed.",
        "このかっこが閉じられていません。");

    public static ConditionProblem NoTest(Token found, IReadOnlyList<string> suggestions) => Of(ExpectedTest, found,
        found.Kind == TokenKind.End
            ? "Something is missing here, such as: tag = VIP"
            : $"{Shown(found)} cannot begin a test; one begins with tag, attribute(…), answer(…), survey(…), coupon(…), last_message and the like.",
        found.Kind == TokenKind.End
            ? "このあとに条件が必要です。例: tag = VIP"
            : $"{ShownInJapanese(found)}からは条件を始められません。tag、attribute(…)、answer(…)、survey(…)、coupon(…)、last_message などで始めます。",
        suggestions);

    public static ConditionProblem NoJoin(Token found) => Of(ExpectedJoin, found,
        $"Before {Shown(found)} there should be and, or, or the end. A value with spaces stands in quotes: \"…\"",
        $"{ShownInJapanese(found)}の前には and か or が必要です。空白を含む値は \"…\" か「…」で囲みます。");

    public static ConditionProblem NoOperator(Token found, string after, string operators) => Of(ExpectedOperator, found,
        $"After {after} comes one of: {operators}",
        $"{after} のあとには次のどれかを書きます: {operators}");

    public static ConditionProblem NoName(Token found, string example) => Of(ExpectedName, found,
        $"A name in parentheses is needed here: {example}",
        $"ここにはかっこに入れた名前が必要です。例: {example}");

    public static ConditionProblem NoClose(Token found) => Of(ExpectedName, found,
        $"Before {Shown(found)} the parenthesis must close. A name with spaces stands in quotes: \"…\"",
        $"{ShownInJapanese(found)}の前でかっこを閉じてください。空白を含む名前は \"…\" か「…」で囲みます。");

    public static ConditionProblem NoValue(Token found) => Of(ExpectedValue, found,
        found.Kind is TokenKind.Word
            ? $"A value is missing before {Shown(found)}. If it is the value itself, quote it: \"{found.Text}\""
            : "A value is missing here.",
        found.Kind is TokenKind.Word
            ? $"{ShownInJapanese(found)}の前に値がありません。値そのものなら引用符で囲みます: \"{found.Text}\""
            : "ここに値が必要です。",
        found.Kind is TokenKind.Word ? [$"\"{found.Text}\""] : []);

    public static ConditionProblem NoWord(Token found, IReadOnlyList<string> expected) => Of(ExpectedWord, found,
        $"One of these is needed here: {string.Join(", ", expected)}",
        $"ここには次のどれかを書きます: {string.Join(", ", expected)}",
        found.Kind == TokenKind.Word ? Nearest.To(found.Text, expected) : []);

    public static ConditionProblem NotComparable(Literal value) => Of(NeedsNumberOrDay, value,
        $"{Shown(value)} is neither a number nor a day, so nothing is more or less than it.",
        $"{ShownInJapanese(value)}は数でも日付でもないので、大小を比べられません。");

    public static ConditionProblem NoDay(Literal value) => Of(NeedsDay, value,
        $"A day is needed here, such as 2026-11-21, today or 90 days ago; {Shown(value)} is none.",
        $"ここには 2026-11-21、today、90 days ago（90日前）のような日付を書きます。{ShownInJapanese(value)}は日付ではありません。");

    public static ConditionProblem NoFixedDay(Literal value) => Of(NeedsDay, value,
        "In a list, days are written as 2026-11-21.",
        "かっこの中の日付は 2026-11-21 の形で書きます。");

    public static ConditionProblem Wrong(Literal value, string subject, ValueKind kind) => Of(WrongKind, value,
        $"The values of {subject} are {English(kind)}; {Shown(value)} is not.",
        $"{subject} の値は{Japanese(kind)}です。{ShownInJapanese(value)}とは比べられません。");

    public static ConditionProblem WrongTest(Token at, string subject, ValueKind kind) => Of(WrongKind, at,
        $"The values of {subject} are {English(kind)}, so this test cannot be made.",
        $"{subject} の値は{Japanese(kind)}なので、この比べ方はできません。");

    public static ConditionProblem Mixed(Literal value) => Of(MixedKinds, value,
        $"{Shown(value)} is of another kind than the value before it.",
        $"{ShownInJapanese(value)}は、前の値と種類が違います。");

    public static ConditionProblem NoSuchDay(Token at) => Of(BadDay, at,
        $"{Shown(at)} is not a day of the calendar between 1900 and 2999.",
        $"{ShownInJapanese(at)}は、1900年から2999年までの暦にない日付です。");

    public static ConditionProblem NoSuchNumber(Token at, string limit) => Of(BadNumber, at,
        $"{Shown(at)} is too large; at most {limit}.",
        $"{ShownInJapanese(at)}は大きすぎます。{limit} までにしてください。");

    public static ConditionProblem Impossible(Literal low, Literal high) => new(ImpossibleRange, low.Start, high.Start + high.Length - low.Start,
        $"Nothing lies between {low.Raw} and {high.Raw}: the first is greater.",
        $"{low.Raw} から {high.Raw} までには何もありません。先の値のほうが大きくなっています。");

    public static ConditionProblem Unknown(ConditionProblemKind kind, Token at, string name, IReadOnlyList<string> suggestions)
    {
        var (english, japanese) = kind switch
        {
            UnknownTag => ("tag", "タグ"),
            UnknownAttribute => ("attribute", "属性"),
            UnknownSurvey => ("survey", "アンケート"),
            UnknownQuestion => ("question", "設問"),
            UnknownOption => ("option", "選択肢"),
            UnknownCoupon => ("coupon", "クーポン"),
            _ => ("campaign", "キャンペーン"),
        };
        var problem = Of(kind, at,
            $"There is no {english} \"{Short(name)}\"." + (suggestions.Count == 0 ? "" : $" Did you mean {string.Join(" or ", suggestions)}?"),
            $"{japanese}「{Short(name)}」はありません。" + (suggestions.Count == 0 ? "" : string.Concat(suggestions.Select((name, i) => $"{(i == 0 ? "" : "か")}「{name}」")) + "のことですか？"),
            suggestions);
        return problem with { Name = name };
    }

    private static ConditionProblem Of(ConditionProblemKind kind, Token at, string english, string japanese, IReadOnlyList<string>? suggestions = null) =>
        new(kind, at.Start, at.Length, english, japanese) { Suggestions = suggestions ?? [] };

    private static ConditionProblem Of(ConditionProblemKind kind, Literal at, string english, string japanese) =>
        new(kind, at.Start, at.Length, english, japanese);

    private static string Shown(Token token) => token.Kind == TokenKind.End ? "the end" : $"\"{Short(token.Text)}\"";

    private static string ShownInJapanese(Token token) => token.Kind == TokenKind.End ? "終わり" : $"「{Short(token.Text)}」";

    private static string Shown(Literal value) => $"\"{Short(value.Raw)}\"";

    private static string ShownInJapanese(Literal value) => $"「{Short(value.Raw)}」";

    private static string Short(string text)
    {
        if (text.Length <= LongestQuoted)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[LongestQuoted - 1]) ? LongestQuoted - 1 : LongestQuoted;
        return text[..end] + "…";
    }

    private static string English(ValueKind kind) => kind switch
    {
        ValueKind.Text => "texts",
        ValueKind.Number => "numbers",
        ValueKind.Flag => "true or false",
        ValueKind.Day => "days",
        _ => "options",
    };

    private static string Japanese(ValueKind kind) => kind switch
    {
        ValueKind.Text => "文字",
        ValueKind.Number => "数",
        ValueKind.Flag => " true か false ",
        ValueKind.Day => "日付",
        _ => "選択肢",
    };
}
