using System.Collections.Concurrent;

namespace Bot.Storage;

/// <summary>
/// What was found out and can be found out again, by what it was asked for. Once there are so many all are forgotten, so that it stays
/// small. Several may use it at once.
/// </summary>
/// <param name="most">How many are remembered.</param>
internal sealed class Remembered<TKey, TValue>(int most)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();

    /// <summary>What is remembered; null: nothing.</summary>
    public TValue? Find(TKey key) => _values.GetValueOrDefault(key);

    /// <summary>Remembers this from now on, and answers it.</summary>
    public TValue Keep(TKey key, TValue value)
    {
        if (_values.Count >= most)
        {
            _values.Clear();
        }

        return _values[key] = value;
    }
}
