namespace Bot.Friends;

/// <summary>What staff write down of a friend, e.g. after a meeting.</summary>
public static class FriendNotes
{
    /// <summary>The longest note, in UTF-16 units.</summary>
    public const int Longest = 2000;

    /// <summary>Adds a note to the friend's timeline. False: it says nothing, or is too long.</summary>
    public static bool Note(this FriendChange change, string? text, FactSource source)
    {
        if (text?.Trim().ReplaceLineEndings("\n") is not { Length: > 0 and <= Longest } note)
        {
            return false;
        }

        change.Record(TimelineKind.Noted, detail: note, source: source);
        return true;
    }
}
