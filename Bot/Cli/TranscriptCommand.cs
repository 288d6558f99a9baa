using System.CommandLine;
using Bot.Transcripts;

namespace Bot.Cli;

/// <summary>
/// <c>transcript</c>: replays golden transcripts and compares. Exit codes: 0 all as written, 1 something goes otherwise, 2 the command was
/// used wrongly.
/// </summary>
internal static class TranscriptCommand
{
    public static Command Create(Option<string> root, string folder)
    {
        var files = new Argument<string[]>("files") { Description = $"Transcripts; default: all of {folder}/transcripts/.", Arity = ArgumentArity.ZeroOrMore };
        var update = new Option<bool>("--update") { Description = "Write what really happens into the files." };
        var transcript = new Command("transcript", "Replay golden transcripts and compare.") { files, update };
        transcript.SetAction(async (parsed, ct) =>
        {
            var (output, shop) = (parsed.InvocationConfiguration.Output, parsed.GetRequiredValue(root));
            var all = parsed.GetValue(files) is { Length: > 0 } named ? named : InFolder(Path.Combine(shop, folder, "transcripts"));
            var differing = 0;
            foreach (var file in all)
            {
                if (!File.Exists(file))
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"There is no file {file}.");
                    return 2;
                }

                differing += await Replay(file, shop, parsed.GetValue(update), output, ct) ? 0 : 1;
            }

            return differing == 0 ? 0 : 1;
        });
        return transcript;
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

    private static string[] InFolder(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)] : [];
}
