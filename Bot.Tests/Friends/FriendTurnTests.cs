using System.Net;
using Bot.Friends;
using Bot.Line;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Profile = Bot.Friends.Profile;

namespace Bot.Tests.Friends;

public sealed class FriendTurnTests : IAsyncLifetime, IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";

    private Chat _chat = null!;
    private WebApplication _line = null!;
    private Func<HttpContext, Task> _answer = NamedHana;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _line = builder.Build();
        _line.MapGet("/v2/bot/profile/{userId}", (HttpContext http) => _answer(http));
        await _line.StartAsync();
        var address = _line.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _chat = new Chat(services => services.AddFriends().Configure<LineOptions>(options =>
        {
            options.ApiBaseUrl = new Uri(address);
            options.ChannelAccessToken = "token";
            options.ChannelSecret = "secret";
        }));
    }

    public async Task DisposeAsync() => await _line.DisposeAsync();

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task A_follow_makes_a_friend_with_a_name()
    {
        await _chat.Follow(Hana);

        var friend = await _chat.Friend(Hana);
        Assert.Equal(FriendStatus.Following, friend.Status);
        Assert.Equal(_chat.Clock.GetUtcNow(), friend.FollowedAt);
        Assert.Equal(new Profile("花", _chat.Clock.GetUtcNow()) { Language = "ja" }, friend.Profile);
        Assert.Equal(TimelineKind.Followed, Assert.Single(await _chat.TimelineOf(Hana)).Kind);
    }

    [Fact]
    public async Task Without_a_name_the_friend_is_kept_all_the_same()
    {
        foreach (var status in new[] { 404, 400, 500, 429 })
        {
            var friend = $"U{status:D32}";
            _answer = http =>
            {
                http.Response.StatusCode = status;
                return http.Response.WriteAsJsonAsync(new { message = "no" });
            };

            await _chat.Follow(friend);

            Assert.Equal(FriendStatus.Following, (await _chat.Friend(friend)).Status);
            Assert.Null((await _chat.Friend(friend)).Profile);
            Assert.Equal(status is 404 or 400, (await _chat.Friend(friend)).ProfileAskedAt is not null);
        }
    }

    [Fact]
    public async Task A_line_that_hangs_holds_the_greeting_up_for_a_second_only()
    {
        _answer = http => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);

        var turn = _chat.Follow(Hana);

        Assert.Same(turn, await Task.WhenAny(turn, Task.Delay(TimeSpan.FromSeconds(20))));
        Assert.Equal(FriendStatus.Following, (await _chat.Friend(Hana)).Status);
    }

    [Fact]
    public async Task Blocking_and_coming_back_is_remembered()
    {
        await _chat.Follow(Hana);
        _chat.Clock.Advance(TimeSpan.FromDays(1));
        await _chat.Block(Hana);
        Assert.Equal(FriendStatus.Blocked, (await _chat.Friend(Hana)).Status);
        _chat.Clock.Advance(TimeSpan.FromDays(1));
        await _chat.Follow(Hana);

        var friend = await _chat.Friend(Hana);
        Assert.Equal(FriendStatus.Following, friend.Status);
        Assert.Equal(_chat.Clock.GetUtcNow() - TimeSpan.FromDays(1), friend.BlockedAt);
        Assert.Equal([TimelineKind.Followed, TimelineKind.Blocked, TimelineKind.Unblocked], (await _chat.TimelineOf(Hana)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_follow_that_comes_late_does_not_unblock()
    {
        var earlier = _chat.Clock.GetUtcNow();
        _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        await _chat.Block(Hana);

        await _chat.Happen(new FollowEvent { Type = "follow", WebhookEventId = "", Timestamp = earlier.ToUnixTimeMilliseconds() }, Hana);

        Assert.Equal(FriendStatus.Blocked, (await _chat.Friend(Hana)).Status);
    }

    [Fact]
    public async Task What_is_written_and_tapped_is_kept_in_full()
    {
        var words = string.Concat(Enumerable.Repeat("辛🌶️", 1250));
        await _chat.Write(Hana, words);
        _chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await _chat.Tap(Hana, "coupon=x&do=use");
        _chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await _chat.Send(Hana, new ReceivedSticker("446", "1988") { Type = "sticker", Id = "9", Keywords = ["ありがとう"] });

        Assert.Equal([words, "coupon=x&do=use", "ありがとう"], (await _chat.TimelineOf(Hana)).Select(entry => entry.Detail));
        Assert.Equal(_chat.Clock.GetUtcNow(), (await _chat.Friend(Hana)).LastMessageAt);
    }

    [Fact]
    public async Task What_is_taken_back_is_deleted_and_that_is_remembered()
    {
        await _chat.Send(Hana, new ReceivedText("ひみつ") { Type = "text", Id = "100" });
        await _chat.Send(Hana, new ReceivedText("のこる") { Type = "text", Id = "101" });

        await _chat.Happen(new UnsendEvent(new UnsentMessage("100")) { Type = "unsend", WebhookEventId = "", Timestamp = 0 }, Hana);

        var timeline = await _chat.TimelineOf(Hana);
        Assert.DoesNotContain(timeline, entry => entry.Detail == "ひみつ");
        Assert.Contains(timeline, entry => entry.Detail == "のこる");
        Assert.Contains(timeline, entry => entry.Kind == TimelineKind.MessageUnsent && entry.MessageId == "100");
        Assert.DoesNotContain("ひみつ", (await _chat.Get<FriendErasure>().Export(Hana, default))!.ToString());
    }

    [Fact]
    public async Task An_edited_message_is_kept_as_it_was_edited()
    {
        await _chat.Send(Hana, new ReceivedText("甘ロ") { Type = "text", Id = "100" });
        _chat.Clock.Advance(TimeSpan.FromSeconds(1));

        await _chat.Happen(new MessageEditedEvent(new ReceivedText("甘口") { Type = "text", Id = "100" }) { Type = "messageEdited", WebhookEventId = "", Timestamp = 0 }, Hana);

        Assert.Equal([(TimelineKind.Wrote, "甘口"), (TimelineKind.MessageEdited, null)], (await _chat.TimelineOf(Hana)).Select(entry => (entry.Kind, entry.Detail)));
        Assert.DoesNotContain("甘ロ", (await _chat.Get<FriendErasure>().Export(Hana, default))!.ToString());
    }

    [Fact]
    public async Task An_edit_of_what_nobody_knows_changes_nothing_but_is_remembered()
    {
        await _chat.Happen(new MessageEditedEvent(new ReceivedText("甘口") { Type = "text", Id = "100" }) { Type = "messageEdited", WebhookEventId = "", Timestamp = 0 }, Hana);

        var entry = Assert.Single(await _chat.TimelineOf(Hana));
        Assert.Equal((TimelineKind.MessageEdited, null, "100"), (entry.Kind, entry.Detail, entry.MessageId));
    }

    [Fact]
    public async Task What_is_taken_back_before_it_comes_is_never_kept()
    {
        await Unsend("100");
        await Unsend("101");

        await _chat.Send(Hana, new ReceivedText("ひみつ") { Type = "text", Id = "100" });
        await _chat.Send(Hana, new ReceivedText("のこる") { Type = "text", Id = "102" });

        Assert.DoesNotContain("ひみつ", (await _chat.Get<FriendErasure>().Export(Hana, default))!.ToString());
        Assert.Equal("のこる", Assert.Single(await _chat.TimelineOf(Hana), entry => entry.Kind == TimelineKind.Wrote).Detail);
        Assert.Equal(["101"], (await _chat.Friend(Hana)).UnsentAhead!);
        await _chat.Send(Hana, new ReceivedText("これも") { Type = "text", Id = "101" });
        Assert.Null((await _chat.Friend(Hana)).UnsentAhead);
    }

    [Fact]
    public async Task Who_takes_back_messages_from_before_our_time_does_not_fill_the_shops_shelves()
    {
        for (var id = 0; id < 25; id++)
        {
            await Unsend($"{id}");
        }

        Assert.Equal(Enumerable.Range(5, 20).Select(id => $"{id}"), (await _chat.Friend(Hana)).UnsentAhead!);
    }

    [Fact]
    public async Task What_line_notices_of_a_friend_is_remembered()
    {
        await Later(new VideoPlayCompleteEvent(new VideoPlayComplete("spring")) { Type = "videoPlayComplete", WebhookEventId = "", Timestamp = 0 }, Hana);
        await Later(new BeaconEvent(new Beacon("d41d8cd98f", "enter")) { Type = "beacon", WebhookEventId = "", Timestamp = 0 }, Hana);
        await Later(new BeaconEvent(new Beacon("d41d8cd98f", "stay")) { Type = "beacon", WebhookEventId = "", Timestamp = 0 }, Hana);
        await Later(new BeaconEvent(new Beacon("d41d8cd98f", "banner", "00ff")) { Type = "beacon", WebhookEventId = "", Timestamp = 0 }, Hana);
        await Later(new AccountLinkEvent(new AccountLink("ok", "nonce-1")) { Type = "accountLink", WebhookEventId = "", Timestamp = 0 }, Hana);
        await Later(new MembershipEvent(new Membership("joined", 1)) { Type = "membership", WebhookEventId = "", Timestamp = 0 }, Hana);
        await Later(new UnknownEvent { Type = "hologram", WebhookEventId = "", Timestamp = 0 }, Hana);

        Assert.Equal(
            [
                (TimelineKind.VideoWatched, "spring", null), (TimelineKind.BeaconHeard, "d41d8cd98f", "enter"),
                (TimelineKind.BeaconHeard, "d41d8cd98f", "banner 00ff"), (TimelineKind.AccountLinked, null, null),
            ],
            (await _chat.TimelineOf(Hana)).Select(entry => (entry.Kind, entry.Subject, entry.Detail)));
        Assert.Null((await _chat.Friend(Hana)).LastMessageAt);

        Task Later(WebhookEvent happened, string friend)
        {
            _chat.Clock.Advance(TimeSpan.FromSeconds(1));
            return _chat.Happen(happened, friend);
        }
    }

    private async Task Unsend(string messageId) =>
        await _chat.Happen(new UnsendEvent(new UnsentMessage(messageId)) { Type = "unsend", WebhookEventId = "", Timestamp = 0 }, Hana);

    [Fact]
    public async Task A_friend_who_speaks_gets_their_old_name_renewed()
    {
        await _chat.Follow(Hana);
        _answer = http => http.Response.WriteAsJsonAsync(new { userId = Hana, displayName = "花子" });
        var refresher = _chat.Get<ProfileRefresher>();
        await refresher.StartAsync(default);

        await _chat.Write(Hana, "まだ新しい");
        _chat.Clock.Advance(TimeSpan.FromDays(8));
        await _chat.Write(Hana, "もう古い");

        await Until(async () => (await _chat.Friend(Hana)).DisplayName == "花子");
        _answer = http =>
        {
            http.Response.StatusCode = (int)HttpStatusCode.NotFound;
            return http.Response.WriteAsJsonAsync(new { message = "Not found" });
        };
        _chat.Clock.Advance(TimeSpan.FromDays(8));
        await _chat.Write(Hana, "名前は消えない");
        await Until(async () => (await _chat.Friend(Hana)).ProfileAskedAt == _chat.Clock.GetUtcNow());
        Assert.Equal("花子", (await _chat.Friend(Hana)).DisplayName);
        await refresher.StopAsync(default);
    }

    private static Task NamedHana(HttpContext http) =>
        http.Response.WriteAsJsonAsync(new { userId = http.Request.RouteValues["userId"], displayName = "花", language = "ja" });

    private static Task Until(Func<Task<bool>> holds) => BotApplication.Until(holds, "it happens");
}
