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
            : Field("tap") is { } tap ? script.With($"> {Tap(tap, form)}")
            : Field("words") is { } words ? script.Saying(words)
            : script;
    }

    // "[label] 2", or of a picker "[label" and the field where it was picked.
    private static string Tap(string tap, IFormCollection form) =>
        tap.LastIndexOf('|') is >= 0 and var at && form[tap[(at + 1)..]].ToString() is { Length: > 0 } picked
            ? $"[{tap[..at]} {picked.Replace('T', ' ')}]"
            : tap;
}
