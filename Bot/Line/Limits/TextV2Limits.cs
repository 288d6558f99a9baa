using System.Text.RegularExpressions;

namespace Bot.Line.Limits;

/// <summary>Texts with keys in braces, and what stands for them.</summary>
internal static partial class TextV2Limits
{
    public static void Check(Node message)
    {
        message.Text("quoteToken", required: false);
        var kinds = Substitutions(message);
        if (message.Text("text", LineLimits.Text) is { Length: > 0 } text)
        {
            Placeholders(message, text, kinds);
        }
    }

    /// <summary>The type of each substitution; null where the message has none that could be read.</summary>
    private static Dictionary<string, string> Substitutions(Node message)
    {
        var kinds = new Dictionary<string, string>();
        if (message.Object("substitution", required: false) is not { } substitution)
        {
            return kinds;
        }

        var keys = substitution.Names();
        if (keys.Count > LineLimits.Substitutions)
        {
            substitution.WrongSize(0, LineLimits.Substitutions);
        }

        foreach (var key in keys)
        {
            if (!Key().IsMatch(key))
            {
                substitution.Fail(
                    key,
                    "A key has 1 to 20 letters, digits and underscores",
                    new("名前は半角の英数字と _ で、1~20文字にしてください。", "A name has 1 to 20 letters, digits and underscores."));
            }
            else if (substitution.Object(key) is { } value)
            {
                Substitution(value);
                kinds[key] = value.Type;
            }
        }

        return kinds;
    }

    private static void Substitution(Node value)
    {
        value.OneOf("type", required: true, "mention", "emoji");
        switch (value.Type)
        {
            case "mention":
                if (value.Object("mentionee") is { } mentionee)
                {
                    mentionee.OneOf("type", required: true, "user", "all");
                    if (mentionee.Type == "user")
                    {
                        mentionee.Text("userId");
                    }
                }

                break;
            case "emoji":
                value.Text("productId");
                value.Text("emojiId");
                break;
        }
    }

    private static void Placeholders(Node message, string text, Dictionary<string, string> kinds)
    {
        var counts = new Dictionary<string, int> { ["mention"] = 0, ["emoji"] = 0 };
        foreach (var part in TextV2.Parts(text))
        {
            if (part is TextV2Part.Stray)
            {
                message.Fail(
                    "text",
                    "'{' and '}' must be used in pairs, or doubled where they are meant as they are",
                    new("{ と } は対にしてください。文字として使うときは {{ }} と重ねます。", "Use { and } in pairs; doubled, {{ }}, they stand for themselves."));
                return;
            }

            if (part is TextV2Part.Key(var key))
            {
                if (!kinds.TryGetValue(key, out var kind))
                {
                    message.Fail(
                        "text",
                        $"The substitution of '{key}' must be specified",
                        new($"{{{key}}} に入れるものが substitution にありません。{key} を書き足すか、本文から外してください。", $"Nothing in substitution goes into {{{key}}}. Add {key} there, or take it out of the text."));
                }
                else if (counts.TryGetValue(kind, out var count))
                {
                    counts[kind] = count + 1;
                }
            }
        }

        if (counts["mention"] > LineLimits.Mentions)
        {
            message.Fail(
                "text",
                $"No more than {LineLimits.Mentions} mentions may be substituted",
                new($"メンションは{LineLimits.Mentions}つまでです。", $"At most {LineLimits.Mentions} mentions."));
        }

        if (counts["emoji"] > LineLimits.Emojis)
        {
            message.Fail(
                "text",
                $"No more than {LineLimits.Emojis} emojis may be substituted",
                new($"LINE絵文字は{LineLimits.Emojis}個までです。", $"At most {LineLimits.Emojis} LINE emojis."));
        }
    }

    [GeneratedRegex(@"^[0-9A-Za-z_]{1,20}\z")]
    private static partial Regex Key();
}
