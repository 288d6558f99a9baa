using Bot.Line;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Line;

public sealed class ChannelAccessTokenTests : IAsyncLifetime
{
    private readonly MovableClock _clock = new();
    private RecordingLine _line = null!;
    private ServiceProvider _services = null!;
    private int _issued;
    private Func<HttpContext, Task>? _tokenAnswer;
    private Func<string, int> _statusFor = _ => 200;

    private LineClient Client => _services.GetRequiredService<LineClient>();

    private int TokenRequests => _line.Requests.Count(asked => asked.What == "POST /oauth2/v3/token");

    public async Task InitializeAsync()
    {
        _line = await RecordingLine.Start();
        _line.Answer = context => context.Request.Path == "/oauth2/v3/token"
            ? _tokenAnswer?.Invoke(context) ?? IssueToken(context)
            : RecordingLine.Say(context, _statusFor(context.Request.Headers.Authorization.ToString()), "{}");
        _services = _line.Services(_clock, ("Line:ChannelAccessToken", null), ("Line:ChannelId", "1234567890"));
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _line.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_fetched_with_id_and_secret_and_kept()
    {
        await Send();
        await Send();

        Assert.Equal(
            ["POST /oauth2/v3/token", "POST /v2/bot/message/reply", "POST /v2/bot/message/reply"], _line.Requests.Select(asked => asked.What));
        var asked = _line.Requests.First();
        Assert.Equal("grant_type=client_credentials&client_id=1234567890&client_secret=secret", asked.Body);
        Assert.Equal("application/x-www-form-urlencoded", asked.Headers["Content-Type"]);
        Assert.False(asked.Headers.ContainsKey("Authorization"));
        Assert.Equal("Bearer token-1", _line.Requests.Last().Headers["Authorization"]);
    }

    [Theory]
    [InlineData(2_591_659, true)]
    [InlineData(3_138_007_490, false)]
    public async Task LINE_tells_when_a_pasted_token_ends_and_of_a_long_lived_one_nobody_lives_to_see_it(long seconds, bool ends)
    {
        await using var pasted = _line.Services(_clock);
        _line.Answer = context => RecordingLine.Say(context, 200, $$"""{"client_id":"1350031035","expires_in":{{seconds}},"scope":"P CM"}""");

        var life = (await pasted.GetRequiredService<LineClient>().TokenLife()).Value!;

        Assert.Equal(ends ? _clock.GetUtcNow().AddSeconds(seconds) : null, life.EndsAt);
        var asked = Assert.Single(_line.Requests);
        Assert.Equal(("POST /v2/oauth/verify", "access_token=pasted"), (asked.What, asked.Body));
        Assert.False(asked.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_token_with_a_key_id_is_asked_about_where_LINE_knows_it_and_one_that_LINE_does_not_know_stays_unknown()
    {
        await using var pasted = _line.Services(_clock);
        var client = pasted.GetRequiredService<LineClient>();
        _line.Answer = context => context.Request.Method == "GET"
            ? RecordingLine.Say(context, 200, """{"client_id":"1573163733","expires_in":60,"scope":"profile chat_message.write"}""")
            : RecordingLine.Say(context, 400, """{"error":"invalid_request","error_description":"access token expired"}""");

        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), (await client.TokenLife()).Value!.EndsAt);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), (await client.TokenLife()).Value!.EndsAt);
        Assert.Equal(["POST /v2/oauth/verify", "GET /oauth2/v2.1/verify", "GET /oauth2/v2.1/verify"], _line.Requests.Select(asked => asked.What.Split('?')[0]));

