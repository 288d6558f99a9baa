using System.Runtime.InteropServices;

namespace Bot.Surveys.Results;

/// <summary>Many small values found by key or by place; a place stays a value's own until it is removed.</summary>
internal sealed class Rows<TKey, T>
    where TKey : struct
    where T : struct
{
    /// <summary>No place.</summary>
    public const int None = -1;

    private readonly Dictionary<TKey, int> _places = [];
    private readonly List<T> _values = [];
    private readonly Stack<int> _free = [];

    public int Count => _places.Count;

    public IReadOnlyDictionary<TKey, int> Places => _places;

    /// <summary>The value at a place, to read and to change; the reference is good until the next value is added.</summary>
    public ref T this[int place] => ref CollectionsMarshal.AsSpan(_values)[place];

    public int Find(TKey key) => _places.TryGetValue(key, out var place) ? place : None;

    public int Add(TKey key, T value)
    {
        if (_free.TryPop(out var place))
        {
            _values[place] = value;
        }
        else
        {
            place = _values.Count;
            _values.Add(value);
        }

        _places.Add(key, place);
        return place;
    }

    public void Remove(TKey key)
    {
        if (_places.Remove(key, out var place))
        {
            _values[place] = default;
            _free.Push(place);
        }
    }
}
