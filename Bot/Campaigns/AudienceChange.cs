using Bot.Friends;

namespace Bot.Campaigns;

/// <summary>How two looks at an audience differ.</summary>
public sealed record AudienceChange(int Added, int Removed)
{
    /// <summary>Who came and who went.</summary>
    public static AudienceChange Between(FriendIds before, FriendIds now)
    {
        var stayed = before.CountShared(now);
        return new AudienceChange(now.Count - stayed, before.Count - stayed);
    }

    /// <summary>Whether an audience has grown so much since its approval that a person should look again: by over a fifth and over 100 friends.</summary>
    public static bool IsWild(int approved, int now) => now - approved > 100 && now > approved * 1.2;
}
