using Bot.Storage;

namespace Bot.Tests.Storage;

/// <summary>Random documents and filters over few values, so that they often meet.</summary>
internal sealed class RandomGuests(int seed)
{
    private static readonly string[] Texts =
        ["", "a", "A", "ab", "b", "%", "_", "a%", "'", "\"", "\\", "\0", "a\0b", "か\u3099", "が", "\uff71", "\uffff", "👩", "👩‍👩‍👧", "🍛", "1", "true", "1970-01-02T00:00:00.000Z"];

    private static readonly string[] Paths =
    [
        "id", "name", "score", "vip", "seenAt", "email", "tags", "tags.name", "tags.since", "rooms",
        "note", "home", "home.city", "home.floor", "home.shared", "visits", "visits.room", "visits.at", "visits.paid", "visits.orders", "visits.remarks", "visits.remarks.name",
        "nothing", "home.nothing", "name.nothing", "rooms.nothing", "tags.name.nothing",
    ];

    private readonly Random _random = new(seed);

    public Guest Guest(int number) => new($"U{number}")
    {
        Name = Maybe(Text),
        Score = Maybe(Number),
        Vip = MaybeValue(() => _random.Next(2) == 0),
        SeenAt = MaybeValue(Time),
        Email = _random.Next(5) == 0 ? $"{Text()}{number}" : null,
        Tags = List(() => new Label(Text(), Time())),
        Rooms = List(Text),
        Note = Maybe(Text),
        Home = _random.Next(3) == 0 ? null : new Address(Text(), Maybe(Number)) { Shared = MaybeValue(() => _random.Next(2) == 0) },
        Visits = List(() => new Visit(Text(), Time(), Maybe(Number)) { Orders = List(Text), Remarks = List(() => new Label(Text(), Time())) }),
    };

    public Filter Filter(int depth = 3, string inside = "") => _random.Next(depth == 0 ? 6 : 11) switch
    {
        0 or 1 => new Filter.Compare(Path(inside), (Comparison)_random.Next(5), Value()),
        2 => new Filter.OneOf(Path(inside), [.. Enumerable.Range(0, _random.Next(30) == 0 ? 40 : _random.Next(4)).Select(_ => Value())]),
        3 => new Filter.Contains(Path(inside), Text()),
        4 => new Filter.Exists(Path(inside)),
        5 => new Filter.IdIn(Enumerable.Range(0, _random.Next(60)).Select(_ => $"U{_random.Next(80)}").ToHashSet()),
        6 or 7 => new Filter.And([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Filter(depth - 1, inside))]),
        8 => new Filter.Or([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Filter(depth - 1, inside))]),
        9 => new Filter.Not(Filter(depth - 1, inside)),
        _ => Any(depth, inside),
    };

    private Filter.Any Any(int depth, string inside)
    {
        var path = inside == "" && _random.Next(3) > 0 ? Pick(["tags", "visits", "visits.remarks"]) : Path(inside);
        return new Filter.Any(path, Filter(depth - 1, $"{inside}{path}."));
    }

    // Inside a list mostly paths of its elements; sometimes one that leads nowhere.
    private string Path(string inside)
    {
        var fitting = Paths.Where(path => path.StartsWith(inside, StringComparison.Ordinal)).Select(path => path[inside.Length..]).ToArray();
        return fitting.Length == 0 || _random.Next(10) == 0 ? Pick(Paths) : Pick(fitting);
    }

    private FieldValue Value() => _random.Next(10) switch
    {
        0 or 1 or 2 or 3 => Text(),
        4 or 5 => Number()!.Value,
        6 or 7 => Time(),
        8 => _random.Next(2) == 0,
        _ => default,
    };

    private string Text() => Pick(Texts);

    private double? Number() => Pick<double?>([-1.5, -1, 0, 1, 2, 1e15, 9007199254740993, 0.1 + 0.2]);

    private DateTimeOffset Time() => DateTimeOffset.UnixEpoch.AddDays(_random.Next(4));

    private T? Maybe<T>(Func<T> value) => _random.Next(4) == 0 ? default : value();

    private T? MaybeValue<T>(Func<T> value) where T : struct => _random.Next(4) == 0 ? null : value();

    private List<T> List<T>(Func<T> value) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => value())];

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
