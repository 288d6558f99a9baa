using System.CommandLine;
using System.Text.Json.Nodes;

namespace Bot.Cli;

/// <summary><c>segment</c>: who matches a condition.</summary>
internal static class SegmentCommands
{
    public static Command Create() => new("segment", "Who matches a condition")
    {
        OnCondition("count", "How many friends match, e.g. segment count \"tag = 甘口\"", "/api/segments/count"),
        OnCondition("preview", "How many match, and some of them", "/api/segments/preview"),
        OnCondition("parse", "The condition as it is understood, or what is wrong with it", "/api/segments/parse"),
        List(),
        Save(),
        Delete(),
    };

    private static Command OnCondition(string name, string description, string path)
    {
        var condition = new Argument<string>("condition") { Description = "The condition; docs/segments.md has the language" };
        var command = new Command(name, description) { condition };
        command.SetAction((parsed, ct) => ApiConnection.Post(parsed, path, new JsonObject { ["condition"] = parsed.GetValue(condition) }, ct));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "The saved segments");
        command.SetAction((parsed, ct) => ApiConnection.Get(parsed, "/api/segments", ct));
        return command;
    }

    private static Command Save()
    {
        var id = new Argument<string>("id") { Description = "Lower-case letters, digits and hyphens" };
        var condition = new Argument<string>("condition");
        var name = new Option<string?>("--name") { Description = "What people call it; the id when left out" };
        var command = new Command("save", "Saves a condition under a name") { id, condition, name };
        command.SetAction((parsed, ct) => ApiConnection.Put(
            parsed,
            $"/api/segments/{Uri.EscapeDataString(parsed.GetValue(id)!)}",
            new JsonObject { ["name"] = parsed.GetValue(name) ?? parsed.GetValue(id), ["condition"] = parsed.GetValue(condition) },
            ct));
        return command;
    }

    private static Command Delete()
    {
        var id = new Argument<string>("id");
        var command = new Command("delete", "Deletes a saved segment") { id };
        command.SetAction((parsed, ct) => ApiConnection.Delete(parsed, $"/api/segments/{Uri.EscapeDataString(parsed.GetValue(id)!)}", ct));
        return command;
    }
}
