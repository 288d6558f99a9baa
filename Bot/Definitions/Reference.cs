namespace Bot.Definitions;

/// <summary>Where a file names something that another file, or staff, define. It is checked when all are known.</summary>
public sealed record Reference(ReferenceKind Kind, string Id, Place Place);

/// <summary>What a file may name of others.</summary>
public enum ReferenceKind
{
    /// <summary>A coupon of <c>coupons/</c>, or made by staff.</summary>
    Coupon,

    /// <summary>A survey of <c>surveys/</c>.</summary>
    Survey,

    /// <summary>A tag that a condition asks for.</summary>
    Tag,
}
