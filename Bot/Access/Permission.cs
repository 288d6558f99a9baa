using System.Collections.Frozen;

namespace Bot.Access;

/// <summary>One kind of thing a person of the shop may do.</summary>
public enum Permission
{
    /// <summary>Read what the console shows.</summary>
    Look,

    /// <summary>Change friends: tags, facts, lists in and out, giving out what is kept of one.</summary>
    Friends,

    /// <summary>Answer what friends wrote.</summary>
    Answer,

    /// <summary>Redeem coupons at the counter, and take that back.</summary>
    Redeem,

    /// <summary>Write surveys and dialogs, and start surveys by hand.</summary>
    Surveys,

    /// <summary>Save segments, and make their tags.</summary>
    Segments,

    /// <summary>Write, test, approve and stop campaigns, and make tracked links.</summary>
    Campaigns,

    /// <summary>Make and close coupons, and issue them by hand.</summary>
    Coupons,

    /// <summary>Erase friends.</summary>
    Erase,

    /// <summary>Invite people, say what they may do, and end their sessions and keys; read the audit log.</summary>
    People,

    /// <summary>Change what the account does as a whole, and take backups.</summary>
    Settings,
}

/// <summary>What somebody is in the shop.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Runs surveys, answers friends, redeems coupons.</summary>
    Staff,

    /// <summary>Runs segments, campaigns and coupons.</summary>
    Marketer,

    /// <summary>Everything.</summary>
    Owner,
}

/// <summary>What each role may do.</summary>
public static class Roles
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Viewer] = [Permission.Look],
        [Role.Staff] = [Permission.Look, Permission.Friends, Permission.Answer, Permission.Redeem, Permission.Surveys],
        [Role.Marketer] = [Permission.Look, Permission.Segments, Permission.Campaigns, Permission.Coupons],
        [Role.Owner] = [.. Enum.GetValues<Permission>()],
    }.ToFrozenDictionary();

    /// <summary>What the role may do; looking is always in it.</summary>
    public static IReadOnlySet<Permission> Permissions(this Role role) => Table[role];
}
