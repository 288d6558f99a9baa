using System.Collections.Concurrent;
using System.Xml.Linq;
using Bot.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Bot.Hosting.SignIn;

/// <summary>Keeps the keys in the store. Those sealed under a secret that is not known here are left alone.</summary>
internal sealed partial class StoredKeys(IDocumentStore store, KeySeal seal, ILogger<StoredKeys> log) : IXmlRepository
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private bool _warned;

    // The framework asks seldom (at start, once a day) and cannot await.
    public IReadOnlyCollection<XElement> GetAllElements() => Read().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Write(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> Read()
    {
        using var limit = new CancellationTokenSource(Patience);
        var all = await store.Everything(new Query<SignInKey>(SignInCollections.Keys, Filter.Everything), limit.Token)
            .Select(stored => stored.Value).ToListAsync(limit.Token);
        var ours = all.Where(key => seal.Seal.Opens(key.Seal)).ToList();

        // After a change of the secret there soon are keys of ours again. Newer ones of another secret mean that instances differ.
        var newest = ours.Select(key => key.MadeAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        if (!_warned && all.Any(key => !seal.Seal.Opens(key.Seal) && key.MadeAt > newest))
        {
            _warned = true;
            LogOtherSecret();
        }

        return [.. ours.Select(key => XElement.Parse(key.Xml))];
    }

    private async Task Write(XElement element, string name)
    {
        using var limit = new CancellationTokenSource(Patience);
        var key = new SignInKey(
            name, element.ToString(SaveOptions.DisableFormatting), seal.Seal.Name, StoredTime.Truncate(TimeProvider.System.GetUtcNow())); // Keys live by real time.
        await store.Commit(new Commit().Insert(SignInCollections.Keys, key), limit.Token);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The store has sign-in keys made under another secret; they are not used, and forms opened before must be opened again. "
        + "That is so once after a change of Bot:Secret (or of Line:ChannelSecret, where Bot:Secret is not set), and Bot:FormerSecret, set to the one before, avoids it. If nobody changed it, the instances have different ones: give all of them the same.")]
    private partial void LogOtherSecret();
}

/// <summary>Keeps the keys of one run.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements() => _keys;

    public void StoreElement(XElement element, string friendlyName) => _keys.Enqueue(element);
}
