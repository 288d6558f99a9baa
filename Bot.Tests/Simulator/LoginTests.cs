using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bot.Line;
using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Tests.Simulator;

/// <summary>LINE Login's side, as a shop's own site or LIFF app meets it.</summary>
public class LoginTests
{
    private const string Redirect = "https://shop.example/callback?from=line";

    [Fact]
    public async Task A_site_logs_a_person_in_and_learns_who_it_is_and_whether_a_friend()
    {
        await using var line = await SimulatedLine.Start();
        var phone = await line.Phone("渡辺 さくら");
        var code = await Code(line, phone, "&nonce=n-0&bot_prompt=normal", add: true);
        Assert.Equal(("s t", "true"), (code["state"].ToString(), code["friendship_status_changed"].ToString()));

        var tokens = await Token(line, new() { ["grant_type"] = "authorization_code", ["code"] = code["code"], ["redirect_uri"] = Redirect });
        Assert.Equal((200, 2_592_000, "openid profile"), (tokens.Status, tokens.Json.GetProperty("expires_in").GetInt32(), tokens.Json.GetProperty("scope").GetString()));
        Assert.Equal(400, (await Token(line, new() { ["grant_type"] = "authorization_code", ["code"] = code["code"], ["redirect_uri"] = Redirect })).Status);

        var verified = await Verify(line, tokens.Json.GetProperty("id_token").GetString()!, new() { ["nonce"] = "n-0", ["user_id"] = phone.UserId });
        Assert.Equal(
            ("https://access.line.me", phone.UserId, SimulatedLine.Channel.LoginId, "渡辺 さくら"),
            (Text(verified, "iss"), Text(verified, "sub"), Text(verified, "aud"), Text(verified, "name")));

        var access = tokens.Json.GetProperty("access_token").GetString()!;
        Assert.Equal(SimulatedLine.Channel.LoginId, Text(await line.Get($"/oauth2/v2.1/verify?access_token={access}"), "client_id"));
        Assert.Equal("渡辺 さくら", Text(await As(line, access, "/v2/profile"), "displayName"));
        Assert.Equal(phone.UserId, Text(await As(line, access, "/oauth2/v2.1/userinfo"), "sub"));
        Assert.Equal("""{"friendFlag":true}""", (await As(line, access, "/friendship/v1/status")).Body);
        await phone.Block();
        Assert.Equal("""{"friendFlag":false}""", (await As(line, access, "/friendship/v1/status")).Body);

        var again = await Token(line, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = Text(tokens, "refresh_token") });
        Assert.Equal(200, (await As(line, Text(again, "access_token")!, "/v2/profile")).Status);
        using var revoked = await line.Sim.PostAsync("/oauth2/v2.1/revoke", new FormUrlEncodedContent([new("access_token", access)]));
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(401, (await As(line, access, "/v2/profile")).Status);
        line.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(401, (await As(line, Text(again, "access_token")!, "/v2/profile")).Status);
    }

    [Fact]
    public async Task An_ID_token_of_LIFF_is_ES256_and_everybody_can_check_it_with_the_certificates()
    {
        await using var line = await SimulatedLine.Start();
        var (idToken, accessToken) = await Liff(line, await line.Friend());
        var parts = idToken.Split('.');
        var header = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal("ES256", header.GetProperty("alg").GetString());

        var key = (await line.Get("/oauth2/v2.1/certs")).Json.GetProperty("keys").EnumerateArray().Single(one => one.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        using var genuine = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        Assert.True(genuine.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        Assert.Equal(200, (await As(line, accessToken, "/v2/profile")).Status);
        line.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(401, (await As(line, accessToken, "/v2/profile")).Status);
    }

    [Theory]
    [InlineData("", "", "Invalid IdToken.")]
    [InlineData("client_id", "1234567890", "Invalid IdToken Audience.")]
    [InlineData("nonce", "another", "Invalid IdToken Nonce.")]
    [InlineData("user_id", "U00000000000000000000000000000000", "Invalid IdToken Subject Identifier.")]
    public async Task What_is_wrong_with_an_ID_token_is_said_in_LINEs_words(string field, string value, string description)
    {
        await using var line = await SimulatedLine.Start();
        var (idToken, _) = await Liff(line, await line.Friend());
        var tampered = field.Length == 0 ? idToken[..^8] + "AAAAAAAA" : idToken;

        var answer = await Verify(line, tampered, field.Length == 0 ? [] : new() { [field] = value });

        Assert.Equal((400, "invalid_request", description), (answer.Status, Text(answer, "error"), Text(answer, "error_description")));
        line.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("IdToken expired.", Text(await Verify(line, idToken, []), "error_description"));
        Assert.Equal("Invalid IdToken.", Text(await Verify(line, "none", []), "error_description"));
    }

    [Fact]
    public async Task A_token_says_no_more_than_its_scope_and_a_channel_token_is_none_of_a_person()
    {
        await using var line = await SimulatedLine.Start();
        var phone = await line.Friend();
        var (_, access) = await Liff(line, phone, "openid");

        Assert.Equal(403, (await As(line, access, "/v2/profile")).Status);
        Assert.Equal(401, (await line.Get("/v2/profile")).Status);
        Assert.Equal(401, (await As(line, access, "/v2/bot/info")).Status);
    }

    [Theory]
    [InlineData("response_type", "token")]
    [InlineData("client_id", "1234567890")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("state", "")]
    [InlineData("scope", "")]
    public async Task A_login_asked_for_wrongly_asks_nobody(string name, string value)
    {
        await using var line = await SimulatedLine.Start();

        var query = QueryHelpers.ParseQuery(LoginUri("").Split('?')[1]);
        query[name] = value;
        using var page = await line.Sim.GetAsync(QueryHelpers.AddQueryString("/oauth2/v2.1/authorize", query));

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
    }

    [Fact]
    public async Task A_person_ties_the_LINE_account_to_the_shops_once_within_ten_minutes()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var phone = await line.Friend("<b>渡辺</b>");
        await bot.Next();
        var token = (await line.Client.IssueLinkToken(phone.UserId)).Value!.LinkToken;
        var page = $"/dialog/bot/accountLink?linkToken={token}&nonce={Uri.EscapeDataString("bm9uY2Ugbm9uY2U=")}";

        Assert.Contains("&lt;b&gt;", await line.Sim.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await line.Sim.GetAsync($"/dialog/bot/accountLink?linkToken={token}&nonce=123456789")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await line.Sim.PostAsync(page, null)).StatusCode);

        var link = await bot.NextEvent();
        Assert.Equal(("accountLink", phone.UserId), (link.GetProperty("type").GetString(), link.GetProperty("source").GetProperty("userId").GetString()));
        Assert.Equal(("ok", "bm9uY2Ugbm9uY2U="), (link.GetProperty("link").GetProperty("result").GetString(), link.GetProperty("link").GetProperty("nonce").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await line.Sim.PostAsync(page, null)).StatusCode);

        var late = (await line.Client.IssueLinkToken(phone.UserId)).Value!.LinkToken;
        line.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.BadRequest, (await line.Sim.GetAsync($"/dialog/bot/accountLink?linkToken={late}&nonce=bm9uY2Ugbm9uY2U=")).StatusCode);
        Assert.IsType<LineFailure.NotFound>((await line.Client.IssueLinkToken($"U{new string('0', 32)}")).Failure);
        Assert.IsType<LineFailure.BadRequest>((await line.Client.IssueLinkToken("U1")).Failure);
    }

    [Theory]
    [InlineData("/v2/bot/group/C00000000000000000000000000000000/summary")]
    [InlineData("/v2/bot/richmenu/unknown/unknown/unknown")]
    [InlineData("/v2/what")]
    [InlineData("/oauth2/v9/token")]
    [InlineData("/friendship/v2/status")]
    [InlineData("/liff/v1/what")]
    [InlineData("/bot/pnp/push")]
    public async Task What_is_not_served_is_a_404_in_JSON(string path)
    {
        await using var line = await SimulatedLine.Start();

        var answer = await line.Get(path);

        Assert.Equal((404, "Not found"), (answer.Status, answer.Message));
        Assert.NotNull(answer.RequestId);
    }

    private static string LoginUri(string more) =>
        $"/oauth2/v2.1/authorize?response_type=code&client_id={SimulatedLine.Channel.LoginId}&redirect_uri={Uri.EscapeDataString(Redirect)}&state=s%20t&scope=openid%20profile{more}";

    private static async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>> Code(SimulatedLine line, SimulatedPhone phone, string more, bool add)
    {
        // Follows LINE's redirect to its page, and stops at the one to the shop's.
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = line.Host.Address };
        using var sent = await browser.GetAsync(LoginUri(more));
        var page = sent.Headers.Location!.OriginalString;
        Assert.Contains("渡辺 さくら", WebUtility.HtmlDecode(await browser.GetStringAsync(page)), StringComparison.Ordinal);
        using var back = await browser.PostAsync(page, new FormUrlEncodedContent([new("user", phone.UserId), new("add", add ? "true" : "")]));
        Assert.StartsWith(Redirect, back.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(back.Headers.Location.Query);
    }

    private static async Task<Answer> Token(SimulatedLine line, Dictionary<string, string?> form)
    {
        (form["client_id"], form["client_secret"]) = (SimulatedLine.Channel.LoginId, SimulatedLine.Channel.LoginSecret);
        using var answer = await line.Sim.PostAsync("/oauth2/v2.1/token", new FormUrlEncodedContent(form));
        return await Answer.Of(answer);
    }

    private static async Task<Answer> Verify(SimulatedLine line, string idToken, Dictionary<string, string> form)
    {
        form["id_token"] = idToken;
        form.TryAdd("client_id", SimulatedLine.Channel.LoginId);
        using var answer = await line.Sim.PostAsync("/oauth2/v2.1/verify", new FormUrlEncodedContent(form));
        return await Answer.Of(answer);
    }

    private static async Task<(string IdToken, string AccessToken)> Liff(SimulatedLine line, SimulatedPhone phone, string scope = "openid profile")
    {
        using var answer = await line.Sim.PostAsJsonAsync($"/sim/users/{phone.UserId}/login", new { scope, nonce = "n-0" });
        var tokens = (await Answer.Of(answer)).Json;
        return (tokens.GetProperty("idToken").GetString()!, tokens.GetProperty("accessToken").GetString()!);
    }

    private static async Task<Answer> As(SimulatedLine line, string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await line.Sim.SendAsync(request);
        return await Answer.Of(answer);
    }

    private static string? Text(Answer answer, string name) => answer.Json.GetProperty(name).GetString();
}
