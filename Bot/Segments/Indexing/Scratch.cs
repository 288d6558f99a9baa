namespace Bot.Segments.Indexing;

/// <summary>Words to reckon with, given back in the order of a stack, so that a count allocates nothing while it runs.</summary>
internal sealed class Scratch
{
    private readonly List<ulong[]> _words = [];
    private int _used;

    /// <summary>Where the stack stands; <see cref="GiveBack"/> takes it.</summary>
    public int Mark => _used;

    /// <summary>The words of one chunk, with whatever is in them.</summary>
    public Span<ulong> Rent()
    {
        if (_used == _words.Count)
        {
            _words.Add(new ulong[BitWords.Count]);
        }

        return _words[_used++];
    }

    /// <summary>Gives back all that was rented since.</summary>
    public void GiveBack(int mark) => _used = mark;
}
