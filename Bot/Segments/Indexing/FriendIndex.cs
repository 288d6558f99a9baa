using System.Numerics;
using Bot.Friends;

namespace Bot.Segments.Indexing;

/// <summary>
/// What is known of all friends, turned round: for each fact, who. It holds no truth of its own (that is the store's) and
/// takes no locks: one writes, or several read.
/// </summary>
internal sealed class FriendIndex
{
    // Of fewer than one in so many the ids are sorted; of more, they are picked from all in order.
    private const int ManyOfAll = 8;

    // A list of fewer is put together sooner than anybody notices.
    private const int LongList = 10_000;

    private readonly Ordinals _ordinals;
    private readonly FactFields _fields;
    private readonly FactRows _rows;
    private readonly NameIndex _names;
    private readonly List<Fact> _facts = [];
    private readonly List<(int Field, ulong Value)> _now = [];
    private readonly List<int> _before = [];
    private readonly List<int> _row = [];
    private readonly List<(int Field, ulong Value, bool IsNew)> _changes = [];

    // The latest long list. Who prepares a campaign asks for the same friends again and again, and their ids lie all over memory.
    private volatile Listed? _latest;

    public FriendIndex()
        : this(new(), new(), new(), new())
    {
    }

    private FriendIndex(Ordinals ordinals, FactFields fields, FactRows rows, NameIndex names) =>
        (_ordinals, _fields, _rows, _names) = (ordinals, fields, rows, names);

    /// <summary>How many friends are in it.</summary>
    public int Count => _ordinals.Present.Count;

    public Selection Everybody => Selection.Of(_ordinals.Present);

    public FactFields Fields => _fields;

    /// <summary>Takes over what is true of a friend now.</summary>
    public void Put(Friend friend)
    {
        var ordinal = _ordinals.FindOrAdd(friend.Id);
        Fact.AllOf(friend, _facts);
        _now.Clear();
        foreach (var (key, value) in _facts)
        {
            _now.Add((_fields.Of(key).Number, value));
        }

        Change(ordinal);
        _names.Set(ordinal, friend.DisplayName);
    }

    /// <summary>Takes a friend out, if they are in it.</summary>
    public void Remove(string friendId)
    {
        if (_ordinals.Find(friendId) is var ordinal and >= 0)
        {
            _now.Clear();
            Change(ordinal);
            _names.Set(ordinal, null);
            _ordinals.Remove(ordinal);
            _latest = null;
        }
    }

    /// <summary>Those with this in their name, in the form names are compared in.</summary>
    public Selection Named(string part)
    {
        var bits = new ulong[_ordinals.Chunks * BitWords.Count];
        _names.Find(part, bits);
        return Selection.OfBits(bits);
    }

    /// <summary>How many were selected.</summary>
    public int CountOf(Selection selection)
    {
        if (selection == Selection.Nobody)
        {
            return 0;
        }

        var (count, scratch) = (0, new Scratch());
        for (var chunk = 0; chunk < _ordinals.Chunks; chunk++)
        {
            count += BitWords.CountOf(selection.Read(chunk, scratch));
            scratch.GiveBack(0);
        }

        return count;
    }

    /// <summary>Who was selected, as bits by ordinal.</summary>
    public ulong[] BitsOf(Selection selection)
    {
        var (bits, scratch) = (new ulong[_ordinals.Chunks * BitWords.Count], new Scratch());
        for (var chunk = 0; chunk < _ordinals.Chunks; chunk++)
        {
            selection.Read(chunk, scratch).CopyTo(bits.AsSpan(chunk * BitWords.Count));
            scratch.GiveBack(0);
        }

        return bits;
    }

    /// <summary>The friends of these ordinals; those who left meanwhile are left out.</summary>
    public FriendIds IdsOf(ReadOnlySpan<ulong> bits)
    {
        if (_latest is { } latest && bits.SequenceEqual(latest.Bits))
        {
            return latest.Ids;
        }

        var ids = ListOf(bits);
        if (ids.Count >= LongList)
        {
            _latest = new(bits.ToArray(), ids);
        }

        return ids;
    }

    /// <summary>A friend's ordinal, or -1.</summary>
    public int OrdinalOf(string friendId) => _ordinals.Find(friendId);

    /// <summary>The ordinals given out until now.</summary>
    public int OrdinalsGiven => _ordinals.Count;

    public string IdOf(int ordinal) => _ordinals.IdOf(ordinal);

    public bool IsPresent(int ordinal) => _ordinals.Present.Contains(ordinal);

    /// <summary>What each part takes of memory, about.</summary>
    public IReadOnlyList<(string Part, long Bytes)> Memory() =>
    [
        ("ids", _ordinals.Bytes + (_latest is { } latest ? (8L * latest.Bits.Length) + ((long)PackedId.Bytes * latest.Ids.Count) : 0)),
        ("rows", _rows.Bytes),
        ("names", _names.Bytes),
        .. _fields.All.GroupBy(field => PartOf(field.Key.Kind)).Select(part => (part.Key, part.Sum(field => field.Bytes + FieldBytes(field.Key)))),
    ];

