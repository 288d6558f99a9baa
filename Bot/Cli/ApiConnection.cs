using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Line;

namespace Bot.Cli;

/// <summary>
/// A running bot, as commands speak to it: over its REST API. The answer's JSON goes to standard output, a refusal in
/// words to standard error; the exit code is 0, or 1 when the bot refused, or 2 when it could not be reached.
/// </summary>
internal sealed class ApiConnection
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = new ReadableJsonEncoder() };

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    public static Option<Uri> Url { get; } = new("--url")
    {
        Description = "Where the bot runs (or BOTAPP_URL)",
        DefaultValueFactory = result => Address(result, Environment.GetEnvironmentVariable("BOTAPP_URL") ?? "http://localhost:5080")!,
        CustomParser = result => Address(result, result.Tokens[0].Value),
        Recursive = true,
    };

    public static Option<string?> Key { get; } = new("--key")
    {
        Description = "API key (or BOTAPP_KEY)", // Not as its default value: the help would print it.
        Recursive = true,
    };

    /// <summary>Makes the call and prints its answer.</summary>
    public static Task<int> Send(ParseResult parsed, HttpMethod method, string path, JsonObject? body, CancellationToken ct) =>
        Send(parsed, method, path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), ifMatch: null, ct);

    /// <summary>Makes the call with a body that is no JSON, on the condition that the thing still is what it was (its ETag).</summary>
    public static async Task<int> Send(ParseResult parsed, HttpMethod method, string path, HttpContent? body, string? ifMatch, CancellationToken ct)
    {
        var url = parsed.GetValue(Url)!;
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
        using var request = new HttpRequestMessage(method, path) { Content = body };
        Authorize(parsed, request.Headers);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        }

        try
        {
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            if (response.IsSuccessStatusCode)
            {
                Console.Out.WriteLine(Pretty(text));
                return 0;
            }

            Console.Error.WriteLine(Refusal((int)response.StatusCode, text));
            return 1;
        }
        catch (HttpRequestException unreachable)
        {
            return Unreachable(url, unreachable);
        }
    }

    /// <summary>
    /// Asks for long work and shows how far it is until it is over; broken off here, it goes on. Exit code 1 when it failed or was
    /// stopped.
    /// </summary>
    public static async Task<int> SeeThrough(ParseResult parsed, string path, JsonObject body, CancellationToken ct)
    {
        var url = parsed.GetValue(Url)!;
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
        Authorize(parsed, http.DefaultRequestHeaders);
        try
        {
            using var begun = await http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), ct);
            var text = await begun.Content.ReadAsStringAsync(ct);
            if (!begun.IsSuccessStatusCode)
            {
                Console.Error.WriteLine(Refusal((int)begun.StatusCode, text));
                return 1;
            }

            var line = new ProgressLine();
            var job = JsonNode.Parse(text)!;
            for (var isOver = false; !isOver; isOver = job["finishedAt"] is not null)
            {
                await Task.Delay(LookAgain, ct);
                job = JsonNode.Parse(await http.GetStringAsync(new Uri($"/api/jobs/{job["id"]}", UriKind.Relative), ct))!;
                var left = job["secondsLeft"] is { } seconds ? $", {TimeSpan.FromSeconds((double)seconds):h\\:mm\\:ss} left" : "";
                line.Show($"{job["title"]}: {(long)job["done"]!:N0} of {(long)job["total"]!:N0}{left}", job["finishedAt"] is not null);
            }

            line.End();
            if ((string?)job["state"] == "done")
            {
                Console.Out.WriteLine($"{job["title"]}: done ({(long)job["changed"]!:N0}).");
                return 0;
            }

            Console.Error.WriteLine($"{job["title"]}: {job["state"]}. {job["failure"]}".Trim());
            return 1;
        }
        catch (HttpRequestException unreachable)
        {
            return Unreachable(url, unreachable);
        }
    }

    /// <summary>
    /// Reads something that may be long or not ready yet: it is asked for until it is, and written as it comes, to a file where one is
    /// named.
    /// </summary>
    public static async Task<int> Fetch(ParseResult parsed, string path, string? file, CancellationToken ct)
    {
        var url = parsed.GetValue(Url)!;
        using var http = new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        Authorize(parsed, http.DefaultRequestHeaders);
        try
        {
            while (true)
            {
                using var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.StatusCode == System.Net.HttpStatusCode.Accepted)
                {
                    await Console.Error.WriteLineAsync($"Counting: {await response.Content.ReadAsStringAsync(ct)}".AsMemory(), ct);
                    await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
                }
                else if (!response.IsSuccessStatusCode)
                {
                    Console.Error.WriteLine(Refusal((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct)));
                    return 1;
                }
                else
                {
                    await Write(response, file, ct);
                    return 0;
                }
            }
        }
        catch (HttpRequestException unreachable)
        {
            return Unreachable(url, unreachable);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file ?? "The answer"} could not be written: {failure.Message}");
            return 1;
        }
    }

    private static async Task Write(HttpResponseMessage response, string? file, CancellationToken ct)
    {
        if (file is not null)
        {
            await using var to = File.Create(file);
            await response.Content.CopyToAsync(to, ct);
        }
        else if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            Console.Out.WriteLine(Pretty(await response.Content.ReadAsStringAsync(ct)));
        }
        else
        {
            await using var output = Console.OpenStandardOutput();
            await response.Content.CopyToAsync(output, ct);
        }
    }

    private static void Authorize(ParseResult parsed, HttpRequestHeaders headers)
    {
        if ((parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable("BOTAPP_KEY")) is { Length: > 0 } key)
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    private static int Unreachable(Uri url, HttpRequestException problem)
    {
        Console.Error.WriteLine($"No bot answers at {url}: {problem.Message}. Start it with 'dotnet run --project Bot', or say where it is with --url.");
        return 2;
    }

    private static Uri? Address(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https" })
        {
            return url;
        }

        result.AddError($"'{text}' is not the address of a bot. Write one such as http://localhost:5080.");
        return null;
    }

    private static string Pretty(string text)
    {
        try
        {
            return JsonNode.Parse(text)?.ToJsonString(Readable) ?? text;
        }
        catch (JsonException)
        {
            return text; // CSV, Mermaid: as it is.
        }
    }

    private static string Refusal(int status, string text)
    {
        try
        {
            var problem = JsonNode.Parse(text)?.AsObject();
            var lines = new List<string> { $"{problem?["title"]} ({status})" };
            if (problem?["detail"] is { } detail)
            {
                lines.Add(detail.ToString());
            }

            if (problem?["errors"] is JsonObject errors)
            {
                lines.AddRange(errors.Select(error => $"  {error.Key}: {(error.Value is JsonArray all ? string.Join("; ", all.Select(one => one?.ToString())) : error.Value)}"));
            }

            return string.Join(Environment.NewLine, lines);
        }
        catch (Exception notProblem) when (notProblem is JsonException or InvalidOperationException)
        {
            return $"The bot answered {status}.";
        }
    }
}
