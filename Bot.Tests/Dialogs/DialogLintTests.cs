using System.Text;
using Bot.Definitions;
using Bot.Dialogs;
using Bot.Dialogs.Definitions;

namespace Bot.Tests.Dialogs;

/// <summary>Everything the linter says of dialogs: each rule with the smallest file that breaks it.</summary>
public class DialogLintTests
{
    private const string Fallback = "\nfallback: { messages: [a] }";

    [Theory]
    [InlineData("keywords: [{ words: [a], messages: [b], one-of: [c] }]", LintRule.OneThing, "The answer is said in one way, not by messages and one-of.")]
    [InlineData("keywords: [{ words: [a], messages: [b], pick: daily }]", LintRule.OneThing, "'pick' stands beside 'one-of' only.")]
    [InlineData("keywords: [{ words: [a] }]", LintRule.MissingKey, "The answer lacks 'messages'.")]
    [InlineData("keywords: [{ words: [a], buttons: [b], does: { tag: x } }]", LintRule.MissingKey, "The answer lacks 'messages'.")]
    [InlineData("keywords: [{ words: [a], when: tag is x, messages: [b] }]", LintRule.Condition, "The condition is not understood:")]
    [InlineData("keywords: [{ words: [a], when: received(x), messages: [b] }]", LintRule.Condition, "The condition is not understood:")]
    [InlineData("keywords: [{ words: ['。'], messages: [b] }]", LintRule.KeywordEmpty, "has no letters to compare")]
    [InlineData("keywords: [{ words: ['(a'], match: pattern, label: a, messages: [b] }]", LintRule.KeywordPattern, "cannot be used:")]
    [InlineData("keywords: [{ words: ['.*'], match: pattern, label: a, messages: [b] }]", LintRule.KeywordPattern, "it would answer everything")]
    [InlineData("keywords: [{ words: ['(?<=a)b'], match: pattern, label: a, messages: [b] }]", LintRule.KeywordPattern, "could take for ever")]
    [InlineData("keywords: [{ words: ['(a+)+\\1'], match: pattern, label: a, messages: [b] }]", LintRule.KeywordPattern, "could take for ever")]
    [InlineData("keywords: [{ words: [配信停止], messages: [b] }]", LintRule.ReservedName, "The bot itself answers '配信停止'.")]
    [InlineData("keywords: [{ words: [データ削除], messages: [b] }]", LintRule.ReservedName, "The bot itself answers 'データ削除'.")]
    [InlineData("keywords: [{ words: [a], messages: [b] }, { words: [Ａ], messages: [c] }]", LintRule.KeywordTwice, "has an answer already")]
    [InlineData("keywords: [{ words: [a], messages: [b] }, { words: [a], when: tag = VIP, messages: [c] }]", LintRule.KeywordTwice, "has an answer already")]
    [InlineData("keywords: [{ words: [a], label: 二十一文字をこえるラベルは長すぎますのでだめ, messages: [b] }]", LintRule.LabelTooLong, "characters; LINE shows 20")]
    [InlineData("keywords: [{ words: [a], messages: [b], does: { survey: spice } }]", LintRule.NoSuchSurvey, "There is no survey 'spice'")]
    [InlineData("keywords: [{ words: [a], messages: [b], does: { coupon: first } }]", LintRule.NoSuchCoupon, "There is no coupon 'first'")]
    [InlineData("keywords: [{ words: [a], messages: [1, 2, 3, 4, 5], does: { coupon: first-10off } }]", LintRule.TooManyMessages, "With the coupon's card")]
    [InlineData("keywords: [{ words: [a], messages: [b], does: { tag: '' } }]", LintRule.Empty, "is empty")]
    [InlineData("keywords: [{ words: [a], messages: [b], does: { notify: '{x:M/D}' } }]", LintRule.PlaceholderFormat, "The format 'M/D' is not known.")]
    [InlineData("greeting: [{ messages: [a] }, { language: en, messages: [b] }]", LintRule.Unreachable, "Nobody hears this greeting")]
    [InlineData("greeting: { language: english!, messages: [a] }", LintRule.WrongValue, "'language' must be")]
    [InlineData("menus: [{ id: a, words: [a], messages: [a], items: [{ label: b, messages: [b] }, { label: b, messages: [c] }] }]", LintRule.OptionsAlike, "Two buttons side by side")]
    [InlineData("menus: [{ id: a, words: [a], messages: [a], items: [{ label: b, messages: [b] }] }, { id: a, words: [c], messages: [a], items: [{ label: b, messages: [b] }] }]", LintRule.IdTwice, "The menu 'a'")]
    [InlineData("topics: { names: [クーポン, ｸｰﾎﾟﾝ] }", LintRule.OptionsAlike, "stands here twice")]
    [InlineData("topics: { names: [十七文字をこえる話題の名前は長すぎ] }", LintRule.LabelTooLong, "を止める")]
    [InlineData("keywords: [{ words: [a], open: [b], closed: [c] }]", LintRule.NoHours, "no file says when that is")]
    [InlineData("hours: [{ from: 11:00, until: 11:00 }]", LintRule.RangeUpsideDown, "ends when it begins")]
    [InlineData("received: [{ types: [photo], messages: [a] }]", LintRule.WrongValue, "must be one of image, video, audio, file, location, sticker")]
    [InlineData("received: [{ types: [image], messages: [a], does: { tags: x } }]", LintRule.UnknownKey, "The key 'tags' is not known here.")]
    public void What_is_wrong_keeps_the_file_from_being_used(string yaml, LintRule rule, string said)
    {
        var set = Read(yaml + Fallback);

        var error = Assert.Single(set.Errors, error => error.Rule == rule);
        Assert.Contains(said, error.Message);
        Assert.Empty(set.All);
    }

