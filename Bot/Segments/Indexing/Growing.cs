namespace Bot.Segments.Indexing;

/// <summary>Arrays that grow by a sixteenth: less is copied than with one more each time, and less lies idle than with twice as many.</summary>
internal static class Growing
{
    public static void Insert<T>(ref T[] items, int count, int at, T item)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, count + 4 + (count / 16));
        }

        Array.Copy(items, at, items, at + 1, count - at);
        items[at] = item;
    }

    public static void Remove<T>(T[] items, int count, int at) => Array.Copy(items, at + 1, items, at, count - at - 1);
}
