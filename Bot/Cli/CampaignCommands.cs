using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Cli;

/// <summary><c>campaign</c>: from a draft to the last friend.</summary>
internal static class CampaignCommands
{
    public static Command Create() => new("campaign", "Send to a segment: create, preview, approve, watch")
    {
        List(),
        New(),
        OnOne("show", "A campaign and how far it has come", (parsed, path, ct) => ApiConnection.Get(parsed, path, ct)),
        OnOne("preview", "Who would get it and what it costs; prints the hash that approve wants", (parsed, path, ct) => ApiConnection.Post(parsed, $"{path}/preview", null, ct)),
        Approve(),
        OnOne("pause", "Sends nothing more until resumed", (parsed, path, ct) => ApiConnection.Post(parsed, $"{path}/pause", null, ct)),
        OnOne("resume", "Goes on", (parsed, path, ct) => ApiConnection.Post(parsed, $"{path}/resume", null, ct)),
        OnOne("cancel", "Sends nothing more, ever", (parsed, path, ct) => ApiConnection.Post(parsed, $"{path}/cancel", null, ct)),
        OnOne("recipients", "What became of each friend", (parsed, path, ct) => ApiConnection.Get(parsed, $"{path}/recipients", ct)),
        OnOne("delete", "Throws a draft away", (parsed, path, ct) => ApiConnection.Delete(parsed, path, ct)),
        Test(),
    };

    private static Command List()
    {
        var command = new Command("list", "All campaigns, newest first");
        command.SetAction((parsed, ct) => ApiConnection.Get(parsed, "/api/campaigns", ct));
        return command;
    }

    private static Command New()
    {
        var name = new Option<string>("--name") { Required = true, Description = "What people call it" };
        var condition = new Option<string>("--condition") { Required = true, Description = "Who gets it, e.g. \"tag = 甘口\"" };
        var text = new Option<string?>("--text") { Description = "A text message; {name} is the friend's name" };
        var coupon = new Option<string?>("--coupon") { Description = "A coupon's id; each friend gets one of their own" };
        var messages = new Option<FileInfo?>("--messages") { Description = "A file with LINE message objects as a JSON array" };
        var command = new Command("create", "Writes a draft") { name, condition, text, coupon, messages };
        command.SetAction(async (parsed, ct) =>
        {
            JsonArray content;
            try
            {
                content = parsed.GetValue(messages) is { } file
                    ? JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, ct)) as JsonArray ?? []
                    : [];
            }
            catch (Exception problem) when (problem is JsonException or IOException)
            {
                await Console.Error.WriteLineAsync($"The messages cannot be read: {problem.Message}");
                return 1;
            }

            if (parsed.GetValue(text) is { } words)
            {
                content.Insert(0, new JsonObject { ["type"] = "text", ["text"] = words });
            }

            return await ApiConnection.Post(
                parsed,
                "/api/campaigns",
                new JsonObject
                {
                    ["name"] = parsed.GetValue(name),
                    ["condition"] = parsed.GetValue(condition),
                    ["messages"] = content,
                    ["couponId"] = parsed.GetValue(coupon),
                },
                ct);
        });
        return command;
    }

    private static Command Approve()
    {
        var id = Id();
        var hash = new Option<string>("--hash") { Required = true, Description = "The preview's hash: what was previewed is what is sent" };
        var at = new Option<string?>("--at") { Description = "When, e.g. 2026-12-01T10:00 in the shop's time; now when left out" };
        var command = new Command("approve", "Sends it, now or at a time") { id, hash, at };
        command.SetAction((parsed, ct) => ApiConnection.Post(
            parsed,
            $"{PathOf(parsed.GetValue(id)!)}/approve",
            new JsonObject { ["hash"] = parsed.GetValue(hash), ["sendAt"] = parsed.GetValue(at), ["by"] = "cli" },
            ct));
        return command;
    }

    private static Command Test()
    {
        var id = Id();
        var friends = new Argument<string[]>("friends") { Description = "LINE user ids, up to five", Arity = new ArgumentArity(1, 5) };
        var command = new Command("test", "Sends the content to a few friends to look at") { id, friends };
        command.SetAction((parsed, ct) => ApiConnection.Post(
            parsed,
            $"{PathOf(parsed.GetValue(id)!)}/test",
            new JsonObject { ["userIds"] = new JsonArray([.. parsed.GetValue(friends)!.Select(friend => (JsonNode)friend)]) },
            ct));
        return command;
    }

    private static Command OnOne(string name, string description, Func<ParseResult, string, CancellationToken, Task<int>> act)
    {
        var id = Id();
        var command = new Command(name, description) { id };
        command.SetAction((parsed, ct) => act(parsed, PathOf(parsed.GetValue(id)!), ct));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The campaign's id" };

    private static string PathOf(string id) => $"/api/campaigns/{Uri.EscapeDataString(id)}";
}
