using System.CommandLine;

namespace Bot.Cli;

/// <summary><c>friend</c>: one friend's facts, export, erasure.</summary>
internal static class FriendCommands
{
    public static Command Create() => new("friend", "Friends: list, look, tag, export, erase")
    {
        List(),
        OnOne("show", "Everything known of a friend", (parsed, path, ct) => ApiConnection.Get(parsed, path, ct)),
        OnOne("timeline", "What happened, newest first", (parsed, path, ct) => ApiConnection.Get(parsed, $"{path}/timeline", ct)),
        OnOne("export", "All personal data of a friend as one JSON document", (parsed, path, ct) => ApiConnection.Get(parsed, $"{path}/export", ct)),
        OnOne("erase", "Erases a friend's personal data; prints the receipt", (parsed, path, ct) => ApiConnection.Delete(parsed, path, ct)),
        Tag("tag", "Puts a tag on a friend", (parsed, path, ct) => ApiConnection.Put(parsed, path, [], ct)),
        Tag("untag", "Takes a tag off a friend", (parsed, path, ct) => ApiConnection.Delete(parsed, path, ct)),
    };

    private static Command List()
    {
        var command = new Command("list", "Friends, a page");
        command.SetAction((parsed, ct) => ApiConnection.Get(parsed, "/api/friends", ct));
        return command;
    }

    private static Command OnOne(string name, string description, Func<ParseResult, string, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string>("friend") { Description = "LINE user id" };
        var command = new Command(name, description) { id };
        command.SetAction((parsed, ct) => act(parsed, $"/api/friends/{Uri.EscapeDataString(parsed.GetValue(id)!)}", ct));
        return command;
    }

    private static Command Tag(string name, string description, Func<ParseResult, string, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string>("friend") { Description = "LINE user id" };
        var tag = new Argument<string>("tag");
        var command = new Command(name, description) { id, tag };
        command.SetAction((parsed, ct) => act(
            parsed, $"/api/friends/{Uri.EscapeDataString(parsed.GetValue(id)!)}/tags/{Uri.EscapeDataString(parsed.GetValue(tag)!)}", ct));
        return command;
    }
}
