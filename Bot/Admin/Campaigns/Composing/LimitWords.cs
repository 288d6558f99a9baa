using System.Text.RegularExpressions;

namespace Bot.Admin.Campaigns.Composing;

/// <summary>Says LINE's limits, which are told in LINE's kind of words, as staff would.</summary>
internal static partial class LimitWords
{
    private static readonly (Regex Said, string Japanese, string English)[] Sentences =
    [
        (MissingWords(), "入力してください。", "Fill this in."),
        (TooLong(), "$1文字までにしてください。", "At most $1 characters."),
        (Size(), "$1~$2個にしてください。", "There must be $1 to $2."),
        (BadAddress(), "https:// で始まるアドレスを書いてください。日本語や空白は使えません。", "Write a whole address, beginning with https://, without spaces or Japanese letters."),
        (BadScheme(), "ここでは使えない種類のアドレスです。画像や動画は https:// で始まるもの、ボタンは https:・http:・tel:・line: です。", "This kind of address does not work here: https:// for pictures, https:, http:, tel: or line: for buttons."),
        (NoNumber(), "$1以上の整数を数字で書いてください。", "Write a whole number of $1 or more."),
        (Range(), "$1~$2の数字を書いてください。", "Write a number from $1 to $2."),
        (Alike(), "カードによって数が違います。すべてのカードでそろえてください。", "All cards must have the same number."),
        (AllOrNone(), "すべてのカードに付けるか、どれにも付けないでください。", "On all cards, or on none."),
        (OneOf(), "次のどれかにしてください: $1", "One of: $1"),
        (NoObject(), "{ から } までの JSON にしてください。", "Write JSON from { to }."),
        (NoList(), "[ から ] までの並びにしてください。", "Write a list, from [ to ]."),
        (EmptyList(), "[ から ] までの並びにして、1つ以上書いてください。", "Write a list, from [ to ], with something in it."),
        (NoText(), "文字で書いてください。文字は \" と \" で囲みます。", "Write a text, between quotation marks."),
        (NoFlag(), "true か false にしてください(引用符は付けません)。", "Write true or false, without quotation marks."),
        (NoNames(), "項目の名前に、文字として読めないものがあります。名前を書き直してください。", "A name in it cannot be read as text. Write it anew."),
        (Exactly(), "$1 にしてください。", "It must be $1."),
        (BeforeMax(), "「いちばん遅い値」より前にしてください。", "It must be before the latest."),
        (NoSender(), "「LINE」という文字は使えません。", "It may not contain \"LINE\"."),
        (NoBlock(), "中身がありません。header・hero・body・footer のどれかを書いてください。", "It is empty: write a header, hero, body or footer."),
        (OneSize(), "カードによって size が違います。すべて同じにしてください。", "All bubbles of a carousel have the same size."),
        (VideoAlone(), "動画はカルーセルに入れられません。bubble ひとつにするか、画像にしてください。", "A video cannot be in a carousel. Use a single bubble, or a picture."),
        (VideoSize(), "動画を入れる bubble の size は kilo・mega・giga のどれかにしてください。", "A bubble with a video needs the size kilo, mega or giga."),
        (TooLarge(), "JSON が大きすぎます。$1 KB までに減らしてください。", "The JSON is too large: $1 KB at most."),
        (TooLively(), "動く画像は$1枚までです。ほかの animated を外してください。", "At most $1 pictures move. Take animated off the others."),
        (NoColour(), "色は #RRGGBB か #RRGGBBAA の形で書いてください。例: #FF8800", "Write a colour as #RRGGBB or #RRGGBBAA, e.g. #FF8800."),
        (NoMeasureOrWord(), "大きさは 10px のように書くか、次のどれかにしてください: $1", "Write a size such as 10px, or one of: $1"),
        (NoMeasure(), "大きさは 10px のように書いてください。", "Write a size such as 10px."),
        (NoRatio(), "「幅:高さ」の形で書いてください(例: 20:13)。どちらも 1~100000、高さは幅の3倍までです。", "Write width:height, e.g. 20:13: each from 1 to 100000, the height at most three times the width."),
        (NoAngle(), "0deg 以上 360deg 未満で書いてください。例: 90deg", "Write from 0deg to under 360deg, e.g. 90deg."),
        (NoPercent(), "0%~100% で書いてください。例: 50%", "Write from 0% to 100%, e.g. 50%."),
        (NoDollar(), "本文の「$」の位置(はじめが0)を書いてください。", "Write the place of a $ in the text, the first being 0."),
        (NoLetters(), "使えるのは半角の英数字と _ だけです。", "Only letters, digits and underscores."),
        (NoTracking(), "使えるのは半角の英数字と -.=,+*()%$&;:@{}!?<>[] だけです。", "Only letters, digits and -.=,+*()%$&;:@{}!?<>[]."),
        (NoPairs(), "{ と } は対にしてください。文字として使うときは {{ }} と重ねます。", "Use { and } in pairs; doubled, {{ }}, they stand for themselves."),
        (NoSubstitution(), "{$1} に入れるものが substitution にありません。$1 を書き足すか、本文から外してください。", "Nothing in substitution goes into {$1}. Add $1 there, or take it out of the text."),
        (NoKey(), "名前は半角の英数字と _ で、1~20文字にしてください。", "A name has 1 to 20 letters, digits and underscores."),
        (ManyMentions(), "メンションは$1つまでです。", "At most $1 mentions."),
        (ManyEmojis(), "LINE絵文字は$1個までです。", "At most $1 LINE emojis."),
        (NotBoth(), "displayText と一緒には使えません。どちらかを外してください。", "It cannot stand beside displayText. Take one of them out."),
        (NeedsKeyboard(), "inputOption が openKeyboard のときだけ使えます。", "Only where inputOption is openKeyboard."),
        (NoMoment(), "$1 の形で、1900年から2100年までの日時を書いてください。", "Write $1, between 1900 and 2100."),
        (NoJson(), "$1行目 $2文字目: JSONとして読めません。かっこ、カンマ、引用符を確かめてください。", "Line $1, character $2: this is no JSON. Look at brackets, commas and quotation marks."),
    ];

