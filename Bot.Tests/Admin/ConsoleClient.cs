using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Tests.Admin;

/// <summary>
/// A browser without JavaScript: reads pages, and posts their forms as a person would, hidden fields and all. Unless it is to
/// stay a stranger, it signs in to the demo before it does anything else.
/// </summary>
internal sealed partial class ConsoleClient : IDisposable
{
    private readonly HttpClient _http;
    private bool _isIn;

    public ConsoleClient(Uri address, CookieContainer? cookies = null, bool isStranger = false)
    {
        cookies ??= new CookieContainer();
        _http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = true }) { BaseAddress = address };
        _isIn = isStranger || cookies.GetCookies(address).Any(cookie => cookie.Name == "console.session");
    }

    /// <summary>Takes up an invitation that was made with this key: the console of a bot without a demo.</summary>
    public static async Task<ConsoleClient> Invited(HttpClient api, string role, CookieContainer? cookies = null)
    {
        using var made = await api.PostAsJsonAsync("/api/people", new { name = $"テスト {role}", signInName = $"{role}-{Guid.NewGuid():N}", role });
        var link = (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        var console = new ConsoleClient(api.BaseAddress!, cookies, isStranger: true);
        var home = await console.Submit(link, link, ("password", "さくら もみじ すすき つばき うめ もも"));
        Assert.Equal("/", home.Path);
        return console;
    }

    public async Task<ConsoleAnswer> Open(string url, string? host = null)
    {
        await SignIn();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Host = host;
        return await ConsoleAnswer.Of(await _http.SendAsync(request));
    }

    /// <summary>Opens the page, fills in its form that posts to this address, and sends it.</summary>
    public async Task<ConsoleAnswer> Submit(string page, string action, params (string Name, string Value)[] filled)
    {
        var opened = await Open(page);
        return await Post(action, [.. opened.HiddenFieldsOf(action), .. filled]);
    }

    public async Task<ConsoleAnswer> Post(string url, params IEnumerable<(string Name, string Value)> fields)
    {
        await SignIn();
        return await ConsoleAnswer.Of(await _http.PostAsync(url, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
    }

    /// <summary>Opens the page, chooses a file in its form that posts to this address, and sends it.</summary>
    public async Task<ConsoleAnswer> Upload(string page, string action, string fileName, byte[] file, params (string Name, string Value)[] filled)
    {
        var opened = await Open(page);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", fileName } };
        foreach (var (name, value) in opened.HiddenFieldsOf(action).Concat(filled))
        {
            form.Add(new StringContent(value), name);
        }

        return await ConsoleAnswer.Of(await _http.PostAsync(action, form));
    }

    public void Dispose() => _http.Dispose();

    private async Task SignIn()
    {
        if (!_isIn)
        {
            _isIn = true;
            Assert.Equal("/", (await Submit("/sign-in", "/sign-in/demo")).Path);
        }
    }
}

/// <summary>A page as it came: its status, its text, and where it really is after redirects.</summary>
internal sealed partial record ConsoleAnswer(HttpStatusCode Status, string Html, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What a person reads: without markup.</summary>
    public string Text => WebUtility.HtmlDecode(Space().Replace(Markup().Replace(Html, " "), " "));

    public static async Task<ConsoleAnswer> Of(HttpResponseMessage response)
    {
        using (response)
        {
            return new ConsoleAnswer(
                response.StatusCode,
                await response.Content.ReadAsStringAsync(),
                response.RequestMessage!.RequestUri!.AbsolutePath,
                response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value)));
        }
    }

    public IEnumerable<(string, string)> HiddenFieldsOf(string action)
    {
        var form = Form().Matches(Html).Select(match => match.Value)
            .First(form => form.Contains($"method=\"post\" action=\"{action}\"", StringComparison.Ordinal));
        return Hidden().Matches(form).Select(field => (
            WebUtility.HtmlDecode(Name().Match(field.Value).Groups[1].Value),
            WebUtility.HtmlDecode(Value().Match(field.Value).Groups[1].Value)));
    }

    [GeneratedRegex("<form[ >].*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
