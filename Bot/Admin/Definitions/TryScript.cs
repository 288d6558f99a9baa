using Bot.Transcripts;

namespace Bot.Admin.Definitions;

/// <summary>What a form of the phone says was done: what was done before, and one more thing.</summary>
internal static class TryScript
{
    public static RehearsalScript Of(IFormCollection form)
    {
        if (form.ContainsKey("restart"))
        {
            return RehearsalScript.Empty;
        }

        var script = RehearsalScript.Parse(form["said"]);
        string? Field(string name) => form[name].ToString() is { Length: > 0 } value ? value : null;
        return Field("jump") is { } jump ? script.With($"@ {jump}")
            : Field("send") is { } sent ? script.With($"> {sent}")
            : Field("tap") is { } tap ? Tap(tap, form) is { } line ? script.With($"> {line}") : script
            : Field("words") is { } words ? script.Saying(words)
            : script;
    }

    // "[label] 2", or of a picker the field it was picked in and "[label]", where what was picked goes behind the label.
    private static string? Tap(string tap, IFormCollection form) =>
        !tap.StartsWith("pick-", StringComparison.Ordinal) ? tap
        : tap.IndexOf('|', StringComparison.Ordinal) is > 0 and var at && tap.LastIndexOf(']') is var end && end > at
            && form[tap[..at]].ToString() is { Length: > 0 } picked ? $"{tap[(at + 1)..end]} {picked.Replace('T', ' ')}{tap[end..]}"
        : null;
}
