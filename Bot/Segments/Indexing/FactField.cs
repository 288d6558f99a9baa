namespace Bot.Segments.Indexing;

/// <summary>One fact and everybody of whom it is true. How it is kept follows from its kind.</summary>
internal abstract class FactField(FactKey key, int number)
{
    public FactKey Key { get; } = key;

    /// <summary>Its place among the fields, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>Those of whom it is true.</summary>
    public abstract OrdinalSet Members { get; }

    public abstract long Bytes { get; }

    /// <summary>Whether its values change as often as anything does, so that nothing is won by telling that they did not.</summary>
    public bool ChangesOften => Key.Kind is FactKind.LastMessage or FactKind.AttributeNumber or FactKind.AttributeDay;

    /// <summary>The value a member has; 0 where being a member is all.</summary>
    public abstract ulong ValueOf(int ordinal);

    public abstract void Set(int ordinal, ulong value);

    public abstract void Clear(int ordinal);

    public abstract void Write(BinaryWriter to);

    public static FactField Create(FactKey key, int number, BinaryReader? from = null) => key.Kind switch
    {
        FactKind.FirstSeen or FactKind.Followed or FactKind.BlockedAt or FactKind.LastMessage
            or FactKind.AttributeNumber or FactKind.AttributeDay or FactKind.AnswerNumber or FactKind.AnswerDay or FactKind.CouponExpires
            => new Valued(key, number, from is null ? new() : SlicedValues.Read(from)),
        FactKind.Tag or FactKind.Answer or FactKind.Survey or FactKind.SurveyCompleted or FactKind.Coupon or FactKind.CouponRedeemed
            => new Dated(key, number, from is null ? new() : DatedSet.Read(from)),
        _ => new Marked(key, number, from is null ? new() : OrdinalSet.Read(from)),
    };

    /// <summary>It is true, or it is not.</summary>
    public sealed class Marked(FactKey key, int number, OrdinalSet members) : FactField(key, number)
    {
        public override OrdinalSet Members => members;

        public override long Bytes => members.Bytes;

        public override ulong ValueOf(int ordinal) => 0;

        public override void Set(int ordinal, ulong value) => members.Add(ordinal);

        public override void Clear(int ordinal) => members.Remove(ordinal);

        public override void Write(BinaryWriter to) => members.Write(to);
    }

    /// <summary>It came to be true at a time, known to three hours.</summary>
    public sealed class Dated(FactKey key, int number, DatedSet dates) : FactField(key, number)
    {
        public DatedSet Dates => dates;

        public override OrdinalSet Members => dates.Members;

        public override long Bytes => dates.Bytes;

        public override ulong ValueOf(int ordinal) => dates[ordinal];

        public override void Set(int ordinal, ulong value) => dates.Set(ordinal, (ushort)value);

        public override void Clear(int ordinal) => dates.Clear(ordinal);

        public override void Write(BinaryWriter to) => dates.Write(to);
    }

    /// <summary>It has a value: a number, a day or an exact moment.</summary>
    public sealed class Valued(FactKey key, int number, SlicedValues values) : FactField(key, number)
    {
        public SlicedValues Values => values;

        public override OrdinalSet Members => values.Members;

        public override long Bytes => values.Bytes;

        public override ulong ValueOf(int ordinal) => values[ordinal];

        public override void Set(int ordinal, ulong value) => values.Set(ordinal, value);

        public override void Clear(int ordinal) => values.Clear(ordinal);

        public override void Write(BinaryWriter to) => values.Write(to);
    }
}
