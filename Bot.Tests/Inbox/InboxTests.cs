using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Tests.Friends;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Inbox;

public sealed class InboxTests : IAsyncLifetime, IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";
    private const string Taro = "U22222222222222222222222222222222";

    private readonly Chat _chat = new(services => services
        .AddSingleton<Collection>(OutboxCollections.Messages)
        .AddFriends()
        .AddInbox()
        .AddSingleton<IReaction, AskEverything>());

    private HttpClient _api = null!;

    public async Task InitializeAsync() => _api = await _chat.Api(api => api.MapInbox());

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _api?.Dispose();
        _chat.Dispose();
    }

    [Fact]
    public async Task What_friends_say_waits_oldest_first_and_later_messages_join()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        await _chat.Write(Taro, "もしもし");
        _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        await _chat.Send(Hana, new ReceivedMedia { Type = "image", Id = "p1" });

        var first = await Get("/api/inbox?limit=1");
        var hana = Assert.Single(first.GetProperty("items").EnumerateArray());
        Assert.Equal(Hana, hana.GetProperty("userId").GetString());
        Assert.Equal(
            [("text", "駐車場はありますか"), ("image", null)],
            hana.GetProperty("entries").EnumerateArray().Select(entry => (entry.GetProperty("type").GetString(), entry.TryGetProperty("text", out var text) ? text.GetString() : null)));
        var second = await Get($"/api/inbox?limit=1&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");
        Assert.Equal(Taro, Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("userId").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.GetAsync("/api/inbox?after=x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.GetAsync("/api/inbox?state=1")).StatusCode);
    }

    [Fact]
    public async Task An_answer_is_a_reply_while_that_is_free_and_a_push_that_counts_after()
    {
        await Ask("駐車場はありますか", token: "t1");
        _chat.Clock.Advance(TimeSpan.FromSeconds(40));
        var inquiry = await Only();
        Assert.NotEqual(JsonValueKind.Undefined, inquiry.GetProperty("freeUntil").ValueKind);

        var reply = await Body(await Answer(inquiry, "{name}さん、2台分ございます"));
        Assert.Equal(("reply", 0), (reply.GetProperty("sentBy").GetString(), reply.GetProperty("cost").GetInt32()));
        var sent = Assert.Single(await Outbox());
        Assert.Equal((OutboxCall.Reply, "t1"), (sent.Call, sent.ReplyToken));
        Assert.Equal("お客さま、2台分ございます", Assert.IsType<TextMessage>(Assert.Single(sent.Messages!)).Text);

        var push = await Body(await Answer(reply.GetProperty("inquiry"), "予約もできます"));
        Assert.Equal(("push", 1), (push.GetProperty("sentBy").GetString(), push.GetProperty("cost").GetInt32()));
        Assert.Equal("answered", push.GetProperty("inquiry").GetProperty("state").GetString());
        Assert.Contains(await _chat.TimelineOf(Hana), entry => entry is { Kind: TimelineKind.StaffReplied, Detail: "予約もできます", Source.Name: "佐藤" });
    }

    [Fact]
    public async Task A_reply_token_that_was_used_or_is_too_old_is_not_used_again()
    {
        await Ask("駐車場はありますか", token: "t1");
        _chat.Clock.Advance(TimeSpan.FromSeconds(46));

        Assert.Equal("push", (await Body(await Answer(await Only(), "はい"))).GetProperty("sentBy").GetString());
    }

    [Fact]
    public async Task Two_clicks_answer_once()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        var inquiry = await Only();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Answer(inquiry, "ございます")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await Outbox());
    }

    [Fact]
    public async Task Who_answers_an_older_state_is_told_that_the_friend_said_more()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        var inquiry = await Only();
        await _chat.Write(Hana, "やっぱり電車で行きます");

        var answer = await Answer(inquiry, "ございます");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Nothing was sent", (await Body(answer)).GetProperty("detail").GetString());
        Assert.Empty(await Outbox());
    }

    [Fact]
    public async Task What_a_friend_says_after_an_answer_opens_the_inquiry_again_and_after_closing_another()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        await Answer(await Only(), "ございます");
        Assert.Empty((await Get("/api/inbox")).GetProperty("items").EnumerateArray());
        _chat.Clock.Advance(TimeSpan.FromHours(1));

        await _chat.Write(Hana, "何台ですか");
        var again = await Only();
        Assert.Equal(2, again.GetProperty("entries").GetArrayLength());
        Assert.Equal(_chat.Clock.GetUtcNow(), again.GetProperty("waitingSince").GetDateTimeOffset());
        var id = again.GetProperty("id").GetString();
        Assert.Equal("closed", (await Body(await Post($"/api/inbox/{id}/close", new { by = "佐藤" }))).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Post($"/api/inbox/{id}/close", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Answer(await Get($"/api/inbox/{id}"), "もしもし")).StatusCode);

        await _chat.Write(Hana, "もしもし");
        Assert.Single((await Only()).GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task A_message_taken_back_shows_as_taken_back_and_its_words_are_gone()
    {
        await _chat.Send(Hana, new ReceivedText("内緒です") { Type = "text", Id = "m1" });
        await _chat.Happen(new UnsendEvent(new UnsentMessage("m1")) { Type = "unsend", WebhookEventId = "", Timestamp = 0 }, Hana);

        var entry = Assert.Single((await Only()).GetProperty("entries").EnumerateArray());
        Assert.True(entry.GetProperty("takenBack").GetBoolean());
        var stored = await _chat.Store.Find(new Query<Inquiry>(InquiryCollections.Inquiries, Filter.Everything), default);
        Assert.Null(Assert.Single(Assert.Single(stored.Items).Value.Entries).Text);
    }

    [Fact]
    public async Task An_edited_message_shows_its_new_words()
    {
        await _chat.Send(Hana, new ReceivedText("駐車上") { Type = "text", Id = "m1" });
        await _chat.Happen(new MessageEditedEvent(new ReceivedText("駐車場") { Type = "text", Id = "m1" }) { Type = "messageEdited", WebhookEventId = "", Timestamp = 0 }, Hana);

        Assert.Equal("駐車場", Assert.Single((await Only()).GetProperty("entries").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Notices_stand_beside_questions_and_are_not_told_twice()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        var friends = _chat.Get<FriendStore>();
        foreach (var words in (string[])["折り返しのお電話を希望", "折り返しのお電話を希望", "アレルギーあり"])
        {
            await friends.Change<object>(Hana, async (change, ct) =>
            {
                await _chat.Get<Inquiries>().Note(change, words, ct);
                return change;
            }, default);
        }

        var all = (await Get("/api/inbox")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["notice", "notice", "question"], all.Select(one => one.GetProperty("kind").GetString()).Order());
        var assigned = await Body(await Post($"/api/inbox/{all[0].GetProperty("id").GetString()}/assign", new { to = "佐藤" }));
        Assert.Equal("佐藤", assigned.GetProperty("assignedTo").GetString());
        Assert.Single((await Get($"/api/inbox?assignedTo={Uri.EscapeDataString("佐藤")}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Five_thousand_characters_and_hundreds_of_messages_are_all_kept()
    {
        await _chat.Write(Hana, new string('長', 5000));
        for (var i = 0; i < 220; i++)
        {
            await _chat.Write(Hana, $"👨‍👩‍👧‍👦{i}");
        }

        var kept = await _chat.Store.Find(new Query<Inquiry>(InquiryCollections.Inquiries, Filter.Everything), default);
        Assert.Equal(221, kept.Items.Sum(inquiry => inquiry.Value.Entries.Count));
        Assert.Equal(2, kept.Items.Count);
    }

    [Theory]
    [InlineData("""{"text":"a"}""", "version")]
    [InlineData("""{"version":1}""", "text")]
    [InlineData("""{"version":1,"text":" "}""", "text")]
    [InlineData("""{"version":1,"text":"a","messages":[]}""", "text")]
    [InlineData("""{"version":1,"messages":[{"type":"text","text":""}]}""", "messages")]
    public async Task What_cannot_be_said_is_refused_with_its_field(string body, string field)
    {
        await _chat.Write(Hana, "駐車場はありますか");
        var id = (await Only()).GetProperty("id").GetString();

        var refused = await _api.PostAsync($"/api/inbox/{id}/answer", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True((await Body(refused)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Who_blocked_the_account_cannot_be_answered()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        _chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await _chat.Block(Hana);

        Assert.Equal(HttpStatusCode.Conflict, (await Answer(await Only(), "はい")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post("/api/inbox/x/answer", new { version = 1, text = "a" })).StatusCode);
    }

    [Fact]
    public async Task Inquiries_are_exported_and_erased_with_the_friend()
    {
        await _chat.Write(Hana, "駐車場はありますか");
        Assert.Contains("駐車場", (await _chat.Get<FriendErasure>().Export(Hana, default))!["data"]!["inquiries"]!.ToJsonString(new(JsonSerializerOptions.Default) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

        await _chat.Get<FriendErasure>().Erase(Hana, default);

        Assert.Equal(0, await _chat.Store.Count(InquiryCollections.Inquiries, Filter.Everything, default));
    }

    private Task<IReadOnlyList<Message>> Ask(string text, string token) =>
        _chat.Happen(new MessageEvent(new ReceivedText(text) { Type = "text", Id = "q" }) { Type = "message", WebhookEventId = "", Timestamp = 0, ReplyToken = token }, Hana);

    private async Task<JsonElement> Only() => Assert.Single((await Get("/api/inbox")).GetProperty("items").EnumerateArray());

    private Task<HttpResponseMessage> Answer(JsonElement inquiry, string text) =>
        Post($"/api/inbox/{inquiry.GetProperty("id").GetString()}/answer", new { version = inquiry.GetProperty("version").GetInt64(), text, by = "佐藤" });

    private async Task<IReadOnlyList<OutboxMessage>> Outbox() =>
        [.. (await _chat.Store.Find(new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Everything), default)).Items.Select(stored => stored.Value)];

    private async Task<JsonElement> Get(string path) => await Body(await _api.GetAsync(path));

    private Task<HttpResponseMessage> Post(string path, object body) => _api.PostAsJsonAsync(path, body);

    private static async Task<JsonElement> Body(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();

    private sealed class AskEverything(Inquiries inquiries) : IReaction
    {
        public async ValueTask<bool> React(Turn turn, CancellationToken ct)
        {
            await inquiries.Ask(turn, ct);
            return false;
        }
    }
}
