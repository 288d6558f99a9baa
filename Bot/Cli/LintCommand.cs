using System.CommandLine;
using Bot.Definitions;
using Bot.Transcripts;

namespace Bot.Cli;

/// <summary><c>lint</c> and <c>schema</c>, the same for surveys, dialogs and coupons: their files refer to each other.</summary>
internal static class LintCommand
{
    public static Command Create(Option<string> root)
    {
        var format = new Option<string>("--format") { Description = "text, json, or sarif (which code hosts show beside the lines).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        var strict = new Option<bool>("--strict") { Description = "Exit with 1 for warnings too." };
        var lint = new Command("lint", "Show everything wrong or doubtful in the files of surveys, dialogs and coupons, with its place and how to mend it.") { format, strict };
        lint.SetAction(parsed =>
        {
            using var stage = new TranscriptStage(parsed.GetRequiredValue(root));
            var found = stage.Findings();
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(format) switch
            {
                "json" => LintReport.Json(found),
                "sarif" => LintReport.Sarif(found),
                _ => LintReport.Text(found, stage.Files),
            });
            return found.Any(one => one.Severity == Severity.Error || parsed.GetValue(strict)) ? 1 : 0;
        });
        return lint;
    }

    public static Command Schema(string kind, string schema)
    {
        var command = new Command("schema", $"Print the JSON schema of {kind} files.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(schema));
        return command;
    }
}
