using System.CommandLine;
using Bot.Hosting;
using Bot.Simulator;

namespace Bot.Cli;

/// <summary>
/// The command line. Without a command the bot runs; the verbs of the REST API speak to a running bot, those on files
/// (<c>survey lint</c>, <c>store backup</c>) work on their own.
/// </summary>
internal static class Commands
{
    /// <summary>Whether these arguments name a command, a misspelt one too, rather than configuration of the bot (<c>--urls …</c>).</summary>
    public static bool Ask(string[] args) =>
        args is [var first, ..] && (IsWord(first) || first is "-h" or "-?" or "--help" or "--version");

    public static Task<int> Run(string[] args) => Root().Parse(args).InvokeAsync();

    private static bool IsWord(string argument) =>
        argument.Length > 0 && char.IsAsciiLetter(argument[0]) && !argument.Contains('=', StringComparison.Ordinal);

    /// <summary>All there are.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("BotApp, a chatbot for LINE Official Accounts. Without a command it runs the bot.")
        {
            ApiConnection.Url,
            ApiConnection.Key,
            ApiCommands.Segments(),
            ApiCommands.Tags(),
            CampaignCommands.Create(),
            ApiCommands.Friends(),
            ApiCommands.Inbox(),
            ApiCommands.SavedReplies(),
            ApiCommands.Jobs(),
            ApiCommands.Matters(),
            ApiCommands.Coupons().WithFiles(BotRoot.Find(Directory.GetCurrentDirectory())),
            SurveyCommands.Create(BotRoot.Find(Directory.GetCurrentDirectory())),
            FileCommands.Dialogs(BotRoot.Find(Directory.GetCurrentDirectory())),
            DefinitionCommands.Create(),
            ApiCommands.Settings(),
            ApiCommands.People(),
            ApiCommands.Keys(),
            ApiCommands.Account(),
            ApiCommands.Health(),
            ApiCommands.Configuration(),
            ApiCommands.Instances(),
            StoreCommands.Create(),
            DemoCommands.Create(),
            SimulatorCommand.Create(),
        };
        return root;
    }
}
