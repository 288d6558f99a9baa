using System.Text;
using System.Text.RegularExpressions;
using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>A name in kana, kept in full-width katakana: 「やまだ　はなこ」 and 「ﾔﾏﾀﾞ ﾊﾅｺ」 are 「ヤマダ　ハナコ」.</summary>
public sealed partial record KanaQuestion : Question
{
    /// <summary>Longer is no name.</summary>
    private const int Longest = 50;

    private const string Wanted = "お名前の読みを、ひらがなかカタカナでお送りください。例: ヤマダ　ハナコ";

    /// <inheritdoc/>
    public override string Kind => "kana";

    /// <summary>Takes hiragana and katakana in any width, with spaces and middle dots between the parts.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        if (typed.Length > 200)
        {
            return No(SurveyWords.TooLong(Longest, typed.Length));
        }

        var kana = Spaces().Replace(Katakana(TypedText.Normalize(typed).Trim()), "　");
        return kana.Length > Longest ? No(SurveyWords.TooLong(Longest, kana.Length))
            : Name().IsMatch(kana) ? new Reading.Answered(new AnswerValue { Text = kana })
            : No(Kanji().IsMatch(kana) ? $"漢字ではなく、読みをうかがっています。{Wanted}" : Wanted);
    }

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed("ヤマダ　ハナコ");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);

    private static string Katakana(string text)
    {
        var katakana = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            katakana.Append(character switch
            {
                (>= 'ぁ' and <= 'ゖ') or 'ゝ' or 'ゞ' => (char)(character + 0x60),
                // The mark of a long vowel has many doubles on keyboards.
                '-' or '−' or '‐' or '‑' or '–' or '—' or '―' when katakana.Length > 0 => 'ー',
                _ => character,
            });
        }

        return katakana.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("^[ァ-ヺヽヾ][ァ-ヺーヽヾ]*(?:[　・][ァ-ヺヽヾ][ァ-ヺーヽヾ]*)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}々]")]
    private static partial Regex Kanji();
}
