using System.Text.Json;
using Bot.Friends;
using Bot.Line;
using Profile = Bot.Friends.Profile;

namespace Bot.Tests.Friends;

public class PersonalisationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private static readonly Friend Nobody = Friend.FirstSeen("U1", Now);

    private static readonly Friend Hana = Nobody with
    {
        Profile = new Profile("花", Now),
        Tags = [new FriendTag("甘口", Now, FactSource.Bot) { Group = "辛さ" }],
        Attributes = [new FriendAttribute("誕生日", Now, FactSource.Bot) { Date = new DateOnly(2000, 2, 29) }],
    };

    [Theory]
    [InlineData("{name}さん、こんにちは", "花さん、こんにちは", "お客さま、こんにちは")]
    [InlineData("{name}さま", "花さま", "お客さま")]
    [InlineData("{name}様へ", "花様へ", "お客さまへ")]
    [InlineData("{name|お客様}さまへ", "花さまへ", "お客様へ")]
    [InlineData("{name}、ようこそ", "花、ようこそ", "お客さま、ようこそ")]
    [InlineData("{name|みなさん}さん", "花さん", "みなさんさん")]
    [InlineData("{name|みなさん}!", "花!", "みなさん!")]
    [InlineData("{name|}!", "花!", "!")]
    [InlineData("{{name}}!", "花!", "お客さま!")]
    [InlineData("{ name | お客さま }!", "花!", " お客さま !")]
    [InlineData("お好みは{辛さ|未定}です", "お好みは甘口です", "お好みは未定です")]
    [InlineData("{誕生日}", "2000-02-29", "")]
    [InlineData("a{unknown}b", "ab", "ab")]
    [InlineData("閉じない{name", "閉じない{name", "閉じない{name")]
    [InlineData("開かないname}", "開かないname}", "開かないname}")]
    [InlineData("{}と{ }と(^_^)と{^_^}", "{}と{ }と(^_^)と{^_^}", "{}と{ }と(^_^)と{^_^}")]
    [InlineData("{a|{name}}", "{a|花", "{a|お客さま")]
    public void A_missing_value_never_shows_a_placeholder(string text, string forHana, string forNobody)
    {
        Assert.Equal(forHana, Personalisation.Fill(text, Hana));
        Assert.Equal(forNobody, Personalisation.Fill(text, Nobody));
    }

    [Theory]
    [InlineData("{name:さん|お客さま}、こんにちは", "花さん、こんにちは", "お客さま、こんにちは")]
    [InlineData("{name:様}へ", "花様へ", "お客さまへ")]
    [InlineData("{誕生日:M月d日(ddd)|未定}", "2月29日(火)", "未定")]
    [InlineData("{誕生日:gggy年M月d日}", "平成12年2月29日", "")]
    [InlineData("{開店日:gggy年}", "令和元年", "")]
    [InlineData("{創業:gggy年}", "明治元年", "")]
    [InlineData("{昔:gggy年M月}", "1800年1月", "")]
    [InlineData("{開店日:yyyy/MM/dd dddd}", "2019/05/01 水曜日", "")]
    [InlineData("{誕生日:yy-M-dd}", "00-2-29", "")]
    [InlineData("{ポイント:#,0|0}点", "12,345点", "0点")]
    [InlineData("{ポイント:¥#,0}", "¥12,345", "")]
    [InlineData("{ポイント:0.0円}", "12345.0円", "")]
    [InlineData("{予定:M月d日}", "12月24日", "")]
    [InlineData("{予算:#,0円}", "30,000円", "")]
    [InlineData("{辛さ:M月d日}", "甘口", "")]
    [InlineData("{辛さ:#,0}", "甘口", "")]
    [InlineData("{辛さ:unknown|未定}", "甘口", "未定")]
    [InlineData("{ name : さん | お客さま }", "花さん", " お客さま ")]
    public void A_format_says_how_a_value_reads(string text, string forHana, string forNobody)
    {
        var facts = Hana with
        {
            Attributes =
            [
                .. Hana.Attributes,
                new FriendAttribute("ポイント", Now, FactSource.Bot) { Number = 12345 },
                new FriendAttribute("開店日", Now, FactSource.Bot) { Date = new DateOnly(2019, 5, 1) },
                new FriendAttribute("創業", Now, FactSource.Bot) { Date = new DateOnly(1868, 10, 23) },
                new FriendAttribute("昔", Now, FactSource.Bot) { Date = new DateOnly(1800, 1, 1) },
                new FriendAttribute("予定", Now, FactSource.Bot) { Text = "2026-12-24" },
                new FriendAttribute("予算", Now, FactSource.Bot) { Text = "３０,０００" },
            ],
        };

        Assert.Equal(forHana, Personalisation.Fill(text, facts));
        Assert.Equal(forNobody, Personalisation.Fill(text, Nobody));
    }

    [Theory]
    [InlineData("さん", true)]
    [InlineData("M月d日(ddd)", true)]
    [InlineData("gggy年M月d日", true)]
    [InlineData("#,0", true)]
    [InlineData("0.00", true)]
    [InlineData("殿下", false)]
    [InlineData("M/D", false)]
    [InlineData("HH:mm", false)]
    [InlineData("#,0 yen", false)]
    [InlineData("upper", false)]
    public void A_format_that_is_none_is_known_before_anybody_reads_it(string format, bool known) =>
        Assert.Equal(known, Personalisation.UnknownFormats([new TextMessage($"{{x:{format}}}")]).Count == 0);

    [Fact]
    public void A_caller_s_own_values_come_before_the_friend_s()
    {
        static PlaceholderValue? Own(string key) => key == "誕生日" ? PlaceholderValue.Of(new DateOnly(2026, 12, 24)) : null;

        Assert.Equal("花さん 12月24日", Personalisation.Fill("{name:さん} {誕生日:M月d日}", Hana, Own));
        Assert.Equal("12月24日", Assert.IsType<TextMessage>(Personalisation.Personalise(new TextMessage("{誕生日:M月d日}"), Nobody, Own)).Text);
    }

    [Fact]
    public void No_placeholder_survives_and_limits_hold_whatever_is_written_and_whoever_reads()
    {
        var dice = new Random(20261121);
        string[] pieces = ["{name}", "{name:さん|お客さま}", "{誕生日:gggy年M月d日(ddd)|未定}", "{x:#,0|0}", "{x}", "{y|…}", "|", ":", "さん", "{^_^}", "👨‍👩‍👧‍👦", "$", " ", "カレー", "{}", "\n"];
        Friend[] friends = [Nobody, Hana, Hana with
        {
            Profile = new Profile(new string('長', 500), Now),
            Attributes = [new FriendAttribute("x", Now, FactSource.Bot) { Number = double.MaxValue }, new FriendAttribute("y", Now, FactSource.Bot) { Text = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 400)) }],
        }];
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, dice.Next(1, 40)).Select(_ => dice.GetItems(pieces, 1)[0]));
            if (text.Length > 55 || string.IsNullOrWhiteSpace(text))
            {
                text = pieces[dice.Next(0, 6)];
            }

            var card = new TemplateMessage(text, new ButtonsTemplate(text, [new MessageAction("a") { Label = "a" }]) { Title = text[..Math.Min(40, text.Length)] });
            var written = new TextMessage(text);
            foreach (var friend in friends)
            {
                var filled = Personalisation.Personalise([written, card, new LocationMessage(text, text, 0, 0)], friend);
                Assert.Empty(LineLimits.Check(filled));
                Assert.Empty(Personalisation.Placeholders(filled));
            }
        }
    }

    [Fact]
    public void A_name_with_braces_is_not_filled_in_again()
    {
        var sly = Hana with { Profile = new Profile("{誕生日}", Now) };

        Assert.Equal("{誕生日}さん", Personalisation.Fill("{name}さん", sly));
    }

    [Fact]
    public void A_long_value_is_cut_between_characters()
    {
        var long_ = Hana with { Profile = new Profile(string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 50)), Now) };

        var filled = Personalisation.Fill("{name}", long_);

        Assert.True(filled.Length <= 100);
        Assert.EndsWith("👨‍👩‍👧‍👦…", filled);
    }

    [Fact]
    public void A_text_that_grew_too_long_is_cut_to_what_line_takes()
    {
        var message = new TextMessage(string.Concat(Enumerable.Repeat("{name}です。", 800)));
        var many = Hana with { Profile = new Profile(new string('花', 20), Now) };

        Assert.Empty(LineLimits.Check([Personalisation.Personalise(message, many)]));
    }

    [Fact]
    public void Emojis_stay_where_they_stood()
    {
        var message = new TextMessage("$ {name}さん $")
        {
            Emojis = [new LineEmoji(0, "p", "1"), new LineEmoji(11, "p", "2")],
        };

        var filled = (TextMessage)Personalisation.Personalise(message, Hana);

        Assert.Equal("$ 花さん $", filled.Text);
        Assert.Equal([0, 6], filled.Emojis!.Select(emoji => emoji.Index));
    }

    [Fact]
    public void Words_of_a_flex_message_are_filled_and_its_addresses_left_alone()
    {
        var message = Flex("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"{name}さんへ\"\\"},{"type":"button","action":{"type":"uri","label":"見る","uri":"https://a.example/{name}"}}]}}""");
        var quoted = Hana with { Profile = new Profile("\"花\"", Now) };

        var filled = (FlexBubble)((FlexMessage)Personalisation.Personalise(message, quoted)).Contents;

        Assert.Equal("\"花\"さんへ\"\\", ((FlexText)filled.Body!.Contents[0]).Text);
        Assert.Equal("https://a.example/{name}", ((UriAction)((FlexButton)filled.Body.Contents[1]).Action).Uri);
    }

    [Fact]
    public void Braces_of_a_text_with_substitutions_are_LINEs_and_an_imagemap_is_named_for_each()
    {
        var text = new TextV2Message("{name} {{name}}") { Substitution = new Dictionary<string, Substitution> { ["name"] = new EmojiSubstitution("p", "1") } };
        var map = new ImagemapMessage("https://a.example/map", "{name}さんへの地図", new ImagemapSize(1040, 1040), []);

        Assert.False(Personalisation.IsPersonal([text]));
        Assert.Same(text, Personalisation.Personalise(text, Hana));
        Assert.True(Personalisation.IsPersonal([map]));
        Assert.Equal("花さんへの地図", ((ImagemapMessage)Personalisation.Personalise(map, Hana)).AltText);
    }

    [Fact]
    public void A_message_of_nothing_but_a_missing_value_is_still_a_message()
    {
        Assert.Empty(LineLimits.Check([Personalisation.Personalise(new TextMessage("{誕生日}"), Nobody)]));
        Assert.Empty(LineLimits.Check([Personalisation.Personalise(new TemplateMessage("{x}", new ConfirmTemplate("{x}", [new MessageAction("a") { Label = "a" }, new MessageAction("b") { Label = "b" }])), Nobody)]));
    }

    [Fact]
    public void It_is_known_which_messages_differ_from_friend_to_friend()
    {
        Assert.True(Personalisation.IsPersonal([new TextMessage("こんにちは"), new TextMessage("{name}さん")]));
        Assert.True(Personalisation.IsPersonal([Flex("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"{name}"}]}}""")]));
        Assert.False(Personalisation.IsPersonal([new TextMessage("{^_^}"), new StickerMessage("446", "1988")]));
    }

    private static FlexMessage Flex(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new FlexMessage("お知らせ", LineJson.ParseFlex(document.RootElement));
    }
}
