using System.CommandLine;
using System.Text.Json.Nodes;

namespace Bot.Cli;

/// <summary><c>key</c>: API keys.</summary>
internal static class KeyCommands
{
    public static Command Create()
    {
        var list = new Command("list", "The API keys, without the keys themselves");
        list.SetAction((parsed, ct) => ApiConnection.Get(parsed, "/api/keys", ct));

        var name = new Argument<string>("name") { Description = "What it is for" };
        var create = new Command("create", "Makes an API key and prints it, this once") { name };
        create.SetAction((parsed, ct) => ApiConnection.Post(parsed, "/api/keys", new JsonObject { ["name"] = parsed.GetValue(name) }, ct));

        var id = new Argument<string>("id");
        var revoke = new Command("revoke", "Revokes an API key") { id };
        revoke.SetAction((parsed, ct) => ApiConnection.Delete(parsed, $"/api/keys/{Uri.EscapeDataString(parsed.GetValue(id)!)}", ct));

        return new Command("key", "API keys: list, create, revoke") { list, create, revoke };
    }
}