    /// <summary>The sentence for the reader; one that is not known stays as it is.</summary>
    public static string Say(Reader reader, string said) => Of(said) is { } words ? reader.Say(words) : said;

    /// <summary>The sentence in both languages; null: it is not known.</summary>
    internal static Words? Of(string said)
    {
        foreach (var (pattern, japanese, english) in Sentences)
        {
            if (pattern.Match(said) is { Success: true } match)
            {
                return new(match.Result(japanese), match.Result(english));
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(must be specified|May not be empty|must be non-empty text)\z")]
    private static partial Regex MissingWords();

    [GeneratedRegex(@"^Length must be between 0 and (\d+)\z")]
    private static partial Regex TooLong();

    [GeneratedRegex(@"^Size must be between (\d+) and (\d+)\z")]
    private static partial Regex Size();

    [GeneratedRegex(@"^invalid uri\z")]
    private static partial Regex BadAddress();

    [GeneratedRegex(@"^invalid uri scheme\z")]
    private static partial Regex BadScheme();

    [GeneratedRegex(@"^Must be an integer of (-?\d+) or more\z")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"^Must be between (-?\d+) and (-?\d+)\z")]
    private static partial Regex Range();

    [GeneratedRegex(@"^The number of actions must be the same in all columns\z")]
    private static partial Regex Alike();

    [GeneratedRegex(@"^Must be in all columns or in none\z")]
    private static partial Regex AllOrNone();

    [GeneratedRegex(@"^Must be (?:one )?of the following values: \[(.*)\]\z")]
    private static partial Regex OneOf();

    [GeneratedRegex(@"^Must be an object\z")]
    private static partial Regex NoObject();

    [GeneratedRegex(@"^Must be (\d+)\z")]
    private static partial Regex Exactly();

    [GeneratedRegex(@"^Must be before max\z")]
    private static partial Regex BeforeMax();

    [GeneratedRegex("^May not contain \"LINE\"\\z")]
    private static partial Regex NoSender();

    [GeneratedRegex(@"^Must be an array\z")]
    private static partial Regex NoList();

    [GeneratedRegex(@"^Must be an array that is not empty\z")]
    private static partial Regex EmptyList();

    [GeneratedRegex(@"^Must be a string\z")]
    private static partial Regex NoText();

    [GeneratedRegex(@"^Must be true or false\z")]
    private static partial Regex NoFlag();

    [GeneratedRegex(@"^Must have names that are text\z")]
    private static partial Regex NoNames();

    [GeneratedRegex(@"^At least one block must be specified\z")]
    private static partial Regex NoBlock();

    [GeneratedRegex(@"^Must be the same in all bubbles\z")]
    private static partial Regex OneSize();

    [GeneratedRegex(@"^A video may not be in a carousel\z")]
    private static partial Regex VideoAlone();

    [GeneratedRegex(@"^A video needs a bubble of size kilo, mega or giga\z")]
    private static partial Regex VideoSize();

    [GeneratedRegex(@"^The JSON must not be larger than (\d+) KB\z")]
    private static partial Regex TooLarge();

    [GeneratedRegex(@"^No more than (\d+) images may be animated\z")]
    private static partial Regex TooLively();

    [GeneratedRegex(@"^Must be a color such as #RRGGBB or #RRGGBBAA\z")]
    private static partial Regex NoColour();

    [GeneratedRegex(@"^Must be a size such as 10px or one of the following values: \[(.*)\]\z")]
    private static partial Regex NoMeasureOrWord();

    [GeneratedRegex(@"^Must be a size such as 10px\z")]
    private static partial Regex NoMeasure();

    [GeneratedRegex(@"^Must be \{width\}:\{height\}, each from 1 to 100000, the height at most three times the width\z")]
    private static partial Regex NoRatio();

    [GeneratedRegex(@"^Must be from 0deg to under 360deg\z")]
    private static partial Regex NoAngle();

    [GeneratedRegex(@"^Must be from 0% to 100%\z")]
    private static partial Regex NoPercent();

    [GeneratedRegex(@"^Must be the place of a '\$' in the text\z")]
    private static partial Regex NoDollar();

    [GeneratedRegex(@"^Must be of letters, digits and underscores\z")]
    private static partial Regex NoLetters();

    [GeneratedRegex(@"^Must be of letters, digits and -")]
    private static partial Regex NoTracking();

    [GeneratedRegex(@"^'\{' and '\}' must be used in pairs, or doubled where they are meant as they are\z")]
    private static partial Regex NoPairs();

    [GeneratedRegex(@"^The substitution of '(.*)' must be specified\z")]
    private static partial Regex NoSubstitution();

    [GeneratedRegex(@"^A key has 1 to 20 letters, digits and underscores\z")]
    private static partial Regex NoKey();

    [GeneratedRegex(@"^No more than (\d+) mentions may be substituted\z")]
    private static partial Regex ManyMentions();

    [GeneratedRegex(@"^No more than (\d+) emojis may be substituted\z")]
    private static partial Regex ManyEmojis();

    [GeneratedRegex(@"^May not stand beside displayText\z")]
    private static partial Regex NotBoth();

    [GeneratedRegex(@"^Only with the inputOption openKeyboard\z")]
    private static partial Regex NeedsKeyboard();

    [GeneratedRegex(@"^Must be of the format (.*) and between 1900 and 2100\z")]
    private static partial Regex NoMoment();

    [GeneratedRegex(@"^Not JSON at line (\d+), character (\d+)\z")]
    private static partial Regex NoJson();
}
