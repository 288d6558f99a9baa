using Bot.Calendar;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Dialogs;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Messages;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;
using Bot.Surveys;
using Bot.Tests.Friends;
using Microsoft.Extensions.DependencyInjection;
using Profile = Bot.Friends.Profile;

namespace Bot.Tests.Dialogs;

/// <summary>Every way of answering, spoken over real turns and a real store.</summary>
public sealed class DialogAnswersTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";
    private const string Taro = "U22222222222222222222222222222222";

    private const string Yaml = """
        greeting:
          - route: 渋谷店
            messages: [渋谷店へようこそ]
          - language: en
            messages: [Welcome]
          - messages: ["{name:さん|お客さま}、ようこそ"]
        welcome-back:
          - language: en
            messages: [Welcome back]
          - messages: [おかえりなさい]
        hours:
          - { days: [mon, wed, thu, fri, sat, sun], from: 11:00, until: 21:00 }
        keywords:
          - words: [VIP]
            when: tag = VIP
            messages: [VIPの方へ]
          - words: [VIP]
            messages: [みなさまへ]
          - words: [営業時間]
            match: contains
            open: 営業中です
            closed: ["ただいま準備中です。{次の営業}からです", またどうぞ]
          - words: [予約]
            match: contains
            messages: [ご予約はこちら]
          - words: [予約の変更]
            match: contains
            messages: [変更はこちら]
          - words: ['キャンセル.*(したい|できます)', '取り消']
            match: pattern
            label: 取り消し
            messages: [取り消しはこちら]
          - words: [占い]
            one-of: [大吉, 中吉, { messages: [小吉], buttons: [もう一度] }]
          - words: [日替わり]
            pick: daily
            one-of: [甘口, 中辛, 辛口]
          - words: [登録]
            messages: ["{担当}が承ります"]
            does:
              tag: [登録済み]
              untag: 未登録
              set: [{ attribute: 担当, value: 佐藤 }, { attribute: 登録日, value: 2026-11-21 }]
              coupon: hello
              notify: "{name:さん|お客さま}が登録しました"
          - words: [はじめる]
            does: { survey: spice }
        menus:
          - id: shop
            words: [メニュー, お品書き]
            messages: [何をご覧になりますか]
            items:
              - label: お食事
                messages: [お食事です]
                items:
                  - { label: カレー, messages: [カレーです] }
                  - { label: ナン, messages: [ナンです], does: { tag: ナン } }
              - label: お店
                messages: [お店です]
        help:
          messages: [何でも聞いてください]
        received:
          - types: [image, video]
            messages: [お写真ありがとうございます]
            does: { inquiry: true }
          - types: sticker
            when: tag = VIP
            messages: [スタンプ嬉しいです]
          - types: location
            messages: [近くのお店です]
        topics:
          names: [新商品, クーポン]
        fallback:
          every-hours: 1
          messages: [スタッフがお返事します]
          closed: ["{次の営業}にお返事します"]
        """;

    private readonly Chat _chat = new(
        services => services.AddSingleton<Collection>(OutboxCollections.Messages).AddPreferences(_ => new ShopPreferences { QuietHours = QuietHours.None }).AddFriends().AddInbox().AddRequestsOfFriends().AddCoupons().AddSurveys().AddDialogs(),
        ("coupons/hello.yaml", "id: hello\ntitle: 友だち追加特典\nfree-item: ドリンク"),
        ("surveys/spice.yaml", "id: spice\ntitle: 辛さ\npurpose: お好みをうかがいます\nstart:\n  keywords: [辛さ]\nquestions:\n  - id: free\n    kind: text\n    text: ご要望は?\nfinish:\n  messages: [ありがとう]"),
        ("dialogs/all.yaml", Yaml));

    public DialogAnswersTests() => Assert.Empty(_chat.Get<IEnumerable<ILiveDefinitions>>().SelectMany(definitions => definitions.Errors).Select(error => error.ToString()));

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task A_greeting_fits_the_route_then_the_language_then_everybody()
    {
        await Know(Hana, friend => friend.WithAttribute(new FriendAttribute(Greeting.RouteAttribute, _chat.Clock.GetUtcNow(), FactSource.Bot) { Text = "渋谷店" }) with { Profile = In("en") });
        await Know(Taro, friend => friend with { Profile = In("en-GB") });

        Assert.Equal("渋谷店へようこそ", Text(await _chat.Follow(Hana)));
        Assert.Equal("Welcome", Text(await _chat.Follow(Taro)));
        Assert.Equal("お客さま、ようこそ", Text(await _chat.Follow("U3")));
        _chat.Clock.Advance(TimeSpan.FromHours(1));
        await _chat.Block(Taro);
        _chat.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Welcome back", Text(await _chat.Follow(Taro, unblocked: true)));
    }

    [Fact]
    public async Task A_condition_decides_which_answer_a_word_has()
    {
        Assert.Equal("みなさまへ", Text(await _chat.Write(Hana, "vip")));
        await Know(Hana, friend => friend.WithTag(new FriendTag("VIP", _chat.Clock.GetUtcNow(), FactSource.Bot)).Friend);
        Assert.Equal("VIPの方へ", Text(await _chat.Write(Hana, "ＶＩＰ")));
    }

    [Theory]
    [InlineData("2026-11-21T11:00+09:00", "営業中です")]
    [InlineData("2026-11-21T20:59+09:00", "営業中です")]
    [InlineData("2026-11-21T10:59+09:00", "ただいま準備中です。本日 11:00からです")]
    [InlineData("2026-11-21T21:00+09:00", "ただいま準備中です。明日 11:00からです")]
    [InlineData("2026-11-23T23:59+09:00", "ただいま準備中です。11月25日(水) 11:00からです")]
    [InlineData("2026-11-24T00:00+09:00", "ただいま準備中です。明日 11:00からです")]
    public async Task Opening_hours_decide_what_is_said_and_when_next(string moment, string said)
    {
        _chat.Clock.MoveTo(moment);
        Assert.Equal(said, Text([(await _chat.Write(Hana, "営業時間は?"))[0]]));
    }

    [Fact]
    public async Task Outside_hours_the_excuse_says_when_somebody_is_back()
    {
        _chat.Clock.MoveTo("2026-11-21T22:00+09:00");
        Assert.Equal("明日 11:00にお返事します", Text(await _chat.Write(Hana, "駐車場はありますか")));
        Assert.Empty(await _chat.Write(Hana, "もしもし"));

        var inquiry = Assert.Single(await Inquiries()).Value;
        Assert.Equal(["駐車場はありますか", "もしもし"], inquiry.Entries.Select(entry => entry.Text));
        Assert.Null(inquiry.ReplyToken);
    }

    [Theory]
    [InlineData("予約の変更をしたい", "変更はこちら")]
    [InlineData("予約したいです", "ご予約はこちら")]
    [InlineData("キャンセルしたいです", "取り消しはこちら")]
    [InlineData("注文を取り消したい", "取り消しはこちら")]
    [InlineData("キャンセル", "スタッフがお返事します")]
    public async Task The_most_exact_keyword_is_meant(string written, string answered)
    {
        _chat.Clock.MoveTo("2026-11-21T12:00+09:00");
        Assert.Equal(answered, Text(await _chat.Write(Hana, written)));
    }

    [Fact]
    public async Task Where_several_fit_the_friend_is_asked_which()
    {
        var asked = Assert.IsType<TextMessage>(Assert.Single(await _chat.Write(Hana, "予約をキャンセルしたい。営業時間は?")));

        var buttons = asked.QuickReply!.Items.Select(item => (PostbackAction)item.Action).ToList();
        Assert.Equal(["営業時間", "予約", "取り消し"], buttons.Select(button => button.Label));
        Assert.Equal("取り消しはこちら", Text(await _chat.Tap(Hana, buttons[2].Data)));
        Assert.Contains("古くなりました", Text(await _chat.Tap(Hana, "meant=ない")));
    }

    [Fact]
    public async Task Several_replies_take_turns_for_each_friend()
    {
        string[] hana = [Text(await _chat.Write(Hana, "占い")), Text(await _chat.Write(Hana, "占い")), Text(await _chat.Write(Hana, "占い")), Text(await _chat.Write(Hana, "占い"))];

        Assert.Equal(["大吉", "中吉", "小吉", "大吉"], hana);
        Assert.Equal("大吉", Text(await _chat.Write(Taro, "占い")));
    }

    [Fact]
    public async Task By_lot_a_friend_hears_the_same_all_day_until_midnight_in_the_shop()
    {
        var days = new List<string>();
        for (var day = 1; day <= 28; day++)
        {
            _chat.Clock.MoveTo($"2026-12-{day:D2}T00:00+09:00");
            var morning = Text(await _chat.Write(Hana, "日替わり"));
            _chat.Clock.MoveTo($"2026-12-{day:D2}T23:59+09:00");
            Assert.Equal(morning, Text(await _chat.Write(Hana, "日替わり")));
            days.Add(morning);
        }

        Assert.Equal(3, days.Distinct().Count());
    }

    [Fact]
    public async Task An_answer_marks_the_friend_gives_a_coupon_and_tells_staff()
    {
        await Know(Hana, friend => friend.WithTag(new FriendTag("未登録", _chat.Clock.GetUtcNow(), FactSource.Bot)).Friend with { Profile = new Profile("花", _chat.Clock.GetUtcNow()) });

        var said = await _chat.Write(Hana, "登録");

        Assert.Equal("佐藤が承ります", Text([said[0]]));
        Assert.IsType<FlexMessage>(said[1]);
        var friend = await _chat.Friend(Hana);
        Assert.Equal(["登録済み"], friend.Tags.Select(tag => tag.Name));
        Assert.Equal(new DateOnly(2026, 11, 21), friend.Attributes.Single(attribute => attribute.Name == "登録日").Date);
        Assert.Equal("花さんが登録しました", Assert.Single(Assert.Single(await Inquiries()).Value.Entries).Text);
        Assert.Equal("佐藤が承ります", Text(await _chat.Write(Hana, "登録")));
        Assert.Single(await Inquiries());
    }

    [Fact]
    public async Task A_survey_that_a_word_begins_hears_the_next_words_but_not_a_wish_to_stop_everything()
    {
        Assert.NotEmpty(await _chat.Write(Hana, "はじめる"));
        Assert.Contains((await _chat.Write(Hana, "同意する")).OfType<TextMessage>(), text => text.Text.Contains("ご要望は?", StringComparison.Ordinal));

        Assert.Contains("どの配信を止めますか", Text(await _chat.Write(Hana, "配信停止")));
        Assert.DoesNotContain("ご予約はこちら", (await _chat.Write(Hana, "予約")).OfType<TextMessage>().Select(text => text.Text));
    }

    [Fact]
    public async Task A_menu_is_walked_down_and_back_up()
    {
        var top = await _chat.Write(Hana, "ﾒﾆｭｰ");
        Assert.Equal(["お食事", "お店"], Buttons(top).Select(button => button.Label));

        var food = await _chat.Tap(Hana, Buttons(top)[0].Data);
        Assert.Equal("お食事です", Text(food));
        Assert.Equal(["カレー", "ナン", "戻る"], Buttons(food).Select(button => button.Label));
        var naan = await _chat.Tap(Hana, Buttons(food)[1].Data);
        Assert.Equal(["戻る"], Buttons(naan).Select(button => button.Label));
        Assert.True((await _chat.Friend(Hana)).HasTag("ナン"));
        Assert.Equal("お食事です", Text(await _chat.Tap(Hana, Buttons(naan)[0].Data)));
        Assert.Equal("何をご覧になりますか", Text(await _chat.Tap(Hana, Buttons(food)[2].Data)));
    }

    [Theory]
    [InlineData("menu=shop/00000000/0.1", "何をご覧になりますか")]
    [InlineData("menu=gone/00000000/0", "恐れ入ります、このボタンは古くなりました。知りたいことを、もう一度送ってください。")]
    public async Task A_button_of_a_menu_that_has_changed_leads_to_its_top(string data, string said) =>
        Assert.Equal(said, Text(await _chat.Tap(Hana, data)));

    [Fact]
    public async Task Photos_and_places_have_answers_and_stickers_where_somebody_said_so()
    {
        Assert.Equal("お写真ありがとうございます", Text(await _chat.Send(Hana, new ReceivedMedia { Type = "image", Id = "1" })));
        Assert.Equal("image", Assert.Single(Assert.Single(await Inquiries()).Value.Entries).Type);
        Assert.Equal("近くのお店です", Text(await _chat.Send(Hana, new ReceivedLocation(35, 139) { Type = "location", Id = "2" })));
        Assert.Empty(await _chat.Send(Hana, new ReceivedSticker("1", "2") { Type = "sticker", Id = "3" }));
        await Know(Hana, friend => friend.WithTag(new FriendTag("VIP", _chat.Clock.GetUtcNow(), FactSource.Bot)).Friend);
        Assert.Equal("スタンプ嬉しいです", Text(await _chat.Send(Hana, new ReceivedSticker("1", "2") { Type = "sticker", Id = "4" })));
    }

    [Fact]
    public async Task A_day_that_a_friend_picks_becomes_an_attribute()
    {
        var picked = new PostbackEvent(new Postback(MessagePostback.ToPick("誕生日")) { Params = new PostbackParams { Date = "2000-02-29" } }) { Type = "postback", WebhookEventId = "", Timestamp = 0 };

        Assert.Equal("2000年2月29日(火)で承りました。ありがとうございます。", Text(await _chat.Happen(picked, Hana)));
        Assert.Equal(new DateOnly(2000, 2, 29), (await _chat.Friend(Hana)).Attributes.Single().Date);
        Assert.Contains("古く", Text(await _chat.Tap(Hana, "pick=誕生日")));
    }

    [Fact]
    public async Task A_friend_stops_a_topic_then_everything_and_begins_again()
    {
        var asked = await _chat.Write(Hana, "配信停止");
        Assert.Equal(["新商品を止める", "クーポンを止める", "すべて止める"], Buttons(asked).Select(button => button.Label));
        Assert.Contains("「新商品」の配信を止めました", Text(await _chat.Tap(Hana, Buttons(asked)[0].Data)));
        Assert.Equal(["新商品"], (await _chat.Friend(Hana)).OptedOutOf!.Select(held => held.Topic));
        Assert.Null((await _chat.Friend(Hana)).OptedOutAt);
        Assert.Equal(["クーポンを止める", "すべて止める"], Buttons(await _chat.Write(Hana, "配信停止")).Select(button => button.Label));

        await _chat.Tap(Hana, Buttons(asked)[2].Data);
        await _chat.Tap(Hana, Buttons(asked)[2].Data);
        Assert.NotNull((await _chat.Friend(Hana)).OptedOutAt);

        var again = await _chat.Write(Hana, "配信再開");
        Assert.Equal(["新商品を再開", "クーポンを再開", "すべて再開"], Buttons(again).Select(button => button.Label));
        await _chat.Tap(Hana, Buttons(again)[1].Data);
        var friend = await _chat.Friend(Hana);
        Assert.Null(friend.OptedOutAt);
        Assert.Equal(["新商品"], friend.OptedOutOf!.Select(held => held.Topic));
        await _chat.Write(Hana, "新商品 配信再開");
        Assert.Null((await _chat.Friend(Hana)).OptedOutOf);
        Assert.Contains("止めている配信はありません", Text(await _chat.Write(Hana, "配信再開")));
        Assert.Contains(await _chat.TimelineOf(Hana), entry => entry is { Kind: TimelineKind.OptedOut, Subject: null });
    }

    [Fact]
    public async Task A_wish_to_be_erased_is_confirmed_told_with_its_number_and_done_once()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        var asked = Assert.IsType<ConfirmTemplate>(Assert.IsType<TemplateMessage>(Assert.Single(await _chat.Write(Hana, "データ削除"))).Template);
        var yes = ((PostbackAction)asked.Actions[0]).Data;
        Assert.Equal("削除しませんでした。", Text(await _chat.Tap(Hana, ((PostbackAction)asked.Actions[1]).Data)));

        var told = Text(await _chat.Tap(Hana, yes));
        var receipt = (await _chat.Store.Get(DialogCollections.ErasureRequests, Hana, default))!.Value.ReceiptId;
        Assert.Contains($"受付番号: {receipt}", told);
        Assert.Contains("・お問い合わせ 1件", told);
        Assert.Contains(receipt, Text(await _chat.Tap(Hana, yes)));

        // From the wish on they are sent nothing else, whatever they do.
        await _chat.Write(Hana, "やっぱり駐車場は");
        var leaving = await _chat.Friend(Hana);
        Assert.Equal((FriendStatus.Blocked, new FriendErasing(receipt, FriendStatus.Visitor, IsOwnWish: true)), (leaving.Status, leaving.Erasing));

        // Their answer is still on its way.
        await _chat.Store.Commit(new Commit().Insert(OutboxCollections.Messages, OutboxMessage.Pushing(Hana, [new TextMessage("x")], _chat.Clock.GetUtcNow())[0]), default);
        var eraser = _chat.Get<EraseOnRequest>();
        Assert.Equal(0, await eraser.RunDue(default));
        _chat.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await Task.WhenAll(eraser.RunDue(default), eraser.RunDue(default))).Sum());

        Assert.Null(await _chat.Get<FriendStore>().Find(Hana, default));
        Assert.Null(await _chat.Get<FriendErasure>().Export(Hana, default));
        Assert.NotNull(await _chat.Store.Get(FriendCollections.Erasures, receipt, default));
        Assert.Equal(1, await _chat.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
        Assert.Equal(0, await eraser.RunDue(default));
    }

    [Fact]
    public async Task A_button_to_erase_that_is_found_later_erases_nothing()
    {
        var asked = Assert.IsType<ConfirmTemplate>(Assert.IsType<TemplateMessage>(Assert.Single(await _chat.Write(Hana, "個人情報の削除"))).Template);
        _chat.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Contains("時間が経ちました", Text(await _chat.Tap(Hana, ((PostbackAction)asked.Actions[0]).Data)));
        Assert.Null(await _chat.Store.Get(DialogCollections.ErasureRequests, Hana, default));
    }

    [Fact]
    public async Task Help_has_its_words_and_long_and_torn_texts_find_the_excuse()
    {
        _chat.Clock.MoveTo("2026-11-21T12:00+09:00");
        Assert.Equal("何でも聞いてください", Text(await _chat.Write(Hana, "使い方")));
        Assert.Equal("スタッフがお返事します", Text(await _chat.Write(Hana, new string('あ', 5000))));
        Assert.Empty(await _chat.Write(Hana, "\ud83c"));
        Assert.Equal(2, Assert.Single(await Inquiries()).Value.Entries.Count);
    }

    private async Task Know(string id, Func<Friend, Friend> change)
    {
        var stored = await _chat.Store.Get(FriendCollections.Friends, id, default);
        await _chat.Store.Commit(new Commit().Put(FriendCollections.Friends, change(stored?.Value ?? Bot.Friends.Friend.FirstSeen(id, _chat.Clock.GetUtcNow())), stored?.Version ?? 0), default);
    }

    private Profile In(string language) => new("花", _chat.Clock.GetUtcNow()) { Language = language };

    private async Task<IReadOnlyList<Stored<Inquiry>>> Inquiries() =>
        (await _chat.Store.Find(new Query<Inquiry>(InquiryCollections.Inquiries, Filter.Everything), default)).Items;

    private static string Text(IReadOnlyList<Message> said) => Assert.IsType<TextMessage>(said[0]).Text;

    private static List<PostbackAction> Buttons(IReadOnlyList<Message> said) => [.. said[^1].QuickReply!.Items.Select(item => (PostbackAction)item.Action)];
}
