using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Bot.Tests.Simulator;

public sealed class MediaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("media").FullName;

    private string Journal => Path.Combine(_folder, "line.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("video", "video/mp4")]
    [InlineData("audio", "audio/mp4")]
    public async Task A_recording_is_ready_for_the_bot_a_moment_after_it_was_sent(string kind, string mediaType)
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        await (kind == "video" ? friend.Video() : friend.Audio());

        var message = (await bot.NextEvent()).GetProperty("message");
        Assert.Equal(kind, message.GetProperty("type").GetString());
        Assert.Equal("""{"type":"line"}""", message.GetProperty("contentProvider").GetRawText());
        Assert.True(message.GetProperty("duration").GetInt64() > 1_000);
        Assert.Equal(kind == "video", message.TryGetProperty("quoteToken", out _));
        var content = $"/v2/bot/message/{message.GetProperty("id").GetString()}/content";

        Assert.Equal((202, "{}"), await Asked(content));
        Assert.Equal((200, """{"status":"processing"}"""), await Asked($"{content}/transcoding"));

        line.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((200, """{"status":"succeeded"}"""), await Asked($"{content}/transcoding"));
        using var film = await line.Api.GetAsync(content);
        Assert.Equal((HttpStatusCode.OK, mediaType), (film.StatusCode, film.Content.Headers.ContentType!.MediaType));
        Assert.True((await film.Content.ReadAsByteArrayAsync()).Length > 1_000);
        using var preview = await line.Api.GetAsync($"{content}/preview");
        Assert.Equal(kind == "video" ? HttpStatusCode.OK : HttpStatusCode.NotFound, preview.StatusCode);

        async Task<(int, string)> Asked(string path) => await line.Get(path) is var answer ? (answer.Status, answer.Body) : default;
    }

    [Fact]
    public async Task Ones_own_recording_is_sent_with_its_length_and_plays_on_the_phone_in_parts()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        using var refused = await line.Sim.PostAsync($"/sim/users/{friend.UserId}/video", Bytes("film", "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        using var tooLarge = await line.Sim.PostAsync($"/sim/users/{friend.UserId}/video", Bytes(new string('x', (25 * 1024 * 1024) + 1), "video/mp4"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);

        using var sent = await line.Sim.PostAsync($"/sim/users/{friend.UserId}/video?duration=4200", Bytes("film", "video/webm"));

        var shown = (await friend.Screen()).Messages[^1];
        Assert.Equal(4200, shown.Json.GetProperty("duration").GetInt64());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sim/content/{shown.Id}") { Headers = { Range = new RangeHeaderValue(1, 2) } };
        using var part = await line.Sim.SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, "il", "video/webm"), (part.StatusCode, await part.Content.ReadAsStringAsync(), part.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task What_was_taken_back_stays_gone_after_a_restart()
    {
        string id;
        await using (var line = await SimulatedLine.Start(Journal))
        {
            var friend = await line.Friend();
            await friend.Video();
            id = (await friend.Screen()).Messages[^1].Id;
            await friend.Unsend(id);
            Assert.Equal(410, (await line.Get($"/v2/bot/message/{id}/content")).Status);
        }

        // Twice: the second start reads what the first one compacted.
        for (var start = 0; start < 2; start++)
        {
            await using var line = await SimulatedLine.Start(Journal);
            Assert.Equal(410, (await line.Get($"/v2/bot/message/{id}/content")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await line.Sim.GetAsync($"/sim/content/{id}")).StatusCode);
        }

        Assert.DoesNotContain("video/mp4", await File.ReadAllTextAsync(Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_video_seen_to_its_end_is_told_by_its_tracking_id_and_can_be_answered()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        object Video(string? trackingId) => new { type = "video", originalContentUrl = "https://example.com/a.mp4", previewImageUrl = "https://example.com/a.jpg", trackingId };
        await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages = new[] { Video("spring"), Video(null) } });
        var shown = (await friend.Screen()).Messages;
        await friend.Watch(shown[^1].Id);
        await friend.Watch(shown[^2].Id);

        var watched = await bot.NextEvent();
        Assert.Equal("videoPlayComplete", watched.GetProperty("type").GetString());
        Assert.Equal("""{"trackingId":"spring"}""", watched.GetProperty("videoPlayComplete").GetRawText());
        Assert.Equal(200, (await line.Reply(watched.GetProperty("replyToken").GetString()!, "いかがでしたか")).Status);
        Assert.False(bot.HasMore);
        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("watched", new { messageId = shown[0].Id })).StatusCode);
    }

    [Fact]
    public async Task The_areas_of_an_imagemap_open_say_and_copy()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        var area = new { x = 0, y = 0, width = 520, height = 520 };
        await line.Post("/v2/bot/message/push", new
        {
            to = friend.UserId,
            messages = new[]
            {
                new
                {
                    type = "imagemap",
                    baseUrl = "https://example.com/map",
                    altText = "店内の地図",
                    baseSize = new { width = 1040, height = 1040 },
                    actions = new object[]
                    {
                        new { type = "uri", label = "店のサイト", linkUri = "https://example.com/shop", area },
                        new { type = "message", text = "席を予約", area },
                        new { type = "clipboard", clipboardText = "CODE", area },
                    },
                },
            },
        });
        var map = (await friend.Screen()).Messages[^1].Id;

        Assert.Equal("https://example.com/shop", await Tapped(0, "open"));
        Assert.Equal("CODE", await Tapped(2, "copied"));
        await friend.Tap("席を予約");
        Assert.Equal("席を予約", (await bot.NextEvent()).GetProperty("message").GetProperty("text").GetString());

        async Task<string?> Tapped(int index, string what)
        {
            using var answer = await friend.Try("tap", new { messageId = map, action = $"actions[{index}]" });
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty(what).GetString();
        }
    }

    [Fact]
    public async Task A_beacon_is_heard_also_from_a_stranger_who_can_be_answered_but_not_pushed_to()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var stranger = await line.Phone();
        await stranger.ComeNear("d41d8cd98f");

        var heard = await bot.NextEvent();
        Assert.Equal("""{"hwid":"d41d8cd98f","type":"enter"}""", heard.GetProperty("beacon").GetRawText());
        await line.Push(stranger.UserId, "届かない");
        Assert.Equal(200, (await line.Reply(heard.GetProperty("replyToken").GetString()!, "いらっしゃいませ")).Status);
        Assert.Equal(["いらっしゃいませ"], (await stranger.Screen()).BotTexts);
    }

    [Fact]
    public async Task A_linked_account_names_the_friend_and_a_failed_link_names_nobody()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();

        await friend.Link("nonce-1");
        var linked = await bot.NextEvent();
        Assert.Equal(("""{"result":"ok","nonce":"nonce-1"}""", friend.UserId), (linked.GetProperty("link").GetRawText(), linked.GetProperty("source").GetProperty("userId").GetString()));
        Assert.True(linked.TryGetProperty("replyToken", out _));

        await friend.Link("nonce-2", ok: false);
        var failed = await bot.NextEvent();
        Assert.Equal("failed", failed.GetProperty("link").GetProperty("result").GetString());
        Assert.False(failed.TryGetProperty("source", out _));
        Assert.False(failed.TryGetProperty("replyToken", out _));
    }

    [Fact]
    public async Task Nobody_is_spoken_to_by_name_in_a_chat_of_two()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var messages = new object[] { new { type = "textV2", text = "{you}", substitution = new { you = new { type = "mention", mentionee = new { type = "user", userId = friend.UserId } } } } };

        var answer = await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages });

        Assert.Equal((400, "messages[0].substitution.you"), (answer.Status, answer.Json.GetProperty("details")[0].GetProperty("property").GetString()));
        Assert.Equal(200, (await line.Post("/v2/bot/message/validate/push", new { messages })).Status);
    }

    private static ByteArrayContent Bytes(string text, string mediaType) =>
        new(System.Text.Encoding.ASCII.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
}
