using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.People;
using Bot.Storage;
using Bot.Tests.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.People;

/// <summary>How people come in, stay in, and are put out: over the pages, as they would.</summary>
public sealed partial class SignInTests : IDisposable
{
    private const string Password = "さくら もみじ すすき つばき うめ もも";

    private readonly BotApplication _bot = new(new() { ["Bot:Secret"] = "0123456789abcdef0123456789abcdef" });

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task The_first_owner_is_made_with_the_code_of_the_terminal_where_nobody_sits_at_the_machine()
    {
        using var visitor = Stranger();
        var page = await visitor.Open("/welcome", host: "shop.example");
        Assert.Contains("セットアップコード", page.Text, StringComparison.Ordinal);
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", _bot.Services.GetRequiredService<SetUpCode>().Text);
        Assert.True(_bot.Services.GetRequiredService<SetUpCode>().IsRight(_bot.Services.GetRequiredService<SetUpCode>().Text.ToLowerInvariant().Replace('-', ' ')));
        Assert.False(_bot.Services.GetRequiredService<SetUpCode>().IsRight(""));
        Assert.False(_bot.Services.GetRequiredService<SetUpCode>().IsRight(null));
    }

    [Fact]
    public async Task An_owner_is_made_once_and_signs_in_again()
    {
        using var owner = Stranger();
        var home = await owner.Submit("/welcome", "/welcome", ("person", "店長"), ("name", "Owner@Shop.example"), ("password", Password));
        Assert.Equal("/", home.Path);

        using var late = Stranger();
        Assert.Equal("/sign-in", (await late.Open("/welcome")).Path);
        Assert.Equal("/settings/people", (await SignIn(late, "ｏｗｎｅｒ@shop.EXAMPLE ", Password, back: "/settings/people")).Path);
    }

    [Fact]
    public async Task Three_who_race_to_be_the_owner_make_one()
    {
        var racers = Enumerable.Range(0, 3).Select(_ => Stranger()).ToList();
        var answers = await Task.WhenAll(racers.Select((racer, number) =>
            racer.Submit("/welcome", "/welcome", ("person", $"店長{number}"), ("name", $"owner{number}"), ("password", Password))));

        Assert.Single(answers, answer => answer.Path == "/");
        Assert.Single(await People(), person => person.GetProperty("role").GetString() == "owner");
        racers.ForEach(racer => racer.Dispose());
    }

    [Fact]
    public async Task Wrong_is_wrong_in_the_same_words_whoever_it_is()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        using var visitor = Stranger();

        var known = await SignIn(visitor, "staff@shop.example", "wrong password, at length");
        var unknown = await SignIn(visitor, "nobody@shop.example", "wrong password, at length");

