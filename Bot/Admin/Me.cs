using Bot.Access;
using Bot.Friends;

namespace Bot.Admin;

/// <summary>Who uses the console right now.</summary>
internal static class Me
{
    /// <summary>As it is noted beside what they do; null: nobody is signed in.</summary>
    public static string? Name => Acting.Now?.Actor.Name;

    /// <summary>As the source of what they write down of friends.</summary>
    public static FactSource Source => FactSource.Staff(Name);

    /// <summary>By which what is theirs alone is kept apart.</summary>
    public static string Id => Acting.Now?.Actor is { } actor ? actor.PersonId ?? actor.Name : "console";
}
