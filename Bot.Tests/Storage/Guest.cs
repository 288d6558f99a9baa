using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Tests.Storage;

/// <summary>A document with one field of every kind, a list of texts and a list of objects; some declared, some not.</summary>
public sealed record Guest(string Id)
{
    public string? Name { get; init; }

    public double? Score { get; init; }

    public bool? Vip { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public string? Email { get; init; }

    public IReadOnlyList<Label> Tags { get; init; } = [];

    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Not declared: found by its JSON.</summary>
    public Address? Home { get; init; }

    /// <summary>Not declared.</summary>
    public IReadOnlyList<Visit> Visits { get; init; } = [];

    /// <summary>Not declared.</summary>
    public string? Note { get; init; }
}

public sealed record Label(string Name, DateTimeOffset Since);

public sealed record Address(string City, double? Floor = null)
{
    public bool? Shared { get; init; }
}

public sealed record Visit(string Room, DateTimeOffset At, double? Paid = null)
{
    public IReadOnlyList<string> Orders { get; init; } = [];

    public IReadOnlyList<Label> Remarks { get; init; } = [];
}

public sealed record Room(string Id, int Beds);

internal static class Guests
{
    public static Collection<Guest> Collection { get; } = Declared("guests").WithChangeFeed();

    public static Collection<Room> Rooms { get; } =
        new Collection<Room>("rooms", GuestsJson.Documents.For<Room>(), room => room.Id)
            .Field("beds", FieldKind.Number, room => room.Beds);

    public static Collection<Guest> Declared(string name) =>
        new Collection<Guest>(name, GuestsJson.Documents.For<Guest>(), guest => guest.Id)
            .Field("name", FieldKind.Text, guest => guest.Name)
            .Field("score", FieldKind.Number, guest => guest.Score)
            .Field("vip", FieldKind.Flag, guest => guest.Vip)
            .Field("seenAt", FieldKind.Time, guest => guest.SeenAt)
            .Field("email", FieldKind.Text, guest => guest.Email)
            .Many("tags.name", FieldKind.Text, guest => guest.Tags.Select(tag => (FieldValue)tag.Name))
            .Many("rooms", FieldKind.Text, guest => guest.Rooms.Select(room => (FieldValue)room))
            .IndexedBy("score")
            .IndexedBy("vip", "seenAt")
            .UniqueBy("email");
}

[JsonSerializable(typeof(Guest))]
[JsonSerializable(typeof(Room))]
internal sealed partial class GuestsJson : JsonSerializerContext
{
    public static GuestsJson Documents { get; } = new(DocumentJson.Options());
}
