using System.Net;
using System.Text;
using System.Text.Json;
using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Webhook;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot.Tests.Webhook;

/// <summary>What LINE may do to the webhook, done to the running product.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly BotApplication _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task A_request_without_LINEs_signature_is_refused_and_nothing_is_stored()
    {
        var body = Body(Message("e1", User(1), "こんにちは"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(body, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(body, "AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(body, LineSignature.Sign("another secret", Encoding.UTF8.GetBytes(body)))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(body + " ", Sign(body))).StatusCode);
        Assert.Equal(0, await _bot.Store.Count(InboxCollections.Inbox, Filter.Everything, default));
    }

    [Fact]
    public async Task LINEs_verification_request_without_events_is_answered()
    {
        Assert.Equal(HttpStatusCode.OK, (await Post("""{"destination":"U0","events":[]}""")).StatusCode);
    }

    [Fact]
    public async Task A_signed_body_that_is_no_webhook_request_gets_a_reason()
    {
        foreach (var body in new[] { "", "{", "[]", "null", """{"events":7}""", "\"events\"" })
        {
            var answer = await Post(body);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task The_same_event_three_times_has_one_effect_and_one_reply()
    {
        var phone = await _bot.Friend();
        var first = Body(Message("same", phone.UserId, "こんにちは"));
        var again = Body(Message("same", phone.UserId, "こんにちは", redelivered: true));

        Assert.All(await Task.WhenAll(Post(first), Post(again), Post(again)), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await AllTaken();
        Assert.Equal(HttpStatusCode.OK, (await Post(again)).StatusCode);
        await AllTaken();

        var said = await _bot.Store.Find(new Query<TimelineEntry>(FriendCollections.Timeline, Filter.Equal("friendId", phone.UserId)), default);
        Assert.Single(said.Items, entry => entry.Value.Kind == TimelineKind.Wrote);
    }

    [Fact]
    public async Task A_duplicate_does_not_take_its_neighbours_along()
    {
        Assert.Equal(HttpStatusCode.OK, (await Post(Body(Message("a", User(1), "1")))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(Body(Message("a", User(1), "1"), Message("b", User(2), "2"), Message("b", User(2), "2"), Message("c", User(3), "3")))).StatusCode);
        await AllTaken();

        Assert.Equal(3, await _bot.Store.Count(FriendCollections.Friends, Filter.Everything, default));
    }

    [Fact]
    public async Task Events_we_do_not_know_or_that_are_malformed_do_not_take_their_neighbours_along()
    {
        var answer = await Post($$"""
            {"destination":"U0","events":[
              {"type":"hologram","webhookEventId":"x1","timestamp":1,"source":{"type":"user","userId":"{{User(1)}}"},"mode":"active"},
              {"type":"message"},
              7,
              {"type":"message","webhookEventId":"x2","timestamp":"soon","source":[],"message":3},
              {{Message("x3", User(2), "元気です")}}
            ]}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await AllTaken();
        Assert.NotNull(await _bot.Store.Get(FriendCollections.Friends, User(2), default));
    }

    [Fact]
    public async Task A_chat_held_by_another_module_is_left_alone()
    {
        await Post(Body(Message("s1", User(1), "こんにちは").Replace("\"active\"", "\"standby\"", StringComparison.Ordinal)));
        await AllTaken();

        Assert.Equal(0, await _bot.Store.Count(FriendCollections.Friends, Filter.Everything, default));
        Assert.Equal(0, await _bot.Store.Count(OutboxCollections.Messages, Filter.Everything, default));
    }

    [Fact]
    public async Task Groups_are_left_alone_unless_the_configuration_has_words_for_them()
    {
        const string Join = """{"type":"join","webhookEventId":"ID","timestamp":1800000000000,"mode":"active","replyToken":"t","source":{"type":"group","groupId":"C1"},"deliveryContext":{"isRedelivery":false}}""";
        await Post(Body(Join.Replace("ID", "g1", StringComparison.Ordinal)));
        await AllTaken();
        Assert.Equal(0, await _bot.Store.Count(OutboxCollections.Messages, Filter.Everything, default));

        using var talkative = new BotApplication(new() { ["Webhook:GroupReply"] = "個別のトークでお話しください。" });
        await Post(talkative, Body(Join.Replace("ID", "g2", StringComparison.Ordinal)));
        await BotApplication.Until(async () => await talkative.Store.Count(OutboxCollections.Messages, Filter.Everything, default) == 1, "the group is answered");
    }

    [Theory]
    [InlineData(InboxState.Failed)]
    [InlineData(InboxState.Waiting)]
    public async Task A_message_that_is_taken_back_is_not_kept_for_a_turn_that_failed(InboxState state)
    {
        await _bot.Store.Commit(
            new Commit().Insert(InboxCollections.Inbox, Kept("m1", "ひみつ", state)).Insert(InboxCollections.Inbox, Kept("m2", "のこる", state)),
            default);

        Assert.Equal(HttpStatusCode.OK, (await Post(Body($$"""{"type":"unsend","webhookEventId":"u1","timestamp":1,"source":{"type":"user","userId":"{{User(1)}}"},"unsend":{"messageId":"m1"} }"""))).StatusCode);

        await BotApplication.Until(async () => (await Inbox("m1")).State == InboxState.Done, "the message that was taken back is done with");
        Assert.Equal((null, null, null), ((await Inbox("m1")).Event, (await Inbox("m1")).FriendId, (await Inbox("m1")).Problem));
        Assert.Contains("のこる", Encoding.UTF8.GetString((await Inbox("m2")).Event!.Utf8.Span), StringComparison.Ordinal);

        async Task<InboxEvent> Inbox(string id) => (await _bot.Store.Get(InboxCollections.Inbox, id, default))!.Value;

        InboxEvent Kept(string id, string text, InboxState state) => new()
        {
            Id = id,
            FriendId = User(1),
            ReceivedAt = _bot.Clock.GetUtcNow(),
            HappenedAt = _bot.Clock.GetUtcNow(),
            Event = new RawJson(Encoding.UTF8.GetBytes($$"""{"type":"message","webhookEventId":"{{id}}","timestamp":1,"source":{"type":"user","userId":"{{User(1)}}"},"message":{"type":"text","id":"{{id}}","text":"{{text}}"} }""")),
            State = state,
            DueAt = state == InboxState.Waiting ? _bot.Clock.GetUtcNow().AddDays(1) : null,
            Attempts = 3,
            Problem = "It failed.",
        };
    }

    [Fact]
    public async Task Ten_thousand_events_in_a_burst_are_all_acknowledged_and_taken_once()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (request, _) =>
        {
            var body = Body([.. Enumerable.Range(0, 20).Select(n => Message($"burst-{request}-{n}", User((request * 20) + n), "混んでいます"))]);
            Assert.Equal(HttpStatusCode.OK, (await Post(body)).StatusCode);
        });

        await AllTaken();
        Assert.Equal(10_000, await _bot.Store.Count(FriendCollections.Friends, Filter.Everything, default));
    }

    [Fact]
    public async Task Random_bytes_with_a_valid_signature_never_cause_an_error_of_ours()
    {
        var random = new Random(7);
        var valid = Body(Message("fuzz", User(1), "こんにちは"));
        for (var n = 0; n < 400; n++)
        {
            var bytes = Encoding.UTF8.GetBytes(valid);
            for (var change = 0; change < 1 + random.Next(8); change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var body = bytes[..(random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)];
            using var content = new ByteArrayContent(body);
            content.Headers.Add(LineSignature.Header, LineSignature.Sign(Secret(_bot), body));
            var answer = await _bot.Api.PostAsync("/webhook", content);

            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.StatusCode} for {Encoding.UTF8.GetString(body)}");
        }

        await AllTaken();
        Assert.Equal(0, await _bot.Store.Count(InboxCollections.Inbox, Filter.Equal("state", FieldValue.Of(InboxState.Failed)), default));
    }

    private static string User(int number) => $"U{number:x32}";

    private static string Message(string id, string userId, string text, bool redelivered = false) => JsonSerializer.Serialize(new
    {
        type = "message",
        webhookEventId = id,
        timestamp = DateTimeOffset.UnixEpoch.AddDays(20_000).ToUnixTimeMilliseconds(),
        mode = "active",
        replyToken = $"token-{id}",
        source = new { type = "user", userId },
        deliveryContext = new { isRedelivery = redelivered },
        message = new { type = "text", id = "100", text },
    });

    private static string Body(params string[] events) => $$"""{"destination":"U0","events":[{{string.Join(',', events)}}]}""";

    private static string Secret(BotApplication bot) => bot.Services.GetRequiredService<IOptions<LineOptions>>().Value.ChannelSecret!;

    private string Sign(string body) => LineSignature.Sign(Secret(_bot), Encoding.UTF8.GetBytes(body));

    private Task<HttpResponseMessage> Post(string body) => Post(_bot, body);

    private static Task<HttpResponseMessage> Post(BotApplication bot, string body) =>
        Post(bot, body, LineSignature.Sign(Secret(bot), Encoding.UTF8.GetBytes(body)));

    private Task<HttpResponseMessage> Post(string body, string? signature) => Post(_bot, body, signature);

    private static async Task<HttpResponseMessage> Post(BotApplication bot, string body, string? signature)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        if (signature is not null)
        {
            content.Headers.Add(LineSignature.Header, signature);
        }

        return await bot.Api.PostAsync("/webhook", content);
    }

    private Task AllTaken() => BotApplication.Until(
        async () => await _bot.Store.Count(InboxCollections.Inbox, new Filter.Exists("dueAt"), default) == 0, "every event's turn is taken");
}
