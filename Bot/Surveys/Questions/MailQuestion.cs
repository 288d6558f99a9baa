using System.Text.RegularExpressions;
using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>One mail address, its domain in small letters.</summary>
public sealed partial record MailQuestion : Question
{
    // RFC 5321: 64 octets before the @, 254 in all.
    private const int LongestLocal = 64;
    private const int Longest = 254;

    /// <inheritdoc/>
    public override string Kind => "mail";

    /// <summary>Takes one address, in any width. Dots where the standard has none are taken too: Japanese carriers gave out such addresses.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var text = TypedText.Normalize(typed.Length > 1_000 ? "" : typed).Trim();
        if (Surrounded().Match(text) is { Success: true, Groups: var inner })
        {
            text = inner[1].Value;
        }

        if (text.Count(character => character == '@') > 1)
        {
            return No("メールアドレスはひとつだけお送りください。");
        }

        return Address().Match(text) is { Success: true, Groups: var parts } && text.Length <= Longest && parts["local"].Length <= LongestLocal
            ? new Reading.Answered(new AnswerValue { Text = $"{parts["local"].Value}@{parts["domain"].Value.ToLowerInvariant()}" })
            : No("メールアドレスが読み取れませんでした。「hanako@example.com」のように、半角でお送りください。");
    }

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed("hanako@example.com");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);

    [GeneratedRegex("^(?:mailto:)?<?([^<>]*?)>?(?:です)?。?$", RegexOptions.IgnoreCase)]
    private static partial Regex Surrounded();

    [GeneratedRegex(@"^(?<local>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+)@(?<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9]))$")]
    private static partial Regex Address();
}