        Assert.Equal("/sign-in", known.Path);
        Assert.Equal(Comparable(known, "staff@shop.example"), Comparable(unknown, "nobody@shop.example"));
    }

    [Fact]
    public async Task After_five_wrong_tries_a_right_one_is_not_taken_for_a_minute()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        using var visitor = Stranger();
        for (var tries = 0; tries < 5; tries++)
        {
            await SignIn(visitor, "staff@shop.example", "wrong password, at length");
        }

        Assert.Equal("/sign-in", (await SignIn(visitor, "staff@shop.example", Password)).Path);
        _bot.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password)).Path);
        Assert.Contains(await Audit(), entry => entry.GetProperty("deed").GetString()!.StartsWith("sign-in refused and locked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_tries_too_often_is_asked_to_wait_whatever_the_name()
    {
        using var visitor = Stranger();
        ConsoleAnswer answer;
        var tries = 0;
        do
        {
            answer = await visitor.Post("/sign-in", [.. (await visitor.Open("/welcome")).HiddenFieldsOf("/welcome"), ("name", $"nobody{tries}"), ("password", "x")]);
        }
        while (answer.Status != HttpStatusCode.TooManyRequests && ++tries < 40);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.InRange(tries, 15, 20);
        Assert.Contains("1分ほど待って", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_away_after_signing_in(string back)
    {
        using var staff = await Invited("staff", "staff@shop.example");
        using var visitor = Stranger();

        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, back)).Path);
    }

    [Fact]
    public async Task An_invitation_works_once_and_not_after_three_days()
    {
        var (first, second) = (await Invite("marketer", "one@shop.example"), await Invite("marketer", "two@shop.example"));
        using var one = Stranger();
        using var other = Stranger();

        Assert.Equal("/", (await one.Submit(first, first, ("password", Password))).Path);
        Assert.Contains("このリンクは使えません", (await other.Open(first)).Text, StringComparison.Ordinal);
        _bot.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Contains("このリンクは使えません", (await other.Open(second)).Text, StringComparison.Ordinal);
        Assert.Contains("このリンクは使えません", (await other.Open("/join/0123")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_tried_first_is_refused_and_said_why()
    {
        var link = await Invite("staff", "staff@shop.example");
        using var visitor = Stranger();

        var answer = await visitor.Submit(link, link, ("password", "passwordpassword"));

        Assert.Contains("よく使われるパスワード", answer.Text, StringComparison.Ordinal);
        Assert.Equal("/", (await visitor.Submit(link, link, ("password", Password))).Path);
    }

    [Fact]
    public async Task Shut_out_somebody_is_out_at_once_with_their_keys_and_can_be_let_in_again()
    {
        using var owner = await Invited("owner", "owner@shop.example");
        using var staff = await Invited("staff", "staff@shop.example");
        var id = (await Person("staff@shop.example")).GetProperty("id").GetString()!;
        var key = await KeyOf(staff, "friends");
        Assert.Equal(HttpStatusCode.OK, await StatusOf(key, "/api/friends"));

        await owner.Submit($"/settings/people/{id}", $"/settings/people/{id}/disable");

        Assert.Equal("/sign-in", (await staff.Open("/friends")).Path);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(key, "/api/friends"));
        Assert.Equal("/sign-in", (await SignIn(staff, "staff@shop.example", Password)).Path);
        await owner.Submit($"/settings/people/{id}", $"/settings/people/{id}/enable");
        Assert.Equal("/", (await SignIn(staff, "staff@shop.example", Password)).Path);
    }

    [Fact]
    public async Task The_last_owner_stays_one_also_when_two_take_each_others_rights()
    {
        using var first = await Invited("owner", "first@shop.example");
        using var second = await Invited("owner", "second@shop.example");
        var (one, other) = ((await Person("first@shop.example")).GetProperty("id").GetString()!, (await Person("second@shop.example")).GetProperty("id").GetString()!);

        await Task.WhenAll(
            first.Submit($"/settings/people/{other}", $"/settings/people/{other}", ("person", "二"), ("role", "Staff")),
            second.Submit($"/settings/people/{one}", $"/settings/people/{one}", ("person", "一"), ("role", "Staff")));

        var owners = (await People()).Count(person => person.GetProperty("role").GetString() == "owner");
        Assert.InRange(owners, 1, 2);
        var last = (await People()).First(person => person.GetProperty("role").GetString() == "owner").GetProperty("id").GetString();
        foreach (var person in (await People()).Where(person => person.GetProperty("id").GetString() != last))
        {
            await _bot.Api.PutAsJsonAsync($"/api/people/{person.GetProperty("id").GetString()}", new { role = "staff" });
        }

        var refused = await _bot.Api.PutAsJsonAsync($"/api/people/{last}", new { role = "staff" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task A_session_can_be_ended_elsewhere_and_ends_by_itself()
    {
        using var phone = await Invited("staff", "staff@shop.example");
        using var tablet = Stranger();
        await SignIn(tablet, "staff@shop.example", Password);

        var mine = await tablet.Open("/me");
        var end = Assert.Single(Ends().Matches(mine.Html).Select(match => match.Groups[1].Value));
        await tablet.Submit("/me", end);

        Assert.Equal("/sign-in", (await phone.Open("/me")).Path);
        Assert.Equal("/me", (await tablet.Open("/me")).Path);
        _bot.Clock.Advance(TimeSpan.FromDays(13));
        Assert.Equal("/me", (await tablet.Open("/me")).Path);
        _bot.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal("/sign-in", (await tablet.Open("/me")).Path);
    }

    [Fact]
    public async Task Signed_out_the_cookie_is_worth_nothing()
    {
        var cookies = new CookieContainer();
        using var staff = await ConsoleClient.Invited(_bot.Api, "staff", cookies);
        var cookie = Assert.Single(cookies.GetCookies(_bot.Address), one => one.Name == "console.session");
        Assert.True(cookie.HttpOnly);

        await staff.Submit("/me", "/sign-out");

        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _bot.Address };
        thief.DefaultRequestHeaders.Add("Cookie", $"console.session={cookie.Value}");
        Assert.Equal(HttpStatusCode.SeeOther, (await thief.GetAsync("/me")).StatusCode);
    }

    [Fact]
    public async Task Changing_the_password_asks_for_the_old_one_and_signs_the_others_out()
    {
        using var phone = await Invited("staff", "staff@shop.example");
        using var tablet = Stranger();
        await SignIn(tablet, "staff@shop.example", Password);
        const string next = "つばめ すずめ ひばり かもめ とんび";

        Assert.Contains("今のパスワードが違います", (await phone.Submit("/me", "/me/password", ("current", "x"), ("password", next))).Text, StringComparison.Ordinal);
        Assert.Contains("パスワードを変えました", (await phone.Submit("/me", "/me/password", ("current", Password), ("password", next))).Text, StringComparison.Ordinal);

        Assert.Equal("/sign-in", (await tablet.Open("/me")).Path);
        Assert.Equal("/sign-in", (await SignIn(tablet, "staff@shop.example", Password)).Path);
        Assert.Equal("/", (await SignIn(tablet, "staff@shop.example", next)).Path);
    }

    [Fact]
    public async Task With_an_authenticator_the_password_alone_is_not_enough_and_digits_count_once()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var page = await staff.Open("/me");
        var secret = SecretOf(page);

        Assert.Contains("数字が違います", (await staff.Post("/me/authenticator", [.. page.HiddenFieldsOf("/me/authenticator"), ("digits", "000000")])).Text, StringComparison.Ordinal);
        var done = await staff.Post("/me/authenticator", [.. page.HiddenFieldsOf("/me/authenticator"), ("digits", OneTimeCode.At(secret, _bot.Clock.GetUtcNow()))]);
        Assert.Contains("設定済みです", done.Text, StringComparison.Ordinal);

        using var visitor = Stranger();
        _bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var digits = OneTimeCode.At(secret, _bot.Clock.GetUtcNow());
        Assert.Equal("/sign-in", (await SignIn(visitor, "staff@shop.example", Password)).Path);
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, digits: digits)).Path);
        using var shoulder = Stranger();
        Assert.Equal("/sign-in", (await SignIn(shoulder, "staff@shop.example", Password, digits: digits)).Path);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_digits_once_and_leaves_a_line_in_the_log()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var (_, codes) = await TurnAuthenticatorOn(staff);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.DoesNotContain(codes[0], (await staff.Open("/me")).Html, StringComparison.Ordinal);
        Assert.Contains("残り10個", (await staff.Open("/me")).Text, StringComparison.Ordinal);

        using var visitor = Stranger();
        Assert.Equal("/sign-in", (await SignIn(visitor, "staff@shop.example", "wrong password, at length", digits: codes[0])).Path);
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, recovery: $" {codes[0].ToLowerInvariant().Replace('-', ' ')} ")).Path);
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, digits: codes[1])).Path);
        using var shoulder = Stranger();
        Assert.Equal("/sign-in", (await SignIn(shoulder, "staff@shop.example", Password, recovery: codes[0])).Path);

        Assert.Contains("残り8個", (await staff.Open("/me")).Text, StringComparison.Ordinal);
        Assert.Equal(8, (await Person("staff@shop.example")).GetProperty("recoveryCodesLeft").GetInt32());
        Assert.Contains(await Audit(), entry => entry.GetProperty("deed").GetString() == "sign in by recovery code, 9 left");
    }

    [Fact]
    public async Task Two_with_the_same_recovery_code_at_once_get_one_of_them_in()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var (_, codes) = await TurnAuthenticatorOn(staff);
        var visitors = Enumerable.Range(0, 4).Select(_ => Stranger()).ToList();

        var answers = await Task.WhenAll(visitors.Select(visitor => SignIn(visitor, "staff@shop.example", Password, recovery: codes[3])));

        Assert.Single(answers, answer => answer.Path == "/");
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [Theory]
    [InlineData("ZZZZ-ZZZZ-ZZZZ-ZZZZ")]
    [InlineData("🍛")]
    [InlineData("000000")]
    public async Task Wrong_recovery_codes_count_like_any_wrong_try(string code)
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var (_, codes) = await TurnAuthenticatorOn(staff);
        using var visitor = Stranger();
        for (var tries = 0; tries < 5; tries++)
        {
            Assert.Equal("/sign-in", (await SignIn(visitor, "staff@shop.example", Password, recovery: code)).Path);
        }

        Assert.Equal("/sign-in", (await SignIn(visitor, "staff@shop.example", Password, recovery: codes[0])).Path);
        _bot.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, recovery: codes[0])).Path);
    }

    [Fact]
    public async Task New_recovery_codes_ask_for_the_password_and_end_those_before()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var (_, codes) = await TurnAuthenticatorOn(staff);

        Assert.Contains("パスワードが違います", (await staff.Submit("/me", "/me/authenticator/codes", ("password", "x"))).Text, StringComparison.Ordinal);
        var renewed = CodesOf(await staff.Submit("/me", "/me/authenticator/codes", ("password", Password)));

        Assert.Empty(codes.Intersect(renewed));
        using var visitor = Stranger();
        Assert.Equal("/sign-in", (await SignIn(visitor, "staff@shop.example", Password, recovery: codes[0])).Path);
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, recovery: renewed[9])).Path);
    }

    [Fact]
    public async Task An_authenticator_in_use_is_not_replaced_without_the_password()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var form = (await staff.Open("/me")).HiddenFieldsOf("/me/authenticator").ToList();
        var (secret, _) = await TurnAuthenticatorOn(staff);
        _bot.Clock.Advance(TimeSpan.FromMinutes(1));

        // The tab that was open before it was turned on elsewhere, with the secret it offered.
        var people = _bot.Services.GetRequiredService<PeopleDesk>();
        var id = (await Person("staff@shop.example")).GetProperty("id").GetString()!;
        var was = (await people.Find(id, default))!.Authenticator!;
        var late = await staff.Post("/me/authenticator", [.. form, ("digits", OneTimeCode.At(SecretIn(form), _bot.Clock.GetUtcNow()))]);

        Assert.Empty(CodesOf(late));
        Assert.Equal(was.Sealed, (await people.Find(id, default))!.Authenticator!.Sealed);
        using var visitor = Stranger();
        Assert.Equal("/", (await SignIn(visitor, "staff@shop.example", Password, digits: OneTimeCode.At(secret, _bot.Clock.GetUtcNow()))).Path);
    }

    [Fact]
    public async Task A_key_may_do_what_it_was_made_for_as_far_as_its_maker_may()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var key = await KeyOf(staff, "Redeem", "Campaigns");
        var friend = await _bot.Follower("さくら");

        Assert.Equal(HttpStatusCode.OK, await StatusOf(key, "/api/friends"));
        using var http = Client(key);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PutAsync($"/api/friends/{friend.UserId}/tags/甘口", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync("/api/campaigns", new { name = "x", condition = "all" })).StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync("/api/coupon-issues/redeem", new { code = "AAAA-BBBB" })).StatusCode);
        var keys = await _bot.Api.GetFromJsonAsync<JsonElement>("/api/keys");
        Assert.Contains(keys.EnumerateArray(), one => one.GetProperty("usedAt").ValueKind == JsonValueKind.String && one.GetProperty("scopes").GetArrayLength() == 2);
    }

    [Fact]
    public async Task No_secret_is_in_the_store_in_clear()
    {
        using var staff = await Invited("staff", "staff@shop.example");
        var key = await KeyOf(staff, "Friends");
        var (_, codes) = await TurnAuthenticatorOn(staff);
        var people = await _bot.Store.Find(new Query<Person>(PeopleCollections.People, Filter.Everything), default);
        var sessions = await _bot.Store.Find(new Query<Session>(PeopleCollections.Sessions, Filter.Everything), default);
        var keys = await _bot.Store.Find(new Query<Bot.Api.ApiKey>(Bot.Api.ApiCollections.Keys, Filter.Everything), default);
        var audit = await _bot.Store.Find(new Query<Bot.Audit.AuditEntry>(Bot.Audit.AuditCollections.Entries, Filter.Everything), default);

        var all = JsonSerializer.Serialize(new { people, sessions, keys, audit });
        Assert.DoesNotContain(Password, Regex.Unescape(all), StringComparison.Ordinal);
        Assert.DoesNotContain(key, all, StringComparison.Ordinal);
        Assert.DoesNotContain(codes, code => all.Contains(code, StringComparison.Ordinal) || all.Contains(code.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotContain(people.Items[0].Value.PasswordHash!, JsonSerializer.Serialize(audit), StringComparison.Ordinal);
    }

    private ConsoleClient Stranger() => new(_bot.Address, isStranger: true);

    private async Task<string> Invite(string role, string signInName)
    {
        var made = await _bot.Api.PostAsJsonAsync("/api/people", new { name = "花子", signInName, role });
        return (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
    }

    private async Task<ConsoleClient> Invited(string role, string signInName)
    {
        var link = await Invite(role, signInName);
        var console = Stranger();
        Assert.Equal("/", (await console.Submit(link, link, ("password", Password))).Path);
        await MakeSetUp();
        return console;
    }

    // The page to sign in with a name is there once somebody owns the console.
    private async Task MakeSetUp() =>
        await _bot.Services.GetRequiredService<PeopleDesk>().MakeOwner("店長", "boss", "a password of some length", default);

    private static Task<ConsoleAnswer> SignIn(ConsoleClient console, string name, string password, string? back = null, string? digits = null, string? recovery = null) =>
        console.Submit("/sign-in" + (back is null ? "" : $"?back={Uri.EscapeDataString(back)}"), "/sign-in", ("name", name), ("password", password), ("digits", digits ?? ""), ("recovery", recovery ?? ""));

    private async Task<(byte[] Secret, IReadOnlyList<string> Codes)> TurnAuthenticatorOn(ConsoleClient console)
    {
        var page = await console.Open("/me");
        var secret = SecretOf(page);
        var done = await console.Post("/me/authenticator", [.. page.HiddenFieldsOf("/me/authenticator"), ("digits", OneTimeCode.At(secret, _bot.Clock.GetUtcNow()))]);
        return (secret, CodesOf(done));
    }

    private static IReadOnlyList<string> CodesOf(ConsoleAnswer page) => [.. RecoveryCode().Matches(page.Html).Select(match => match.Groups[1].Value)];

    private byte[] SecretIn(IEnumerable<(string Name, string Value)> form) =>
        _bot.Services.GetRequiredService<SignInDesk>().Open(form.First(field => field.Name == "secret").Value)!;

    private static async Task<string> KeyOf(ConsoleClient console, params string[] scopes)
    {
        var page = await console.Submit("/me", "/me/keys", [("name", "レジ"), .. scopes.Select(scope => ("scopes", scope))]);
        return Key().Match(page.Html).Groups[1].Value;
    }

    private HttpClient Client(string key)
    {
        var http = _bot.Client(_bot.Address);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private async Task<HttpStatusCode> StatusOf(string key, string url) => (await Client(key).GetAsync(url)).StatusCode;

    private async Task<IReadOnlyList<JsonElement>> People() => [.. (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/people")).EnumerateArray()];

    private async Task<JsonElement> Person(string signInName) => (await People()).Single(person => person.GetProperty("signInName").GetString() == signInName);

    private async Task<IReadOnlyList<JsonElement>> Audit() => [.. (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/audit")).GetProperty("items").EnumerateArray()];

    // But for what they typed, and the token of the form.
    private static string Comparable(ConsoleAnswer answer, string name) => Token().Replace(answer.Html.Replace(name, "", StringComparison.Ordinal), "");

    private static byte[] SecretOf(ConsoleAnswer page)
    {
        var written = Secret().Match(page.Html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var bits = string.Concat(written.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    [GeneratedRegex("action=\"(/me/sessions/[0-9a-f]+/end)\"")]
    private static partial Regex Ends();

    [GeneratedRegex("id=\"new-key\">([^<]*)<")]
    private static partial Regex Key();

    [GeneratedRegex("<code>([A-Z2-7 ]{30,})</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</code>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("<input[^>]*__RequestVerificationToken[^>]*>")]
    private static partial Regex Token();
}
