using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Bot.Cli.ApiCall;

namespace Bot.Cli;

/// <summary><c>campaign</c>: from a draft to the last friend.</summary>
internal static class CampaignCommands
{
    private static readonly Field[] Measured =
    [
        new("deed", "What it was to move friends to: clicked, redeemed, completed or tagged"), new("what", "Which coupon, survey or tag"),
        new("days", "Within how many days") { Number = true },
    ];

    public static Command Create() => new("campaign", "Send to a segment: create, preview, approve, watch")
    {
        Get("list", "/api/campaigns", "All campaigns, newest first"),
        Write(HttpMethod.Post, "create", "/api/campaigns", "Writes a draft"),
        Write(HttpMethod.Put, "edit", "/api/campaigns/{campaign}", "Writes a draft anew"),
        Get("show", "/api/campaigns/{campaign}", "A campaign and how far it has come"),
        Post("preview", "/api/campaigns/{campaign}/preview", "Who would get it and what it costs; prints the hash that approve wants"),
        Post(
            "approve",
            "/api/campaigns/{campaign}/approve",
            "Sends it, now or at a time",
            new Field("hash", "The preview's hash: what was previewed is what is sent"),
            new Field("sendAt", "When, e.g. 2026-12-01T10:00 in the shop's time; now when left out"),
            new Field("by", "Who approves it")),
        Post(
            "ask",
            "/api/campaigns/{campaign}/ask",
            "Asks a second person to approve it, where the shop wants that",
            new("hash", "The preview's hash"),
            new("sendAt", "When it is to be sent; now when left out"),
            new("by", "Who asks")),
        Post("return", "/api/campaigns/{campaign}/return", "Makes a request for approval a draft again"),
        Post("pause", "/api/campaigns/{campaign}/pause", "Sends nothing more until resumed"),
        Post("resume", "/api/campaigns/{campaign}/resume", "Goes on"),
        Post("cancel", "/api/campaigns/{campaign}/cancel", "Sends nothing more, ever"),
        Get("calendar", "/api/campaigns/calendar", "What was and will be sent in a month", new Field("month", "e.g. 2026-11; this one when left out")),
        Get("results", "/api/campaigns/{campaign}/results", "What came of it: skipped and why, taps, coupons, by variant with the difference's interval", Measured),
        Download("results-csv", "/api/campaigns/{campaign}/results.csv", "The same as CSV", Measured),
        Get("compare", "/api/campaigns/compare", "Several side by side: sent, taps, redemptions, yen", new Field("ids", "Their ids with commas between them") { Positional = true }),
        Post("duplicate", "/api/campaigns/{campaign}/duplicate", "A new draft that says the same"),
        Get("recipients", "/api/campaigns/{campaign}/recipients", "What became of each friend", new("state", "Only those this became of"), new("after", "The 'next' of the page before")),
        Get("recipient", "/api/campaigns/{campaign}/recipients/{friend}", "What became of one friend"),
        Delete("delete", "/api/campaigns/{campaign}", "Throws a draft away"),
        Test(),
    };

    private static Command Write(HttpMethod method, string verb, string path, string description)
    {
        var id = new Argument<string>("campaign");
        var name = new Option<string>("--name") { Required = true, Description = "What people call it" };
        var condition = new Option<string>("--condition") { Required = true, Description = "Who gets it, e.g. \"tag = 甘口\"" };
        var text = new Option<string?>("--text") { Description = "A text message; {name} is the friend's name" };
        var coupon = new Option<string?>("--coupon") { Description = "A coupon's id; each friend gets one of their own" };
        var survey = new Option<string?>("--survey") { Description = "A survey's id; a button that begins it is added" };
        var topic = new Option<string?>("--topic") { Description = "What it is about: friends who opted out of this topic are left out" };
        var messages = new Option<FileInfo?>("--messages") { Description = "A file with LINE message objects as a JSON array" };
        var command = new Command(verb, description) { name, condition, text, survey, coupon, topic, messages };
        if (method == HttpMethod.Put)
        {
            command.Add(id);
        }

        command.SetAction(async (parsed, ct) =>
        {
            JsonArray content;
            try
            {
                content = parsed.GetValue(messages) is { } file
                    ? JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, ct)) as JsonArray ?? throw new JsonException("it is no array")
                    : [];
            }
            catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"The messages cannot be read: {problem.Message}");
                return 1;
            }

            if (parsed.GetValue(text) is { } words)
            {
                content.Insert(0, new JsonObject { ["type"] = "text", ["text"] = words });
            }

            var draft = new JsonObject
            {
                ["name"] = parsed.GetValue(name),
                ["condition"] = parsed.GetValue(condition),
                ["messages"] = content,
                ["surveyId"] = parsed.GetValue(survey),
                ["couponId"] = parsed.GetValue(coupon),
                ["topic"] = parsed.GetValue(topic),
            };
            return await ApiConnection.Send(parsed, method, method == HttpMethod.Put ? path.Replace("{campaign}", Uri.EscapeDataString(parsed.GetRequiredValue(id)), StringComparison.Ordinal) : path, draft, ct);
        });
        return command;
    }

    private static Command Test()
    {
        var id = new Argument<string>("campaign");
        var friends = new Argument<string[]>("friends") { Description = "LINE user ids, up to five", Arity = new ArgumentArity(1, 5) };
        var command = new Command("test", "Sends the content to a few friends to look at") { id, friends };
        command.SetAction((parsed, ct) => ApiConnection.Send(
            parsed,
            HttpMethod.Post,
            $"/api/campaigns/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/test",
            new JsonObject { ["userIds"] = new JsonArray([.. parsed.GetRequiredValue(friends).Select(friend => (JsonNode)friend)]) },
            ct));
        return command;
    }
}
