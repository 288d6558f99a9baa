using System.CommandLine;
using Bot.Coupons.Definitions;
using Bot.Dialogs.Definitions;

namespace Bot.Cli;

/// <summary><c>dialog</c>, and what <c>coupon</c> has beside the verbs of the REST API: commands on files.</summary>
internal static class FileCommands
{
    public static Command Dialogs(string folder)
    {
        var root = Root(folder);
        return new("dialog", "Check and replay what the bot says beside surveys")
        {
            root, LintCommand.Create(root), TranscriptCommand.Create(root, "dialogs"), LintCommand.Schema("dialog", DialogDefinitions.Schema()),
        };
    }

    public static Command WithFiles(this Command coupons, string folder)
    {
        var root = Root(folder);
        coupons.Add(root);
        coupons.Add(LintCommand.Create(root));
        coupons.Add(LintCommand.Schema("coupon", CouponDefinitions.Schema()));
        return coupons;
    }

    private static Option<string> Root(string folder) =>
        new("--root") { Description = "The folder that holds surveys/, dialogs/ and coupons/.", DefaultValueFactory = _ => folder, Recursive = true };
}
