using System.Net;
using System.Net.Sockets;
using System.Text;
using Bot.Line;
using Bot.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Line;

public sealed class LineClientTests : IAsyncLifetime
{
    private const string RetryKey = "123e4567-e89b-12d3-a456-426614174000";

    private static readonly IReadOnlyList<Message> Hello = [new TextMessage("こんにちは🍛")];

    private RecordingLine _line = null!;
    private ServiceProvider _services = null!;

    private LineClient Client => _services.GetRequiredService<LineClient>();

    public async Task InitializeAsync()
    {
        _line = await RecordingLine.Start();
        _services = _line.Services();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _line.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_goes_out_as_line_reads_it()
    {
        _line.Answer = context => RecordingLine.Say(context, 200, """{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7b"}],"new":1}""");

        var result = await Client.Reply("token-1", Hello);

        Assert.Equal([new SentMessage("461230966842064897", "IStG5h1Tz7b")], result.Value!.Messages);
        Assert.Equal("request-1", result.Value.RequestId);
        Assert.Null(result.Value.AcceptedRequestId);
        var asked = Assert.Single(_line.Requests);
        Assert.Equal("POST /v2/bot/message/reply", asked.What);
        Assert.Equal("""{"replyToken":"token-1","messages":[{"type":"text","text":"こんにちは🍛"}]}""", asked.Body);
        Assert.Equal("Bearer pasted", asked.Headers["Authorization"]);
        Assert.Equal("application/json", asked.Headers["Content-Type"]);
        Assert.False(asked.Headers.ContainsKey("X-Line-Retry-Key"));
        Assert.False(asked.Headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task A_push_carries_its_retry_key()
    {
        var result = await Client.Push("U1", Hello, RetryKey, silent: true);

        Assert.True(result.Succeeded);
        var asked = Assert.Single(_line.Requests);
        Assert.Equal("POST /v2/bot/message/push", asked.What);
        Assert.Equal("""{"to":"U1","messages":[{"type":"text","text":"こんにちは🍛"}],"notificationDisabled":true}""", asked.Body);
        Assert.Equal(RetryKey, asked.Headers["X-Line-Retry-Key"]);
    }

    [Fact]
    public async Task A_multicast_names_its_friends()
    {
        var result = await Client.Multicast(["U1", "U2"], Hello, RetryKey);

        Assert.Empty(result.Value!.Messages);
        var asked = Assert.Single(_line.Requests);
        Assert.Equal("POST /v2/bot/message/multicast", asked.What);
        Assert.Equal("""{"to":["U1","U2"],"messages":[{"type":"text","text":"こんにちは🍛"}]}""", asked.Body);
        Assert.Equal(RetryKey, asked.Headers["X-Line-Retry-Key"]);
    }

    [Fact]
    public async Task A_broadcast_names_nobody()
    {
        Assert.True((await Client.Broadcast(Hello, RetryKey, silent: true)).Succeeded);

        var asked = Assert.Single(_line.Requests);
        Assert.Equal("POST /v2/bot/message/broadcast", asked.What);
        Assert.Equal("""{"messages":[{"type":"text","text":"こんにちは🍛"}],"notificationDisabled":true}""", asked.Body);
        Assert.Equal(RetryKey, asked.Headers["X-Line-Retry-Key"]);
    }

    [Fact]
    public async Task A_narrowcast_names_whom_line_is_to_choose_and_is_known_by_its_request_id()
    {
        _line.Answer = context => RecordingLine.Say(context, 202, "{}");
        var target = new NarrowcastTarget
        {
            Recipient = new OperatorRecipient { And = [new AudienceRecipient(5614991017776), new OperatorRecipient { Not = new RedeliveryRecipient("r-0") }] },
            Demographic = new OperatorFilter
            {
                Or =
                [
                    new GenderFilter(["female"]), new AgeFilter("age_20", "age_40"), new AppTypeFilter(["ios"]), new AreaFilter(["jp_13"]),
                    new OperatorFilter { Not = new SubscriptionPeriodFilter(Lt: "day_30") },
                ],
            },
            Limit = new NarrowcastLimit { Max = 100, UpToRemainingQuota = true, ForbidPartialDelivery = true },
        };

        var sent = (await Client.Narrowcast(target, Hello, RetryKey)).Value!;

        Assert.Equal("request-1", sent.RequestId);
        var asked = Assert.Single(_line.Requests);
        Assert.Equal("POST /v2/bot/message/narrowcast", asked.What);
        Assert.Equal(
            """{"messages":[{"type":"text","text":"こんにちは🍛"}],"recipient":{"type":"operator","and":[{"type":"audience","audienceGroupId":5614991017776},{"type":"operator","not":{"type":"redelivery","requestId":"r-0"}}]},"filter":{"demographic":{"type":"operator","or":[{"type":"gender","oneOf":["female"]},{"type":"age","gte":"age_20","lt":"age_40"},{"type":"appType","oneOf":["ios"]},{"type":"area","oneOf":["jp_13"]},{"type":"operator","not":{"type":"subscriptionPeriod","lt":"day_30"}}]}},"limit":{"max":100,"upToRemainingQuota":true,"forbidPartialDelivery":true}}""",
            asked.Body);
        Assert.Empty(LineLimits.CheckNarrowcast(System.Text.Json.JsonDocument.Parse(asked.Body).RootElement));
        Assert.Equal(RetryKey, asked.Headers["X-Line-Retry-Key"]);
    }

    [Fact]
    public async Task How_far_a_narrowcast_has_come()
    {
        _line.Answer = context => RecordingLine.Say(
            context, 200, """{"phase":"failed","successCount":0,"failureCount":0,"targetCount":0,"failedDescription":"few","errorCode":2,"acceptedTime":"2020-12-03T10:15:30.121Z","completedTime":"2020-12-03T10:15:31.121Z"}""");

        var progress = (await Client.NarrowcastProgress("r 1")).Value!;

        Assert.Equal(("failed", true, 2, "few", 121), (progress.Phase, progress.IsOver, progress.ErrorCode, progress.FailedDescription, progress.AcceptedTime!.Value.Millisecond));
        Assert.Equal("GET /v2/bot/message/progress/narrowcast?requestId=r%201", _line.Requests.Last().What + _line.Requests.Last().Query);
    }

    [Fact]
    public async Task Followers_come_page_by_page()
    {
        _line.Answer = context => RecordingLine.Say(context, 200, context.Request.Query.ContainsKey("start")
            ? """{"userIds":["U3"]}"""
            : """{"userIds":["U1","U2"],"next":"a+b/=="}""");

        var first = (await Client.Followers()).Value!;
        var second = (await Client.Followers(first.Next, limit: 300)).Value!;

        Assert.Equal(["U1", "U2", "U3"], first.UserIds.Concat(second.UserIds));
        Assert.Null(second.Next);
        Assert.Equal(["?limit=1000", "?limit=300&start=a%2Bb%2F%3D%3D"], _line.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task A_retry_key_accepted_before_is_a_success()
    {
        _line.Answer = context => RecordingLine.Say(
            context,
            409,
            """{"message":"The retry key is already accepted","sentMessages":[{"id":"1"}]}""",
            ("X-Line-Accepted-Request-Id", "request-0"));

        var result = await Client.Push("U1", Hello, RetryKey);

        Assert.Equal("request-0", result.Value!.AcceptedRequestId);
        Assert.Equal("request-1", result.Value.RequestId);
        Assert.Equal([new SentMessage("1")], result.Value.Messages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"sentMessages":[{"id":5}]}""")]
    public async Task Accepted_is_accepted_whatever_the_body_says(string body)
    {
        _line.Answer = context => RecordingLine.Say(context, 200, body);

        Assert.Empty((await Client.Push("U1", Hello, RetryKey)).Value!.Messages);
    }

    [Fact]
    public async Task Accepted_is_accepted_when_the_answer_breaks_off()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var torn = _line.Services(settings: ("Line:ApiBaseUrl", $"http://{listener.LocalEndpoint}"));
        var sending = torn.GetRequiredService<LineClient>().Push("U1", Hello, RetryKey);
        using (var connection = await listener.AcceptSocketAsync())
        {
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"sentMe"u8.ToArray());
            connection.Shutdown(SocketShutdown.Send);

            Assert.True((await sending).Succeeded);
        }
    }

    public static TheoryData<int, string, LineFailure> Failures => new()
    {
        { 401, """{"message":"Authentication failed"}""", new LineFailure.Unauthorized("Authentication failed") },
        { 403, """{"message":"Access to this API is not available for your account"}""", new LineFailure.Forbidden("Access to this API is not available for your account") },
        { 404, """{"message":"Not found"}""", new LineFailure.NotFound("Not found") },
        { 410, """{"message":"The content is gone"}""", new LineFailure.Gone("The content is gone") },
        { 413, "", new LineFailure.TooLarge("") },
        { 415, """{"message":"The content type, text/plain, is not supported"}""", new LineFailure.Unexpected(415, "The content type, text/plain, is not supported") },
        { 429, """{"message":"The API rate limit has been exceeded. Try again later."}""", new LineFailure.RateLimited("The API rate limit has been exceeded. Try again later.") },
        { 429, """{"message":"You have reached your monthly limit."}""", new LineFailure.MonthlyLimitReached("You have reached your monthly limit.") },
        { 500, "<html>sorry</html>", new LineFailure.ServerError(500, "") },
        { 503, """{"message":"unavailable"}""", new LineFailure.ServerError(503, "unavailable") },
        { 302, "", new LineFailure.Unexpected(302, "") },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Every_refusal_has_its_type(int status, string body, LineFailure expected)
    {
        _line.Answer = context => RecordingLine.Say(context, status, body);

        var result = await Client.Push("U1", Hello, RetryKey);

        Assert.Equal(expected with { RequestId = "request-1" }, result.Failure);
        Assert.Single(_line.Requests);
    }

    [Fact]
    public async Task A_bad_request_comes_with_its_details()
    {
        _line.Answer = context => RecordingLine.Say(
            context, 400, """{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}""");

        var refused = Assert.IsType<LineFailure.BadRequest>((await Client.Reply("t", Hello)).Failure);

        Assert.Equal("The request body has 1 error(s)", refused.Message);
        Assert.Equal([new LineErrorDetail("May not be empty", "messages[0].text")], refused.Details);
        Assert.False(refused.IsInvalidReplyToken);
    }

    [Fact]
    public async Task A_used_reply_token_is_recognised()
    {
        _line.Answer = context => RecordingLine.Say(context, 400, """{"message":"Invalid reply token"}""");

        Assert.True(Assert.IsType<LineFailure.BadRequest>((await Client.Reply("t", Hello)).Failure).IsInvalidReplyToken);
    }

    [Fact]
    public async Task A_wait_that_line_asks_for_is_told()
    {
        _line.Answer = context => RecordingLine.Say(context, 429, """{"message":"slow down"}""", ("Retry-After", "7"));

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<LineFailure.RateLimited>((await Client.Reply("t", Hello)).Failure).RetryAfter);
    }

    [Fact]
    public async Task A_broken_connection_is_no_answer()
    {
        _line.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.IsType<LineFailure.NoAnswer>((await Client.Push("U1", Hello, RetryKey)).Failure);
        Assert.Single(_line.Requests);
    }

    [Fact]
    public async Task Silence_is_no_answer()
    {
        _line.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await using var impatient = _line.Services(settings: ("Line:Timeout", "00:00:00.100"));

        var result = await impatient.GetRequiredService<LineClient>().Push("U1", Hello, RetryKey);

        Assert.IsType<LineFailure.NoAnswer>(result.Failure);
    }

    [Fact]
    public async Task Nobody_listening_is_not_reached()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var lost = _line.Services(settings: ("Line:ApiBaseUrl", $"http://{closed.LocalEndPoint}"));

        Assert.IsType<LineFailure.NotReached>((await lost.GetRequiredService<LineClient>().Push("U1", Hello, RetryKey)).Failure);
    }

    [Fact]
    public async Task An_unknown_host_is_not_reached()
    {
        await using var lost = _line.Services(settings: ("Line:ApiBaseUrl", "http://line.invalid"));

        Assert.IsType<LineFailure.NotReached>((await lost.GetRequiredService<LineClient>().Push("U1", Hello, RetryKey)).Failure);
    }

    [Fact]
    public async Task The_callers_cancellation_is_an_exception()
    {
        using var cancelled = new CancellationTokenSource();
        _line.Answer = async context =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.Push("U1", Hello, RetryKey, ct: cancelled.Token));
    }

    [Theory]
    [InlineData(MessageCall.Reply, "reply")]
    [InlineData(MessageCall.Push, "push")]
    [InlineData(MessageCall.Multicast, "multicast")]
    [InlineData(MessageCall.Narrowcast, "narrowcast")]
    [InlineData(MessageCall.Broadcast, "broadcast")]
    public async Task Messages_are_checked_without_sending(MessageCall call, string kind)
    {
        Assert.True((await Client.Validate(call, Hello)).Succeeded);
        Assert.Equal(($"POST /v2/bot/message/validate/{kind}", """{"messages":[{"type":"text","text":"こんにちは🍛"}]}"""), LastAsked());
    }

    [Fact]
    public async Task The_profile()
    {
        _line.Answer = context => RecordingLine.Say(context, 200, """{"displayName":"佐藤🍛","userId":"U1","language":"ja","pictureUrl":"https://a"}""");

        var profile = (await Client.Profile("U1/../2")).Value;

        Assert.Equal(new Profile("U1", "佐藤🍛") { Language = "ja", PictureUrl = "https://a" }, profile);
        Assert.StartsWith("GET /v2/bot/profile/U1", LastAsked().What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"userId":"U1"}""")]
    [InlineData("""{"userId":"U1","displayName":null}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task An_answer_that_is_no_profile_is_unexpected(string body)
    {
        _line.Answer = context => RecordingLine.Say(context, 200, body);

        Assert.Equal(200, Assert.IsType<LineFailure.Unexpected>((await Client.Profile("U1")).Failure).Status);
    }

    [Theory]
    [InlineData("""{"type":"limited","value":200}""", 200L)]
    [InlineData("""{"type":"none"}""", null)]
    public async Task The_quota(string body, long? limit)
    {
        _line.Answer = context => RecordingLine.Say(context, 200, body);

        Assert.Equal(limit, (await Client.Quota()).Value!.Limit);
        Assert.Equal("GET /v2/bot/message/quota", LastAsked().What);
    }

    [Fact]
    public async Task What_is_used_of_it()
    {
        _line.Answer = context => RecordingLine.Say(context, 200, """{"totalUsage":153}""");

        Assert.Equal(153, (await Client.QuotaConsumption()).Value!.TotalUsage);
        Assert.Equal("GET /v2/bot/message/quota/consumption", LastAsked().What);
    }

    [Fact]
    public async Task The_loading_animation()
    {
        _line.Answer = context => RecordingLine.Say(context, 202, "{}");

        Assert.True((await Client.StartLoading("U1", 5)).Succeeded);
        Assert.Equal(("POST /v2/bot/chat/loading/start", """{"chatId":"U1","loadingSeconds":5}"""), LastAsked());
    }

    [Fact]
    public async Task Who_we_are()
    {
        _line.Answer = context => RecordingLine.Say(
            context, 200, """{"userId":"Ub","basicId":"@216ru","displayName":"カレー屋","pictureUrl":"https://a","chatMode":"bot","markAsReadMode":"auto"}""");

        var info = (await Client.BotInfo()).Value;

        Assert.Equal(new BotInfo("Ub", "@216ru", "カレー屋") { PictureUrl = "https://a", ChatMode = "bot", MarkAsReadMode = "auto" }, info);
    }

    [Fact]
    public async Task The_webhook_endpoint_is_set_and_read_and_tried()
    {
        Assert.True((await Client.SetWebhookEndpoint(new Uri("https://example.com/webhook"))).Succeeded);
        Assert.Equal(("PUT /v2/bot/channel/webhook/endpoint", """{"endpoint":"https://example.com/webhook"}"""), LastAsked());

        _line.Answer = context => RecordingLine.Say(context, 200, """{"endpoint":"https://example.com/webhook","active":true}""");
        Assert.Equal(new WebhookEndpoint("https://example.com/webhook", true), (await Client.WebhookEndpoint()).Value);
        Assert.Equal("GET /v2/bot/channel/webhook/endpoint", LastAsked().What);

        _line.Answer = context => RecordingLine.Say(
            context, 200, """{"success":false,"timestamp":"2020-09-30T05:38:20.031Z","statusCode":404,"reason":"ERROR_STATUS_CODE","detail":"404"}""");
        var test = (await Client.TestWebhookEndpoint()).Value!;
        Assert.Equal((false, 404, "ERROR_STATUS_CODE"), (test.Success, test.StatusCode, test.Reason));
        Assert.Equal(("POST /v2/bot/channel/webhook/test", "{}"), LastAsked());
    }

    [Fact]
    public async Task The_content_of_a_message_is_streamed()
    {
        _line.Answer = context =>
        {
            context.Response.ContentType = "image/jpeg";
            context.Response.ContentLength = 4;
            return context.Response.Body.WriteAsync("jpeg"u8.ToArray()).AsTask();
        };

        using var content = Assert.IsType<MessageContent.Ready>((await Client.Content("100")).Value);

        Assert.Equal(("image/jpeg", 4L), (content.ContentType, content.Length));
        using var reader = new StreamReader(content.Stream, Encoding.UTF8);
        Assert.Equal("jpeg", await reader.ReadToEndAsync());
        Assert.Equal("GET /v2/bot/message/100/content", LastAsked().What);
    }

    [Fact]
    public async Task A_video_that_line_prepares_is_waited_for()
    {
        var clock = new SimulatedClock();
        var ready = 3;
        _line.Answer = context => RecordingLine.Say(context, ready-- > 0 ? 202 : 200, "mp4");
        await using var services = _line.Services(clock);
        var began = clock.GetUtcNow();
        var fetching = services.GetRequiredService<LineClient>().Content("100");

        using var content = Assert.IsType<MessageContent.Ready>((await While(fetching, clock)).Value);

        Assert.Equal(4, _line.Requests.Count);
        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromSeconds(1 + 2 + 4 - 1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_video_that_line_prepares_for_too_long_is_not_waited_for_any_more()
    {
        var clock = new SimulatedClock();
        _line.Answer = context => RecordingLine.Say(context, 202, "");
        await using var services = _line.Services(clock, ("Line:ContentWait", "00:00:10"));

        Assert.IsType<MessageContent.Preparing>((await While(services.GetRequiredService<LineClient>().Content("100"), clock)).Value);

        // At once, after 1, 2 and 4 seconds; the next would be at 12.
        Assert.Equal(4, _line.Requests.Count);
    }

    [Fact]
    public async Task Waiting_for_a_video_ends_when_the_caller_gives_up()
    {
        _line.Answer = context => RecordingLine.Say(context, 202, "");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.Content("100", patience.Token));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task A_content_that_is_too_large_is_not_read(int bytes, bool fits)
    {
        _line.Answer = context => RecordingLine.Say(context, 200, new string('x', bytes), ("Content-Length", $"{bytes}"));
        await using var small = _line.Services(settings: ("Line:LargestContent", "5"));

        var content = (await small.GetRequiredService<LineClient>().Content("100")).Value;

        Assert.Equal(fits ? null : new MessageContent.TooLarge(6), content as MessageContent.TooLarge);
        using var ready = content as MessageContent.Ready;
        Assert.Equal(fits, ready is not null);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task A_content_of_untold_length_breaks_off_where_it_gets_too_large(int bytes, bool fits)
    {
        _line.Answer = context => RecordingLine.Say(context, 200, new string('x', bytes));
        await using var small = _line.Services(settings: ("Line:LargestContent", "5"));
        using var content = Assert.IsType<MessageContent.Ready>((await small.GetRequiredService<LineClient>().Content("100")).Value);
        using var into = new MemoryStream();

        if (fits)
        {
            await content.Stream.CopyToAsync(into);
            Assert.Equal(5, into.Length);
        }
        else
        {
            await Assert.ThrowsAsync<IOException>(() => content.Stream.CopyToAsync(into));
        }
    }

    [Fact]
    public async Task A_preview_is_a_call_of_its_own()
    {
        _line.Answer = context => RecordingLine.Say(context, 200, "jpeg");

        using var preview = Assert.IsType<MessageContent.Ready>((await Client.ContentPreview("100")).Value);

        Assert.Equal("GET /v2/bot/message/100/content/preview", LastAsked().What);
    }

    [Fact]
    public async Task The_content_may_be_gone_or_unknown()
    {
        _line.Answer = context => RecordingLine.Say(context, 410, """{"message":"The content is gone"}""");
        Assert.IsType<LineFailure.Gone>((await Client.Content("100")).Failure);

        _line.Answer = context => RecordingLine.Say(context, 404, """{"message":"not found"}""");
        Assert.IsType<LineFailure.NotFound>((await Client.Content("100")).Failure);
    }

    // Lets the clock run as fast as it is waited for.
    private static async Task<T> While<T>(Task<T> waiting, SimulatedClock clock)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!waiting.IsCompleted)
        {
            await Task.Delay(5, patience.Token);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await waiting;
    }

    private (string What, string Body) LastAsked() => (_line.Requests.Last().What, _line.Requests.Last().Body);
}
