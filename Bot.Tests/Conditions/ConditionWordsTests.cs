using Bot.Conditions;

namespace Bot.Tests.Conditions;

/// <summary>What a condition means, said in both languages.</summary>
public sealed class ConditionWordsTests
{
    private static readonly ConditionVocabulary Known = new()
    {
        Surveys =
        [
            new("spice-level", "辛さの好み", [new("spice", "お好みの辛さは？", ValueKind.Choice, [new("sweet", "甘口"), new("hot", "辛口")]), new("note", new string('長', 60), ValueKind.Text, [])]),
        ],
        Coupons = [new("welcome", "はじめてクーポン")],
        Campaigns = [new("new-curry", "新しいカレー")],
    };

    [Theory]
    [InlineData("all", "友だち全員", "everybody")]
    [InlineData("not all", "だれも当てはまらない", "nobody")]
    [InlineData("tag = 甘口", "タグ「甘口」がある", "has the tag “甘口”")]
    [InlineData("not tag = 甘口", "タグ「甘口」がない", "does not have the tag “甘口”")]
    [InlineData("tag in (甘口, 辛口)", "タグ「甘口」「辛口」のどれかがある", "has one of the tags “甘口”, “辛口”")]
    [InlineData("not tag in (甘口, 辛口)", "タグ「甘口」「辛口」のどれもない", "has none of the tags “甘口”, “辛口”")]
    [InlineData("tag = 甘口 added after 2026-01-01", "タグ「甘口」が2026/01/01(木)より後に付いている", "got the tag “甘口” after Thu 1 Jan 2026")]
    [InlineData("attribute(来店回数) >= 1000", "属性「来店回数」が1,000以上である", "“来店回数” is at least 1,000")]
    [InlineData("attribute(県) not in (東京, 神奈川)", "属性「県」が「東京」「神奈川」以外である", "“県” is known and none of “東京”, “神奈川”")]
    [InlineData("attribute(会員) = true", "属性「会員」が「はい」である", "“会員” is “yes”")]
    [InlineData("attribute(誕生日) is unknown", "属性「誕生日」が分かっていない", "“誕生日” is not known")]
    [InlineData("not attribute(誕生日) is unknown", "属性「誕生日」が分かっている", "“誕生日” is known")]
    [InlineData("answer(spice-level.spice) = sweet", "「辛さの好み」の「お好みの辛さは？」の答えが「甘口」である", "the answer to “お好みの辛さは？” (辛さの好み) is “甘口”")]
    [InlineData("answer(other.question) = x", "「other」の「question」の答えが「x」である", "the answer to “question” (other) is “x”")]
    [InlineData("answered(spice-level.spice) > 30 days ago", "「辛さの好み」の「お好みの辛さは？」に30日より前に答えている", "answered “お好みの辛さは？” (辛さの好み) more than 30 days ago")]
    [InlineData("survey(spice-level) is not completed", "アンケート「辛さの好み」を終えていない", "has not completed “辛さの好み”")]
    [InlineData("coupon(welcome) is unused", "まだ使えるクーポン「はじめてクーポン」がある", "can still use the coupon “はじめてクーポン”")]
    [InlineData("received(new-curry) and not clicked(new-curry)",
        "キャンペーン「新しいカレー」が届いている、かつキャンペーン「新しいカレー」のリンクを開いていない", "got the campaign “新しいカレー” and did not tap a link of the campaign “新しいカレー”")]
    [InlineData("last_message > 90 days ago", "最後に話したのが90日より前である", "last wrote or tapped more than 90 days ago")]
    [InlineData("last_message is never", "話したことがない", "never wrote or tapped")]
    [InlineData("expires(welcome) between today and 1 week from now", "クーポン「はじめてクーポン」の期限が今日から1週間後までである", "has a coupon “はじめてクーポン” that runs out from today to 1 week from now")]
    [InlineData("opted_out(新商品)", "「新商品」のお知らせを止めている", "has stopped news of “新商品”")]
    [InlineData("tag = A and (tag = B or blocked)", "タグ「A」がある、かつ(タグ「B」がある、またはブロックしている)", "has the tag “A” and (has the tag “B” or has blocked the account)")]
    [InlineData("not (tag = A or tag = B)", "タグ「A」がない、かつタグ「B」がない", "does not have the tag “A” and does not have the tag “B”")]
    [InlineData("tag = A or not (tag = B or tag = C)", "タグ「A」がある、または(タグ「B」がない、かつタグ「C」がない)", "has the tag “A” or (does not have the tag “B” and does not have the tag “C”)")]
    public void It_is_said_by_the_names_people_know(string text, string japanese, string english) =>
        Assert.Equal(new Words(japanese, english), new ConditionWords(Known).Of(Shop.Read(text)));

    [Fact]
    public void A_long_question_is_cut_and_an_emoji_never()
    {
        Assert.Contains($"「{new string('長', 39)}…」", new ConditionWords(Known).Of(Shop.Read("answer(spice-level.note) is known")).Japanese, StringComparison.Ordinal);
        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 50));
        Assert.Contains($"「{string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 39))}…」", new ConditionWords(Known).Of(new Condition.Received(family)).Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_can_be_written_can_be_said_and_its_opposite_is_said_otherwise()
    {
        var sample = new Sample(77);
        var words = new ConditionWords(Known);
        for (var round = 0; round < 3_000; round++)
        {
            var condition = sample.Condition();
            var (said, opposite) = (words.Of(condition), words.Of(new Condition.Not(condition)));

            Assert.NotEqual(said.Japanese, opposite.Japanese);
            Assert.NotEqual(said.English, opposite.English);
            Assert.Equal(said, words.Of(new Condition.Not(new Condition.Not(condition))));
        }
    }
}
