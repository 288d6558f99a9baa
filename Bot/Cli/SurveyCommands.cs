using System.CommandLine;
using Bot.Definitions;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Transcripts;

namespace Bot.Cli;

/// <summary>
/// <c>survey lint | diagram | transcript</c>. Exit codes: 0 all well, 1 something to mend, 2 the command was used wrongly.
/// </summary>
public static class SurveyCommands
{
    /// <summary>Works on the definitions of this folder, unless the command names another.</summary>
    public static Command Create(string folder)
    {
        var root = new Option<string>("--root") { Description = "The folder that holds surveys/ and coupons/.", DefaultValueFactory = _ => folder, Recursive = true };
        var survey = new Command("survey", "Check, draw and replay surveys; read a running bot's results") { root, Lint(root), Diagram(root), Transcript(root), Schema() };
        foreach (var command in ApiCommands.OfSurveys())
        {
            survey.Add(command);
        }

        return survey;
    }

    private static Command Lint(Option<string> root)
    {
        var lint = new Command("lint", "Show everything wrong in the definition files, with its place and how to mend it.");
        lint.SetAction(parsed =>
        {
            using var stage = new TranscriptStage(parsed.GetRequiredValue(root));
            var surveys = SurveyDefinition.Kind.Load(parsed.GetRequiredValue(root));
            List<DefinitionError> errors = [.. stage.Errors.Concat(stage.MissingCoupons()).Order(DefinitionError.ByPlace)];
            foreach (var error in errors)
            {
                parsed.InvocationConfiguration.Output.WriteLine(error);
            }

            parsed.InvocationConfiguration.Output.WriteLine(errors.Count == 0 ? $"{surveys.ById.Count} surveys are fine." : $"{errors.Count} to mend.");
            return errors.Count == 0 ? 0 : 1;
        });
        return lint;
    }

    private static Command Diagram(Option<string> root)
    {
        var id = new Argument<string>("survey") { Description = "The survey's id." };
        var diagram = new Command("diagram", "Print a survey's states as a Mermaid diagram.") { id };
        diagram.SetAction(parsed =>
        {
            var surveys = SurveyDefinition.Kind.Load(parsed.GetRequiredValue(root));
            if (surveys.Find(parsed.GetRequiredValue(id)) is not { } survey)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no valid survey '{parsed.GetValue(id)}'. {NearestWord.Hint(parsed.GetRequiredValue(id), [.. surveys.ById.Keys])}");
                return 1;
            }

            parsed.InvocationConfiguration.Output.Write(SurveyDiagram.Of(survey));
            return 0;
        });
        return diagram;
    }

    private static Command Transcript(Option<string> root)
    {
        var files = new Argument<string[]>("files") { Description = "Transcripts; default: all of surveys/transcripts/.", Arity = ArgumentArity.ZeroOrMore };
        var update = new Option<bool>("--update") { Description = "Write what really happens into the files." };
        var transcript = new Command("transcript", "Replay golden transcripts and compare.") { files, update };
        transcript.SetAction(async (parsed, ct) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var folder = parsed.GetRequiredValue(root);
            var all = parsed.GetValue(files) is { Length: > 0 } named ? named : InFolder(folder);
            var differing = 0;
            foreach (var file in all)
            {
                if (!File.Exists(file))
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"There is no file {file}.");
                    return 2;
                }

                differing += await Replay(file, folder, parsed.GetValue(update), output, ct) ? 0 : 1;
            }

            return differing == 0 ? 0 : 1;
        });
        return transcript;
    }

    private static Command Schema()
    {
        var schema = new Command("schema", "Print the JSON schema of survey files.");
        schema.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(SurveyDefinition.Schema));
        return schema;
    }

    private static async Task<bool> Replay(string file, string root, bool update, TextWriter output, CancellationToken ct)
    {
        var written = await File.ReadAllTextAsync(file, ct);
        using var stage = new TranscriptStage(root);
        var played = await new TranscriptPlayer(stage).Play(written, ct);
        var difference = TranscriptDifference.Between(written, played);
        if (update && written != played)
        {
            await File.WriteAllTextAsync(file, played, ct);
        }

        await output.WriteLineAsync(difference is null ? $"{file}: as written" : update ? $"{file}: updated" : $"{file}:{difference}");
        return difference is null || update;
    }

    private static string[] InFolder(string root) =>
        Directory.Exists(Path.Combine(root, "surveys", "transcripts"))
            ? [.. Directory.EnumerateFiles(Path.Combine(root, "surveys", "transcripts"), "*.txt").Order(StringComparer.Ordinal)]
            : [];
}
