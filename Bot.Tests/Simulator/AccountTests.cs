using System.Net.Http.Headers;

namespace Bot.Tests.Simulator;

public class AccountTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer unknown")]
    [InlineData("Bearer stateless.9999999999.00000000.00")]
    [InlineData("Basic bG9uZy1saXZlZC10b2tlbg==")]
    public async Task Without_a_good_token_every_call_is_401(string? authorization)
    {
        await using var line = await SimulatedLine.Start();
        line.Api.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);

        var answer = await line.Get("/v2/bot/info");

        Assert.Equal(401, answer.Status);
        Assert.StartsWith("Authentication failed", answer.Message, StringComparison.Ordinal);
        Assert.NotNull(answer.RequestId);
    }

    [Fact]
    public async Task A_stateless_token_is_given_for_id_and_secret_and_lives_fifteen_minutes()
    {
        await using var line = await SimulatedLine.Start();
        using var refused = await line.Sim.PostAsync("/oauth2/v3/token", Credentials("wrong"));
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("\"error\":\"invalid_client\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var given = await line.Sim.PostAsync("/oauth2/v3/token", Credentials(SimulatedLine.Channel.Secret));
        var token = (await Answer.Of(given)).Json;
        Assert.Equal(900, token.GetProperty("expires_in").GetInt32());
        line.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());

        Assert.Equal(200, (await line.Get("/v2/bot/info")).Status);
        line.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(401, (await line.Get("/v2/bot/info")).Status);
    }

    [Fact]
    public async Task A_short_lived_token_can_be_verified_and_revoked()
    {
        await using var line = await SimulatedLine.Start();
        using var given = await line.Sim.PostAsync("/v2/oauth/accessToken", Credentials(SimulatedLine.Channel.Secret));
        var token = (await Answer.Of(given)).Json.GetProperty("access_token").GetString()!;

        Assert.Equal(200, await Ask("verify"));
        Assert.Equal(200, await Ask("revoke"));
        Assert.Equal(400, await Ask("verify"));

        async Task<int> Ask(string what)
        {
            using var answer = await line.Sim.PostAsync($"/v2/oauth/{what}", new FormUrlEncodedContent([new("access_token", token)]));
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_profile_is_given_of_friends_and_refused_of_others_as_LINE_does()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend("渡辺 さくら");
        var stranger = await line.Phone();

        Assert.Equal("渡辺 さくら", (await line.Get($"/v2/bot/profile/{friend.UserId}")).Json.GetProperty("displayName").GetString());
        Assert.Equal((404, "Not found"), await Asked(stranger.UserId));
        Assert.Equal((400, "The value for the 'userId' parameter is invalid"), await Asked("U123"));

        async Task<(int, string)> Asked(string id) => await line.Get($"/v2/bot/profile/{id}") is var answer ? (answer.Status, answer.Message) : default;
    }

    [Fact]
    public async Task Followers_come_in_pages_and_only_to_verified_accounts()
    {
        await using var line = await SimulatedLine.Start();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await line.Friend($"友だち{i}")).UserId);
        }

        var first = (await line.Get("/v2/bot/followers/ids?limit=3")).Json;
        var second = (await line.Get($"/v2/bot/followers/ids?limit=3&start={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}")).Json;
        Assert.Equal(ids, first.GetProperty("userIds").EnumerateArray().Concat(second.GetProperty("userIds").EnumerateArray()).Select(id => id.GetString()));
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal("Invalid start param", (await line.Get("/v2/bot/followers/ids?start=%21")).Message);

        await line.Switch(new { verifiedAccount = false });
        Assert.Equal(403, (await line.Get("/v2/bot/followers/ids")).Status);
    }

    [Theory]
    [InlineData(20, 202, null)]
    [InlineData(65, 400, "Must be between 5 and 60")]
    [InlineData(7, 400, "must be a multiple of five")]
    public async Task The_loading_sign_takes_five_to_sixty_seconds_in_fives(int loadingSeconds, int status, string? message)
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();

        var answer = await line.Post("/v2/bot/chat/loading/start", new { chatId = friend.UserId, loadingSeconds });

        Assert.Equal(status, answer.Status);
        Assert.Equal(message, status == 202 ? null : answer.Json.GetProperty("details")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_picture_can_be_fetched_until_it_is_taken_back()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        await friend.Picture();
        var id = (await friend.Screen()).Messages[^1].Id;

        using var picture = await line.Api.GetAsync($"/v2/bot/message/{id}/content");
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);

        await friend.Unsend(id);
        Assert.Equal((410, "The content is gone"), await line.Get($"/v2/bot/message/{id}/content") is var gone ? (gone.Status, gone.Message) : default);
        Assert.Equal((404, "not found"), await line.Get("/v2/bot/message/1/content") is var none ? (none.Status, none.Message) : default);
    }

    [Theory]
    [InlineData("GET", "/v2/bot/no/such/thing")]
    [InlineData("DELETE", "/v2/bot/info")]
    [InlineData("GET", "/v2/bot/message/push")]
    public async Task What_is_not_there_is_a_404_in_JSON(string method, string path)
    {
        await using var line = await SimulatedLine.Start();
        using var answer = await line.Api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal((404, """{"message":"Not found"}"""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private static FormUrlEncodedContent Credentials(string secret) => new(
    [
        new("grant_type", "client_credentials"), new("client_id", SimulatedLine.Channel.Id), new("client_secret", secret),
    ]);
}
