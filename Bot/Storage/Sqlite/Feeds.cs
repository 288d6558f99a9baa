namespace Bot.Storage.Sqlite;

/// <summary>
/// What change feeds remember of the deleted: their bare ids, for a day, so that followers hear of them. An id may be a
/// person's; those who come back later start over instead.
/// </summary>
internal sealed class Feeds(Database database, IEnumerable<Table> tables, TimeProvider clock)
{
    /// <summary>How often to look for what to forget.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly Table[] _followed = [.. tables.Where(table => table.Collection.HasChangeFeed)];
    private DateTimeOffset _next;

    /// <summary>Within the running transaction, forgets what was deleted more than a day ago.</summary>
    public void ForgetOld()
    {
        var now = clock.GetUtcNow();
        if (now < _next)
        {
            return;
        }

        _next = now + Pause;
        var until = (now - Kept).ToUnixTimeSeconds();
        foreach (var table in _followed)
        {
            using (var forget = database.Query($"UPDATE _sequence SET forgotten = max(forgotten, (SELECT coalesce(max(seq), 0) FROM {table.Deleted} WHERE at < ?))"))
            {
                forget.Bind(1, until).Step();
            }

            using var delete = database.Query($"DELETE FROM {table.Deleted} WHERE at < ?");
            delete.Bind(1, until).Step();
        }
    }
}
