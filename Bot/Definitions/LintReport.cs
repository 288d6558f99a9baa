using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Definitions;

/// <summary>What the linter found, as people, programs and code hosts read it.</summary>
public static class LintReport
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line each, and how many there are.</summary>
    public static string Text(IReadOnlyList<DefinitionError> found, int files)
    {
        var (errors, warnings) = (found.Count(one => one.Severity == Severity.Error), found.Count(one => one.Severity == Severity.Warning));
        var sum = (errors, warnings) switch
        {
            (0, 0) => files == 1 ? "1 file is fine." : $"{files} files are fine.",
            (0, _) => $"{Count(files, "file")} can be used; {Count(warnings, "warning")}.",
            (_, 0) => $"{errors} to mend.",
            _ => $"{errors} to mend, and {Count(warnings, "warning")}.",
        };
        return string.Concat(found.Select(one => $"{one}\n")) + sum + "\n";
    }

    /// <summary>A JSON array with an object each.</summary>
    public static string Json(IReadOnlyList<DefinitionError> found) => new JsonArray([.. found.Select(one => new JsonObject
    {
        ["file"] = one.File,
        ["line"] = one.Line,
        ["column"] = one.Column,
        ["severity"] = one.Severity.ToString().ToLowerInvariant(),
        ["rule"] = NameOf(one.Rule),
        ["message"] = one.Message,
        ["fix"] = one.Fix,
    })]).ToJsonString(Readable) + "\n";

    /// <summary>SARIF 2.1.0, which code hosts show beside the lines (OASIS, Static Analysis Results Interchange Format).</summary>
    public static string Sarif(IReadOnlyList<DefinitionError> found)
    {
        var rules = found.Select(one => one.Rule).Distinct().Order().ToList();
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "BotApp",
                        ["rules"] = new JsonArray([.. rules.Select(rule => new JsonObject { ["id"] = NameOf(rule) })]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. found.Select(one => new JsonObject
                {
                    ["ruleId"] = NameOf(one.Rule),
                    ["ruleIndex"] = rules.IndexOf(one.Rule),
                    ["level"] = one.Severity.ToString().ToLowerInvariant(),
                    ["message"] = new JsonObject { ["text"] = $"{one.Message} Fix: {one.Fix}" },
                    ["locations"] = new JsonArray(new JsonObject
                    {
                        ["physicalLocation"] = new JsonObject
                        {
                            ["artifactLocation"] = new JsonObject { ["uri"] = one.File },
                            ["region"] = new JsonObject { ["startLine"] = one.Line, ["startColumn"] = one.Column },
                        },
                    }),
                })]),
            }),
        }.ToJsonString(Readable) + "\n";
    }

    /// <summary>A rule as reports and <c>docs/lint.md</c> name it.</summary>
    public static string NameOf(LintRule rule) => ShapeValue.Word(rule.ToString());

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
