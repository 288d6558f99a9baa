namespace Bot.Tests;

/// <summary>The last lines a process said, for whoever wonders why it fails.</summary>
internal sealed class LastLines
{
    private const int Kept = 60;

    private readonly Queue<string> _lines = [];

    public void Add(string? line)
    {
        lock (_lines)
        {
            if (line is not null)
            {
                _lines.Enqueue(line);
                if (_lines.Count > Kept)
                {
                    _lines.Dequeue();
                }
            }
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
