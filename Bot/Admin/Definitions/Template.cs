namespace Bot.Admin.Definitions;

/// <summary>A file to begin with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Japanese">What it is for.</param>
/// <param name="English">The same in English.</param>
internal sealed record Template(string Name, string Japanese, string English)
{
    /// <summary>The templates of a kind, the usual one first.</summary>
    public static IReadOnlyList<Template> Of(string kind) => kind switch
    {
        "surveys" =>
        [
            new("satisfaction", "満足度: おすすめ度(0〜10)と、その理由", "Satisfaction: would they recommend you, and why"),
            new("taste", "お好み: 選択肢からタグを付け、条件で次の質問を変える", "Taste: options that set tags, and a question that depends"),
            new("event", "イベントの申し込み: 先着の定員、日にち、人数", "Sign-up: places, a day, how many"),
        ],
        "dialogs" =>
        [
            new("keywords", "言葉への返事", "Replies to words"),
            new("greeting", "友だち追加のあいさつ", "A greeting for new friends"),
        ],
        _ => [new("percent", "○%割引のクーポン", "So many percent off")],
    };

    /// <summary>The text of a template under an id of its own.</summary>
    public static string Of(string kind, string? name, string id)
    {
        var known = Of(kind);
        var chosen = known.FirstOrDefault(template => template.Name == name) ?? known[0];
        using var stream = typeof(Template).Assembly.GetManifestResourceStream($"Templates.{kind}.{chosen.Name}.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace("the-id", id, StringComparison.Ordinal);
    }
}
