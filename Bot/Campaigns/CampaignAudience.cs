namespace Bot.Campaigns;

/// <summary>How two looks at an audience differ.</summary>
public sealed record AudienceChange(int Added, int Removed)
{
    /// <summary>Both ascending by code point.</summary>
    public static AudienceChange Between(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var (added, removed) = (0, 0);
        for (int old = 0, current = 0; old < before.Count || current < now.Count;)
        {
            var order = old == before.Count ? 1 : current == now.Count ? -1 : string.CompareOrdinal(before[old], now[current]);
            added += order > 0 ? 1 : 0;
            removed += order < 0 ? 1 : 0;
            old += order <= 0 ? 1 : 0;
            current += order >= 0 ? 1 : 0;
        }

        return new AudienceChange(added, removed);
    }

    /// <summary>Whether an audience has grown so much since its approval that a person should look again: by over a fifth and over 100 friends.</summary>
    public static bool IsWild(int approved, int now) => now - approved > 100 && now > approved * 1.2;
}
