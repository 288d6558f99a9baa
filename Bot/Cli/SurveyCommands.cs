using System.CommandLine;
using Bot.Definitions;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Transcripts;

namespace Bot.Cli;

/// <summary>
/// <c>survey lint | try | test | diff | diagram | transcript</c>. Exit codes: 0 all well, 1 something to mend, 2 the command was used wrongly.
/// </summary>
public static class SurveyCommands
{
    /// <summary>Works on the definitions of this folder, unless the command names another.</summary>
    public static Command Create(string folder)
    {
        var root = new Option<string>("--root") { Description = "The folder that holds surveys/ and coupons/.", DefaultValueFactory = _ => folder, Recursive = true };
        var survey = new Command("survey", "Check, draw and replay surveys; read a running bot's results") { root, Lint(root), Try(root), Walk(root), Diff(root), Diagram(root), Transcript(root), Schema() };
        foreach (var command in ApiCommands.OfSurveys())
        {
            survey.Add(command);
        }

        return survey;
    }

    private static Command Lint(Option<string> root)
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

    private static Command Walk(Option<string> root)
    {
        var id = new Argument<string?>("survey") { Description = "The survey's id; default: all.", Arity = ArgumentArity.ZeroOrOne };
        var test = new Command("test", "Walk every way a friend may go: print the tree, what they see, and the tags each way sets.") { id };
        test.SetAction(parsed =>
        {
            using var stage = new TranscriptStage(parsed.GetRequiredValue(root));
            var output = parsed.InvocationConfiguration.Output;
            var surveys = stage.Surveys.Where(survey => parsed.GetValue(id) is not { } wanted || survey.Id == wanted).OrderBy(survey => survey.Id, StringComparer.Ordinal).ToList();
            if (surveys.Count == 0)
            {
                return NoSurvey(parsed, parsed.GetValue(id) ?? "", stage.Surveys);
            }

            var refused = 0;
            foreach (var survey in surveys)
            {
                var tree = SurveyTree.Of(survey, TranscriptStage.Opening, TranscriptStage.Zone);
                output.WriteLine($"{survey.Id}: {tree.Ways}{(tree.IsWhole ? "" : " and more")} ways");
                foreach (var line in SurveyTreeText.Lines(tree).Concat(tree.Refused.Select(message => $"! LINE would not take {message}")))
                {
                    output.WriteLine(line);
                }

                refused += tree.Refused.Count;
            }

            return refused == 0 ? 0 : 1;
        });
        return test;
    }

    private static Command Try(Option<string> root)
    {
        var id = new Argument<string?>("survey") { Description = "The survey to begin with; default: you write its keyword.", Arity = ArgumentArity.ZeroOrOne };
        var chat = new Command("try", "Chat with the bot in the terminal, as a friend, on a clock you move (@ +1d). An empty line ends it.") { id };
        chat.SetAction(async (parsed, ct) =>
        {
            using var stage = new TranscriptStage(parsed.GetRequiredValue(root));
            var (output, input) = (parsed.InvocationConfiguration.Output, Console.In);
            var friend = new TranscriptPlayer(stage);
            if (parsed.GetValue(id) is { } wanted)
            {
                if (stage.Surveys.FirstOrDefault(survey => survey.Id == wanted) is not { Keyword: { } keyword })
                {
                    return NoSurvey(parsed, wanted, [.. stage.Surveys.Where(survey => survey.Keyword is not null)]);
                }

                await output.WriteAsync(await friend.Play($"> {keyword}", ct));
            }

            await output.WriteLineAsync("# words, [a button], (sticker), (photo), (location 東京都…), or @ +1d and @ 2026-12-24 18:00 for the clock");
            while (!ct.IsCancellationRequested && await input.ReadLineAsync(ct) is { Length: > 0 } line)
            {
                var played = await friend.Play(line is ['@' or '#' or '>', ..] ? line : $"> {line}", ct);
                await output.WriteAsync(played[(played.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
            }

            return 0;
        });
        return chat;
    }

    private static Command Diff(Option<string> root)
    {
        var file = new Argument<FileInfo>("file") { Description = "The survey as it was, or as it would be; the folder's own of the same id is the other." };
        var reverse = new Option<bool>("--is-new") { Description = "The file is the edit, the folder holds what is live." };
        var diff = new Command("diff", "Say what an edit changes, and for whom.") { file, reverse };
        diff.SetAction(parsed =>
        {
            var shown = parsed.GetRequiredValue(file);
            var problems = new Problems(shown.Name);
            if (!shown.Exists)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"There is no file {shown}.");
                return 2;
            }

            if (YamlFile.Decode(shown.Name, File.ReadAllBytes(shown.FullName), problems) is not { } yaml || SurveyDefinition.Read(yaml, problems) is not { } other)
            {
                parsed.InvocationConfiguration.Output.Write(LintReport.Text(problems.Errors, 1));
                return 1;
            }

            var surveys = SurveyDefinition.Kind.Load(parsed.GetRequiredValue(root));
            if (surveys.Find(other.Id) is not { } mine)
            {
                return NoSurvey(parsed, other.Id, [.. surveys.All]);
            }

            var changes = (parsed.GetValue(reverse) ? SurveyComparison.Between(mine, other) : SurveyComparison.Between(other, mine)).Changes;
            foreach (var group in changes.GroupBy(change => change.For).OrderBy(group => group.Key))
            {
                parsed.InvocationConfiguration.Output.WriteLine(group.Key switch
                {
                    ForWhom.WhoBegins => "Friends who begin from now on:",
                    ForWhom.WhoAnswersAgain => "Friends who have answered:",
                    _ => "Those who work with the answers:",
                });
                foreach (var change in group)
                {
                    parsed.InvocationConfiguration.Output.WriteLine($"  {change.What}");
                }
            }

            parsed.InvocationConfiguration.Output.WriteLine(changes.Count == 0 ? "Nothing changes for friends." : "Who is in the middle finishes on the version they began with.");
            return 0;
        });
        return diff;
    }

    private static int NoSurvey(ParseResult parsed, string id, IReadOnlyCollection<Survey> surveys)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"There is no valid survey '{id}'. {NearestWord.Hint(id, [.. surveys.Select(survey => survey.Id)])}");
        return 1;
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
                return NoSurvey(parsed, parsed.GetRequiredValue(id), [.. surveys.All]);
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
