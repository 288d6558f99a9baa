using System.Text;
using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class WebhookRequestTests
{
    private const string Envelope =
        """
        "mode":"active","timestamp":1462629479859,"source":{"type":"user","userId":"U4af4980629"},"webhookEventId":"01FZ74A0TDDPYRVKNK77XKC3ZR","deliveryContext":{"isRedelivery":false},"replyToken":"38ef843b"
        """;

    public static TheoryData<string, Type> Events => new()
    {
        { """{"type":"message","message":{"id":"1","type":"text","text":"甘口"}""", typeof(MessageEvent) },
        { """{"type":"messageEdited","message":{"id":"1","type":"text","text":"甘口"}""", typeof(MessageEditedEvent) },
        { """{"type":"unsend","unsend":{"messageId":"325708"}""", typeof(UnsendEvent) },
        { """{"type":"follow","follow":{"isUnblocked":true}""", typeof(FollowEvent) },
        { """{"type":"unfollow" """, typeof(UnfollowEvent) },
        { """{"type":"postback","postback":{"data":"a=1","params":{"date":"2024-02-29"}}""", typeof(PostbackEvent) },
        { """{"type":"videoPlayComplete","videoPlayComplete":{"trackingId":"t"}""", typeof(VideoPlayCompleteEvent) },
        { """{"type":"beacon","beacon":{"hwid":"d41d8cd98f","type":"enter"}""", typeof(BeaconEvent) },
        { """{"type":"accountLink","link":{"result":"failed"}""", typeof(AccountLinkEvent) },
        { """{"type":"membership","membership":{"type":"joined","membershipId":3189}""", typeof(MembershipEvent) },
        { """{"type":"join" """, typeof(JoinEvent) },
        { """{"type":"leave" """, typeof(LeaveEvent) },
        { """{"type":"memberJoined","joined":{"members":[{"type":"user","userId":"U1"}]}""", typeof(MemberJoinedEvent) },
        { """{"type":"memberLeft","left":{"members":[{"type":"user","userId":"U1"}]}""", typeof(MemberLeftEvent) },
        { """{"type":"module","module":{"type":"attached"}""", typeof(UnknownEvent) },
        { """{"type":"somethingOfNextYear","x":[1,{"y":2}]""", typeof(UnknownEvent) },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_of_lines_is_read_and_written_again(string start, Type record)
    {
        var read = Parse($"{start},{Envelope}}}");

        Assert.IsType(record, read);
        Assert.Equal("01FZ74A0TDDPYRVKNK77XKC3ZR", read.WebhookEventId);
        Assert.Equal("U4af4980629", read.FriendId);
        Assert.Equal("38ef843b", read.ReplyToken);
        Assert.Equal(new DateTimeOffset(2016, 5, 7, 13, 57, 59, 859, TimeSpan.Zero), read.HappenedAt);
        var written = JsonSerializer.Serialize(read, LineJson.Wire.WebhookEvent);
        Assert.StartsWith("{\"type\":\"" + read.Type, written, StringComparison.Ordinal);
        Assert.Equal(written, JsonSerializer.Serialize(Parse(written), LineJson.Wire.WebhookEvent));
    }

    [Fact]
    public void What_the_events_carry_is_read()
    {
        var unblocked = Parse($$"""{"type":"follow","follow":{"isUnblocked":true},{{Envelope}}}""");
        var added = Parse($$"""{"type":"follow",{{Envelope}}}""");
        var picked = Parse($$$"""{"type":"postback","postback":{"data":"a=1","params":{"date":"2024-02-29"}},{{{Envelope}}}}""");
        var came = Parse($$$"""{"type":"memberJoined","joined":{"members":[{"type":"user","userId":"U1"}]},{{{Envelope}}}}""");

        Assert.True(Assert.IsType<FollowEvent>(unblocked).IsUnblocked);
        Assert.False(Assert.IsType<FollowEvent>(added).IsUnblocked);
        Assert.Equal("2024-02-29", Assert.IsType<PostbackEvent>(picked).Postback.Params?.Date);
        Assert.Equal([new EventSource("user", "U1")], Assert.IsType<MemberJoinedEvent>(came).Joined.List);
    }

    [Theory]
    [InlineData("""{"type":"text","id":"1","text":"👨‍👩‍👧‍👦 ok","quoteToken":"q"}""", typeof(ReceivedText))]
    [InlineData("""{"type":"image","id":"1","contentProvider":{"type":"line"},"imageSet":{"id":"s","index":1,"total":2}}""", typeof(ReceivedMedia))]
    [InlineData("""{"type":"video","id":"1","duration":60000,"contentProvider":{"type":"external","originalContentUrl":"https://a"}}""", typeof(ReceivedMedia))]
    [InlineData("""{"type":"audio","id":"1","duration":60000,"contentProvider":{"type":"line"}}""", typeof(ReceivedMedia))]
    [InlineData("""{"type":"file","id":"1","fileName":"メニュー.pdf","fileSize":2138}""", typeof(ReceivedFile))]
    [InlineData("""{"type":"location","id":"1","title":"店","latitude":35.65,"longitude":139.7}""", typeof(ReceivedLocation))]
    [InlineData("""{"type":"sticker","id":"1","packageId":"446","stickerId":"1988","stickerResourceType":"STATIC","keywords":["cony"]}""", typeof(ReceivedSticker))]
    [InlineData("""{"type":"hologram","id":"1","beams":3}""", typeof(UnknownReceivedMessage))]
    [InlineData("""{"type":"text","id":"1"}""", typeof(UnknownReceivedMessage))]
    [InlineData("""{"type":"text","id":"1","text":"\ud83d"}""", typeof(UnknownReceivedMessage))]
    public void Every_kind_of_received_message_is_read_and_written_again(string message, Type record)
    {
        var read = Assert.IsType<MessageEvent>(Parse($$"""{"message":{{message}},{{Envelope}},"type":"message"}"""));

        Assert.IsType(record, read.Message);
        Assert.Equal("1", read.Message.Id);
        var written = JsonSerializer.Serialize(read, LineJson.Wire.WebhookEvent);
        Assert.Equal(written, JsonSerializer.Serialize(Parse(written), LineJson.Wire.WebhookEvent));
    }

    [Theory]
    [InlineData("""{"type":"message"}""", "message")]
    [InlineData("""{"type":"message","webhookEventId":"E","timestamp":"soon","message":{"type":"text","id":"1","text":"a"}}""", "message")]
    [InlineData("""{"type":"follow","webhookEventId":"E","timestamp":9223372036854775807}""", "follow")]
    [InlineData("""{"type":"follow","webhookEventId":"","timestamp":1}""", "follow")]
    [InlineData("""{"type":"follow","webhookEventId":null,"timestamp":1}""", "follow")]
    [InlineData("""{"type":7,"timestamp":1}""", "")]
    [InlineData("""{"type":"\ud83d","timestamp":1}""", "")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData("5", "")]
    [InlineData("null", "")]
    [InlineData("\"message\"", "")]
    public void An_unreadable_event_is_unknown_and_loses_no_neighbour(string bad, string type)
    {
        var good = $$"""{"type":"unfollow",{{Envelope}}}""";

        var request = WebhookRequest.Parse(Encoding.UTF8.GetBytes($$"""{"destination":"Ubot","events":[{{good}},{{bad}} , {{good}}]}"""));

        Assert.Equal("Ubot", request?.Destination);
        Assert.Equal([good, bad, good], request!.Events.Select(posted => Encoding.UTF8.GetString(posted.Json.Span)));
        Assert.IsType<UnfollowEvent>(request.Events[0].Event);
        var unknown = Assert.IsType<UnknownEvent>(request.Events[1].Event);
        Assert.Equal(type, unknown.Type);
        Assert.NotEmpty(unknown.WebhookEventId);
        Assert.IsType<UnfollowEvent>(request.Events[2].Event);
    }

    [Fact]
    public void An_event_nested_too_deep_to_read_loses_no_neighbour()
    {
        var deep = $$"""{"type":"follow","webhookEventId":"E","timestamp":1,"x":{{new string('[', 500)}}{{new string(']', 500)}}}""";

        var request = WebhookRequest.Parse(Encoding.UTF8.GetBytes($$"""{"destination":"Ubot","events":[{{deep}},{"type":"join",{{Envelope}}}]}"""));

        Assert.IsType<UnknownEvent>(request!.Events[0].Event);
        Assert.IsType<JoinEvent>(request.Events[1].Event);
    }

    [Fact]
    public void An_unreadable_event_keeps_what_can_be_read()
    {
        var unknown = Assert.IsType<UnknownEvent>(Parse($$"""{"type":"postback","postback":"torn",{{Envelope}}}"""));

        Assert.Equal("postback", unknown.Type);
        Assert.Equal("01FZ74A0TDDPYRVKNK77XKC3ZR", unknown.WebhookEventId);
        Assert.Equal("U4af4980629", unknown.FriendId);
        Assert.Equal("38ef843b", unknown.ReplyToken);
        Assert.Equal(1462629479859, unknown.Timestamp);
    }

    [Fact]
    public void An_event_without_an_id_gets_the_same_one_each_time()
    {
        const string First = """{"type":"follow","timestamp":1,"source":{"type":"user","userId":"U1"}}""";

        Assert.IsType<FollowEvent>(Parse(First));
        Assert.Equal(Parse(First).WebhookEventId, Parse(First).WebhookEventId);
        Assert.NotEqual(Parse(First).WebhookEventId, Parse(First.Replace("U1", "U2", StringComparison.Ordinal)).WebhookEventId);
    }

    [Fact]
    public void The_verification_request_has_no_events()
    {
        var request = WebhookRequest.Parse("""{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}"""u8.ToArray());

        Assert.Empty(request!.Events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"destination":"U","events":{}}""")]
    [InlineData("""{"destination":"U","events":[{"type":"join"}""")]
    [InlineData("""{"destination":"U","events":[]}]""")]
    public void What_is_no_webhook_request_is_null(string body) => Assert.Null(WebhookRequest.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void The_friend_is_told_only_in_a_chat_of_two()
    {
        var inGroup = Parse("""{"type":"message","webhookEventId":"E","timestamp":1,"source":{"type":"group","groupId":"C1","userId":"U1"},"message":{"type":"text","id":"1","text":"a"}}""");

        Assert.Null(inGroup.FriendId);
        Assert.Equal("C1", inGroup.Source?.GroupId);
    }

    private static WebhookEvent Parse(string json) => LineJson.ParseEvent(Encoding.UTF8.GetBytes(json));
}
