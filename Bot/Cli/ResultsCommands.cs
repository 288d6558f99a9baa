using System.CommandLine;
using System.Text.Json.Nodes;

namespace Bot.Cli;

/// <summary>What a running bot's friends answered: <c>survey results | texts | answers</c>, and <c>segment crosstab</c>.</summary>
internal static class ResultsCommands
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["csv"] = "answers.csv",
        ["jsonl"] = "answers.jsonl",
        ["wide"] = "friends.csv",
    };

    public static IReadOnlyList<Command> All() => [Results(), Texts(), Answers()];

    /// <summary>Sorts friends in two ways at once.</summary>
    public static Command CrossTab()
    {
        var rows = new Argument<string>("rows") { Description = "answer(survey.question), attribute(name), survey(id), group(name), tag in (A, B), or conditions with ; between them" };
        var columns = new Argument<string>("columns") { Description = "The same for the columns" };
        var among = new Option<string?>("--among") { Description = "A condition: only these friends" };
        var format = new Option<string>("--format") { Description = "text, csv or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "csv", "json");
        var command = new Command("crosstab", "How many friends are in each row and column at once, and whether that is more than chance") { rows, columns, among, format };
        command.SetAction((parsed, ct) => ApiConnection.Send(
            parsed,
            HttpMethod.Post,
            $"/api/crosstab?format={parsed.GetRequiredValue(format)}",
            new JsonObject { ["rows"] = parsed.GetRequiredValue(rows), ["columns"] = parsed.GetRequiredValue(columns), ["among"] = parsed.GetValue(among) },
            ct));
        return command;
    }

    private static Command Results()
    {
        var survey = new Argument<string>("survey");
        var version = new Option<string?>("--version-of-survey") { Description = "Only answers to this version" };
        var command = new Command("results", "Counts, distributions and how far friends come; waits until they are counted") { survey, version };
        command.SetAction((parsed, ct) => ApiConnection.Fetch(
            parsed, $"/api/surveys/{Uri.EscapeDataString(parsed.GetRequiredValue(survey))}/results{Query(("version", parsed.GetValue(version)))}", file: null, ct));
        return command;
    }

    private static Command Texts()
    {
        var survey = new Argument<string>("survey");
        var question = new Argument<string>("question");
        var contains = new Option<string?>("--contains") { Description = "Only texts with this in them; width, kana, case and spaces do not matter" };
        var after = new Option<string?>("--after") { Description = "The 'next' of the page before" };
        var command = new Command("texts", "What friends wrote, newest first") { survey, question, contains, after };
        command.SetAction((parsed, ct) => ApiConnection.Fetch(
            parsed,
            $"/api/surveys/{Uri.EscapeDataString(parsed.GetRequiredValue(survey))}/questions/{Uri.EscapeDataString(parsed.GetRequiredValue(question))}/texts{Query(("contains", parsed.GetValue(contains)), ("after", parsed.GetValue(after)))}",
            file: null,
            ct));
        return command;
    }

    private static Command Answers()
    {
        var survey = new Argument<string>("survey");
        var format = new Option<string>("--format") { Description = "csv and jsonl: every answer, changes too; wide: one row a friend with the latest answers", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong([.. Files.Keys]);
        var file = new Option<string?>("--out") { Description = "The file to write; standard output, unless said" };
        var command = new Command("answers", "Answers for spreadsheets and programs") { survey, format, file };
        command.SetAction((parsed, ct) => ApiConnection.Fetch(
            parsed, $"/api/surveys/{Uri.EscapeDataString(parsed.GetRequiredValue(survey))}/{Files[parsed.GetRequiredValue(format)]}", parsed.GetValue(file), ct));
        return command;
    }

    private static string Query(params IEnumerable<(string Name, string? Value)> values) =>
        QueryString.Create(values.Where(value => value.Value is not null).Select(value => KeyValuePair.Create(value.Name, value.Value))).Value ?? "";
}