        _line.Answer = context => RecordingLine.Say(context, 400, """{"error":"invalid_request","error_description":"access token expired"}""");
        Assert.IsType<LineFailure.BadRequest>((await client.TokenLife()).Failure);
        Assert.Null((await Client.TokenLife()).Value!.EndsAt);
    }

    [Fact]
    public async Task It_is_renewed_before_it_ends()
    {
        await Send();
        _clock.Advance(TimeSpan.FromMinutes(13.9));
        await Send();
        Assert.Equal(1, TokenRequests);

        _clock.Advance(TimeSpan.FromMinutes(0.2));
        await Send();

        Assert.Equal(2, TokenRequests);
        Assert.Equal("Bearer token-2", _line.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task Many_callers_cause_one_renewal()
    {
        _tokenAnswer = async context =>
        {
            await Task.Yield();
            await IssueToken(context);
        };

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Send()));

        Assert.Equal(1, TokenRequests);
        Assert.Equal(50, _line.Requests.Count(asked => asked.Headers.TryGetValue("Authorization", out var token) && token == "Bearer token-1"));
    }

    [Fact]
    public async Task A_token_refused_early_is_renewed_and_the_call_made_again()
    {
        await Send();
        _statusFor = token => token == "Bearer token-1" ? 401 : 200;

        var result = await Send();

        Assert.True(result.Succeeded);
        Assert.Equal(2, TokenRequests);
        Assert.Equal("Bearer token-2", _line.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task A_new_token_refused_too_is_the_end()
    {
        _statusFor = _ => 401;

        var result = await Send();

        Assert.IsType<LineFailure.Unauthorized>(result.Failure);
        Assert.Equal(2, TokenRequests);
        Assert.Equal(4, _line.Requests.Count);
    }

    [Fact]
    public async Task A_pasted_token_refused_is_not_tried_again()
    {
        await using var pasted = _line.Services(_clock);
        _statusFor = _ => 401;

        Assert.IsType<LineFailure.Unauthorized>((await pasted.GetRequiredService<LineClient>().Reply("t", [new TextMessage("a")])).Failure);
        Assert.Single(_line.Requests);
    }

    [Theory]
    [InlineData(400, typeof(LineFailure.Unauthorized))]
    [InlineData(401, typeof(LineFailure.Unauthorized))]
    [InlineData(429, typeof(LineFailure.RateLimited))]
    [InlineData(500, typeof(LineFailure.NotReached))]
    [InlineData(200, typeof(LineFailure.NotReached))]
    public async Task Without_a_token_nothing_is_sent(int status, Type failure)
    {
        _tokenAnswer = context => RecordingLine.Say(context, status, """{"error":"invalid_client","error_description":"invalid client_secret"}""");

        Assert.IsType(failure, (await Send()).Failure);
        Assert.Single(_line.Requests);
    }

    [Fact]
    public async Task The_secret_is_in_no_failure()
    {
        _tokenAnswer = context => RecordingLine.Say(context, 400, """{"error":"invalid_client","error_description":"invalid client_secret"}""");

        Assert.DoesNotContain("=secret", (await Send()).Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_old_token_lives_a_failed_renewal_hurts_nobody()
    {
        await Send();
        _clock.Advance(TimeSpan.FromMinutes(14.5));
        _tokenAnswer = context => RecordingLine.Say(context, 500, "{}");
        Assert.True((await Send()).Succeeded);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<LineFailure.NotReached>((await Send()).Failure);
    }

    [Fact]
    public async Task Without_a_channel_the_failure_says_what_to_set()
    {
        await using var nothing = _line.Services(_clock, ("Line:ChannelAccessToken", null), ("Line:ChannelSecret", null));

        var result = await nothing.GetRequiredService<LineClient>().Reply("t", [new TextMessage("a")]);

        Assert.Contains("Line:ChannelAccessToken", Assert.IsType<LineFailure.Unauthorized>(result.Failure).Message, StringComparison.Ordinal);
        Assert.Empty(_line.Requests);
    }

    private Task<LineResult<Sent>> Send() => Client.Reply("t", [new TextMessage("a")]);

    private Task IssueToken(HttpContext context) => RecordingLine.Say(
        context, 200, $$"""{"token_type":"Bearer","access_token":"token-{{Interlocked.Increment(ref _issued)}}","expires_in":900}""");

    private sealed class MovableClock : TimeProvider
    {
        private DateTimeOffset _now = new(2028, 2, 29, 23, 50, 0, TimeSpan.FromHours(9));

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