    public void Write(BinaryWriter to)
    {
        _ordinals.Write(to);
        to.Write(_fields.All.Count);
        foreach (var field in _fields.All)
        {
            to.Write((byte)field.Key.Kind);
            to.Write(field.Key.Subject);
            to.Write(field.Key.Part);
            to.Write(field.Key.Value);
            field.Write(to);
        }

        _rows.Write(to);
        _names.Write(to);
    }

    public static FriendIndex Read(BinaryReader from)
    {
        var ordinals = Ordinals.Read(from);
        var fields = new FactFields();
        for (var left = from.ReadCount(int.MaxValue); left > 0; left--)
        {
            fields.Add(new FactKey((FactKind)from.ReadByte(), from.ReadString(), from.ReadString(), from.ReadString()), from);
        }

        return new(ordinals, fields, FactRows.Read(from), NameIndex.Read(from));
    }

    // Brings the friend's fields from what they were to what they are now; both come in the order of their numbers.
    private void Change(int ordinal)
    {
        _now.Sort(static (one, other) => one.Field.CompareTo(other.Field));
        var printBefore = _rows.Read(ordinal, _before);
        var (print, keptBefore, keptNow) = (0UL, printBefore, 0UL);
        _row.Clear();
        _changes.Clear();
        var was = 0;
        foreach (var (number, value) in _now)
        {
            if (_row is [.., var last] && last == number)
            {
                continue;
            }

            Leave(number);
            var isNew = was == _before.Count || _before[was] != number;
            was += isNew ? 0 : 1;
            var own = PrintOf(number, value);
            (print, keptNow) = (print + own, isNew ? keptNow : keptNow + own);
            _row.Add(number);
            _changes.Add((number, value, isNew));
        }

        Leave(int.MaxValue);

        // Most fields stay, and reading each of them to see that it did would be most of the work.
        var areSteady = keptBefore == keptNow;
        foreach (var (number, value, isNew) in _changes)
        {
            if (_fields.All[number] is var field && (isNew || !areSteady || field.ChangesOften))
            {
                field.Set(ordinal, value);
            }
        }

        if (print != printBefore || !_row.SequenceEqual(_before))
        {
            _rows.Write(ordinal, _row, print);
        }

        void Leave(int until)
        {
            for (; was < _before.Count && _before[was] < until; was++)
            {
                var field = _fields.All[_before[was]];
                keptBefore -= field.ChangesOften ? 0 : PrintOf(field.Number, field.ValueOf(ordinal));
                field.Clear(ordinal);
            }
        }
    }

    // Sums of these tell sets of values apart, whatever their order.
    private ulong PrintOf(int field, ulong value) =>
        _fields.All[field].ChangesOften ? 0 : BitOperations.RotateLeft(((ulong)field + 1) * 0x9E3779B97F4A7C15 ^ value * 0xD6E8FEB86659FD93, 29) * 0xFF51AFD7ED558CCD;

    private FriendIds ListOf(ReadOnlySpan<ulong> bits)
    {
        // Of everybody these are megabytes: nothing is copied that need not be.
        var (ids, count, others) = (new UInt128[BitWords.CountOf(bits)], 0, new List<string>());
        if (ids.Length > _ordinals.Count / ManyOfAll)
        {
            foreach (var ordinal in _ordinals.InOrderOfIds())
            {
                if ((bits[ordinal >> 6] >> ordinal & 1) != 0)
                {
                    Take(ordinal);
                }
            }
        }
        else
        {
            for (var word = 0; word < bits.Length; word++)
            {
                for (var left = bits[word]; left != 0; left &= left - 1)
                {
                    Take((word << 6) + BitOperations.TrailingZeroCount(left));
                }
            }
        }

        Array.Resize(ref ids, count);
        return others.Count == 0 ? FriendIds.OfPacked(ids) : FriendIds.Of([.. ids.Select(PackedId.ToText), .. others]);

        void Take(int ordinal)
        {
            if (!_ordinals.Present.Contains(ordinal))
            {
                return;
            }

            if (_ordinals.TryPackedIdOf(ordinal, out var id))
            {
                ids[count++] = id;
            }
            else
            {
                others.Add(_ordinals.IdOf(ordinal));
            }
        }
    }

    // The object, its key and its places in the dictionaries.
    private static long FieldBytes(FactKey key) => 300 + (2L * (key.Subject.Length + key.Part.Length + key.Value.Length));

    private static string PartOf(FactKind kind) => kind switch
    {
        FactKind.Irregular or FactKind.Status => "status",
        FactKind.FirstSeen or FactKind.Followed or FactKind.BlockedAt or FactKind.LastMessage => "dates",
        FactKind.Tag => "tags",
        FactKind.Attribute or FactKind.AttributeText or FactKind.AttributeOther or FactKind.AttributeNumber or FactKind.AttributeFlag or FactKind.AttributeDay => "attributes",
        FactKind.Coupon or FactKind.CouponExpires or FactKind.CouponRedeemed or FactKind.CouponRevoked => "coupons",
        FactKind.Survey or FactKind.SurveyStanding or FactKind.SurveyCompleted => "surveys",
        _ => "answers",
    };

    // One writes, or several read: each may put another in its place.
    private sealed record Listed(ulong[] Bits, FriendIds Ids);
}
