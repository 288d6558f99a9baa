namespace Bot.Surveys.Results;

/// <summary>Texts that come again and again, each by its place.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<string> _names = [];

    public string this[int place] => _names[place];

    public int PlaceOf(string name)
    {
        if (!_places.TryGetValue(name, out var place))
        {
            place = _names.Count;
            _places.Add(name, place);
            _names.Add(name);
        }

        return place;
    }
}
