namespace Bot.Cli;

/// <summary>How far a command is: one line that is written over on a terminal; in a log, one line every few seconds, or none.</summary>
/// <param name="isForTerminals">Whether a log has no use for it.</param>
internal sealed class ProgressLine(bool isForTerminals = false)
{
    private const int Width = 78;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private long _shown;

    /// <summary>Shows it, in a log only when it is time for a line or this is the last.</summary>
    public void Show(string text, bool isLast)
    {
        var now = TimeProvider.System.GetTimestamp();
        if (_isTerminal)
        {
            Console.Error.Write($"\r{text,-Width}");
        }
        else if (!isForTerminals && (isLast || TimeProvider.System.GetElapsedTime(_shown, now) > Pause))
        {
            _shown = now;
            Console.Error.WriteLine(text);
        }
    }

    /// <summary>Leaves the terminal's line empty for what comes next.</summary>
    public void End()
    {
        if (_isTerminal)
        {
            Console.Error.Write($"\r{"",-Width}\r");
        }
    }
}
