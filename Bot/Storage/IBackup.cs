namespace Bot.Storage;

/// <summary>A store in a file of its own, which can be copied and checked while it is used.</summary>
public interface IBackup
{
    /// <summary>
    /// Writes a copy of one moment to a new file and checks the copy. Opened as a store it holds what was committed then. Tells now and
    /// then how many bytes are copied, and about how many there are. An existing file is never overwritten: <see cref="StoreException"/>.
    /// </summary>
    Task Backup(string file, Action<long, long>? tell, CancellationToken ct);

    /// <summary>Null when every page and index of the file is sound; else the first things that are wrong. Reads the whole file.</summary>
    Task<string?> Damage(CancellationToken ct);
}
