using Bot.Calendar;
using Bot.Coupons;
using Bot.Dialogs;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Preferences;
using Bot.Storage;
using Bot.Surveys;
using Bot.Tests.Friends;

namespace Bot.Tests.Dialogs;

/// <summary>The sample dialogs, spoken over the real turn and a real store.</summary>
public sealed class DialogChatTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";

    private readonly Chat _chat = new(
        services => services.AddPreferences(_ => new ShopPreferences { QuietHours = QuietHours.None }).AddFriends().AddInbox().AddRequestsOfFriends().AddCoupons().AddSurveys().AddDialogs(),
        [.. Chat.SampleFiles("coupons"), .. Chat.SampleFiles("surveys"), .. Chat.SampleFiles("dialogs")]);

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task A_new_friend_is_greeted_and_offered_the_surveys()
    {
        var said = await _chat.Follow(Hana);

        Assert.StartsWith("お客さま、友だち追加ありがとうございます", Assert.IsType<TextMessage>(said[0]).Text);
        Assert.Null(said[0].QuickReply);
        var buttons = said[^1].QuickReply!.Items.Select(item => item.Action).ToList();
        Assert.Contains(new MessageAction("メニュー") { Label = "メニューを見る" }, buttons);
        Assert.Contains(buttons, action => action is PostbackAction { Data: "start=spice-level" });
        Assert.Contains(buttons, action => action is PostbackAction { Data: "start=wedding" });
    }

    [Fact]
    public async Task Who_comes_back_hears_another_greeting()
    {
        await _chat.Follow(Hana);
        _chat.Clock.Advance(TimeSpan.FromDays(1));
        await _chat.Block(Hana);
        _chat.Clock.Advance(TimeSpan.FromDays(1));

        var said = await _chat.Follow(Hana, unblocked: true);

        Assert.Contains("おかえりなさい", Assert.IsType<TextMessage>(said[0]).Text);
    }

    [Theory]
    [InlineData("メニュー")]
    [InlineData("ﾒﾆｭｰ")]
    [InlineData(" めにゅー ")]
    public async Task A_keyword_is_answered_however_it_is_written(string written) =>
        Assert.IsType<CarouselTemplate>(Assert.IsType<TemplateMessage>(Assert.Single(await _chat.Write(Hana, written))).Template);

    [Theory]
    [InlineData("今日は何時までですか?", true)]
    [InlineData("定休日を教えて", true)]
    [InlineData("このメニューはありますか", false)]
    public async Task Only_keywords_that_may_stand_anywhere_are_found_anywhere(string written, bool found) =>
        Assert.Equal(found, Assert.IsType<TextMessage>(Assert.Single(await _chat.Write(Hana, written))).Text.Contains("営業時間"));

    [Fact]
    public async Task What_finds_no_answer_is_excused_once_an_hour_and_kept_for_people()
    {
        Assert.Single(await _chat.Write(Hana, "駐車場はありますか"));
        _chat.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(await _chat.Write(Hana, "もしもし"));
        _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await _chat.Write(Hana, "いますか"));

        Assert.Equal(3, (await _chat.TimelineOf(Hana)).Count(entry => entry.Kind == TimelineKind.Unanswered));
    }

    [Fact]
    public async Task A_sticker_or_a_strange_tap_is_met_with_silence()
    {
        Assert.Empty(await _chat.Send(Hana, new ReceivedSticker("1", "2") { Type = "sticker", Id = "1" }));
        Assert.Empty(await _chat.Tap(Hana, "something=else"));
        Assert.DoesNotContain(await _chat.TimelineOf(Hana), entry => entry.Kind == TimelineKind.Unanswered);
    }

    [Fact]
    public async Task A_picture_is_kept_for_people_too()
    {
        Assert.Single(await _chat.Send(Hana, new ReceivedMedia { Type = "image", Id = "1" }));
        Assert.Contains(await _chat.TimelineOf(Hana), entry => entry.Kind == TimelineKind.Unanswered && entry.Subject == "image");
    }

    [Fact]
    public async Task The_word_coupon_shows_coupons()
    {
        await _chat.Follow(Hana);
        await _chat.Get<CouponDesk>().Issue("first-10off", Hana, FactSource.Api, default);

        Assert.IsType<FlexMessage>(Assert.Single(await _chat.Write(Hana, "クーポン")));
    }

    [Fact]
    public async Task Erasing_forgets_that_an_excuse_was_made()
    {
        await _chat.Write(Hana, "もしもし");
        await _chat.Get<FriendErasure>().Erase(Hana, default);

        Assert.Equal(0, await _chat.Store.Count(DialogCollections.States, Filter.Everything, default));
        Assert.Single(await _chat.Write(Hana, "もしもし"));
    }
}
