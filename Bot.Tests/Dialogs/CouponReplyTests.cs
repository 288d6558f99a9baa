using Bot.Calendar;
using Bot.Coupons;
using Bot.Dialogs;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Preferences;
using Bot.Surveys;
using Bot.Tests.Friends;

namespace Bot.Tests.Dialogs;

public sealed class CouponReplyTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";

    private readonly Chat _chat = new(
        services => services.AddPreferences(_ => new ShopPreferences { QuietHours = QuietHours.None }).AddFriends().AddInbox().AddRequestsOfFriends().AddCoupons().AddSurveys().AddDialogs(),
        ("coupons/hello.yaml", "id: hello\ntitle: 友だち追加特典\nfree-item: ドリンク"),
        ("dialogs/all.yaml",
            """
            greeting:
              messages:
                - ようこそ
                - coupon: hello
            keywords:
              - words: 特典
                messages:
                  coupon: hello
            """.Replace("messages:\n      coupon", "messages:\n      - coupon", StringComparison.Ordinal)));

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task A_greeting_gives_a_coupon_in_the_same_reply_and_not_again_after_a_block()
    {
        var said = await _chat.Follow(Hana);

        Assert.Equal(2, said.Count);
        Assert.Contains("ドリンク 無料", LineJson.ToElement(Assert.IsType<FlexMessage>(said[1]).Contents).GetRawText());
        Assert.Single((await _chat.Friend(Hana)).Coupons);
        _chat.Clock.Advance(TimeSpan.FromDays(1));
        await _chat.Block(Hana);
        _chat.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("ようこそ", Assert.IsType<TextMessage>(Assert.Single(await _chat.Follow(Hana))).Text);
    }

    [Fact]
    public async Task Asked_for_again_it_is_said_that_it_was_given()
    {
        await _chat.Follow(Hana);

        Assert.Contains("すでにお渡ししています", Assert.IsType<TextMessage>(Assert.Single(await _chat.Write(Hana, "特典"))).Text);
    }
}