    [Theory]
    [InlineData("keywords: [{ words: [a], messages: [b] }]", LintRule.MissingFallback, "No file has a 'fallback'")]
    [InlineData("greeting: { language: en, messages: [a] }" + Fallback, LintRule.MissingFallback, "Who fits none of these hears no greeting.")]
    [InlineData("keywords: [{ words: [辛さ], messages: [b] }]" + Fallback, LintRule.Unreachable, "'辛さ' starts a survey")]
    [InlineData("keywords: [{ words: ['営業'], match: pattern, label: a, messages: [b] }, { words: [営業時間], messages: [c] }]" + Fallback, LintRule.KeywordOverlap, "also finds the keyword '営業時間'")]
    [InlineData("keywords: [{ words: ['営業'], match: pattern, messages: [b] }]" + Fallback, LintRule.MissingKey, "The pattern has no 'label'")]
    [InlineData("keywords: [{ words: [a], messages: [{ choices: { title: x, text: '{要望}を承りました', buttons: [b] } }] }]" + Fallback, LintRule.MayBeCut, "are cut")]
    public void What_is_doubtful_is_told_and_used_all_the_same(string yaml, LintRule rule, string said)
    {
        var set = Read(yaml);

        Assert.Empty(set.Errors);
        Assert.Single(set.All);
        Assert.Contains(said, Assert.Single(set.Warnings, warning => warning.Rule == rule).Message);
    }

    [Theory]
    [InlineData("keywords: [{ words: [a], when: tag = VIP, messages: [b] }, { words: [a], messages: [c] }]")]
    [InlineData("greeting: こんにちは")]
    [InlineData("greeting: [こんにちは]")]
    [InlineData("keywords: { words: a, messages: b }")]
    [InlineData("keywords: { words: a, one-of: [b, [c, d], { messages: e }] }")]
    [InlineData("keywords: { words: ['(a+)+$'], match: pattern, label: a, messages: b }")]
    [InlineData("keywords: { words: a, does: { survey: spice-level } }")]
    [InlineData("topics: { names: [新商品], stop: [とめて], resume: [さいかい] }\nkeywords: { words: 配信停止, messages: a }")]
    public void What_is_short_for_something_is_good(string yaml) => Assert.Empty(Read(yaml + Fallback).Errors);

    [Fact]
    public void A_pattern_that_would_bring_others_to_their_knees_is_fast()
    {
        var book = new DialogBook(Read("keywords: { words: ['(a+)+$'], match: pattern, label: a, messages: b }" + Fallback).All);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        book.Meant(new string('a', 4_999) + "!", _ => true);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    private static DefinitionSet<Dialog> Read(string yaml) =>
        DialogDefinitions.Kind(() => ["spice-level"], () => ["first-10off"], () => ["辛さ"]).Of([("dialogs/a.yaml", Encoding.UTF8.GetBytes(yaml))]);
}
