using System.Runtime.InteropServices;

namespace Bot.Storage.Mongo;

/// <summary>
/// Finds MongoDB's C driver on this machine. Both of its libraries must be of one generation: 1.x and 2.x have their own names.
/// </summary>
internal static class NativeLibraries
{
    /// <summary>The name <see cref="Native"/> imports libmongoc under.</summary>
    public const string Mongoc = "mongoc";

    /// <summary>The name <see cref="Native"/> imports libbson under.</summary>
    public const string Bson = "bson";

    private const string Missing =
        "MongoDB's C driver (libmongoc) is not installed on this machine, and Storage:Engine=Mongo needs it. Install the package libmongoc-1.0-0 " +
        "(Debian, Ubuntu; from Ubuntu 26.04 on libmongoc2-2), mongo-c-driver (Alpine, Homebrew, vcpkg) or mongo-c-driver-libs " +
        "(RHEL and Fedora, from EPEL), then start the bot again.";

    private static readonly (string Mongoc, string Bson)[] OnLinux =
    [
        ("libmongoc-1.0.so.0", "libbson-1.0.so.0"),
        ("libmongoc2.so.2", "libbson2.so.2"),
    ];

    private static readonly (string Mongoc, string Bson)[] OnWindows =
    [
        ("mongoc-1.0.dll", "bson-1.0.dll"),
        ("libmongoc-1.0.dll", "libbson-1.0.dll"),
        ("mongoc2.dll", "bson2.dll"),
        ("libmongoc2.dll", "libbson2.dll"),
    ];

    private static readonly (string Mongoc, string Bson)[] OnMac =
    [
        ("libmongoc-1.0.0.dylib", "libbson-1.0.0.dylib"),
        ("libmongoc2.2.dylib", "libbson2.2.dylib"),
    ];

    private static readonly string[] HomebrewFolders = ["", "/opt/homebrew/lib/", "/usr/local/lib/"];

    private static readonly Lazy<(nint Mongoc, nint Bson)> Loaded = new(Load);
    private static readonly Lazy<bool> Initialised = new(Initialise);

    /// <summary>Loads the driver once for the process; a <see cref="StoreException"/> when it is not installed.</summary>
    public static void Require() => _ = Initialised.Value;

    private static bool Initialise()
    {
        if (Loaded.Value == default)
        {
            throw new StoreException(Missing);
        }

        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, static (name, _, _) => name switch
        {
            Mongoc => Loaded.Value.Mongoc,
            Bson => Loaded.Value.Bson,
            _ => 0,
        });

        // Before anything else of the driver: its log would go to stderr, and with it what a connection string holds.
        Native.mongoc_log_set_handler(0, 0);
        Native.mongoc_init();
        return true;
    }

    private static (nint Mongoc, nint Bson) Load()
    {
        foreach (var (mongoc, bson) in Generations())
        {
            if (NativeLibrary.TryLoad(mongoc, out var first) && NativeLibrary.TryLoad(bson, out var second))
            {
                return (first, second);
            }
        }

        return default;
    }

    private static IEnumerable<(string Mongoc, string Bson)> Generations() =>
        OperatingSystem.IsWindows() ? OnWindows
        : OperatingSystem.IsMacOS() ? HomebrewFolders.SelectMany(_ => OnMac, (folder, names) => (folder + names.Mongoc, folder + names.Bson))
        : OnLinux;
}
