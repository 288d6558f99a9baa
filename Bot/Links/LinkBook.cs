using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bot.Line;
using Bot.Storage;

namespace Bot.Links;

/// <summary>The key of all codes, and where each mailing's links lead; both never change, so they are read once and kept.</summary>
internal sealed class LinkBook(IDocumentStore store)
{
    private const int MailingsKept = 2_000;

    private readonly ConcurrentDictionary<string, TrackedLinks> _kept = new(StringComparer.Ordinal);
    private LinkKey? _key;

    /// <summary>The key of this shop; made at first use, by one instance for all.</summary>
    public async ValueTask<LinkKey> Key(CancellationToken ct)
    {
        while (_key is null)
        {
            if (await store.Get(LinkCollections.Secrets, LinkSecret.OnlyId, ct) is { } stored)
            {
                _key = new LinkKey(Convert.FromBase64String(stored.Value.Secret));
            }
            else
            {
                var made = new LinkSecret(LinkSecret.OnlyId, Convert.ToBase64String(RandomNumberGenerator.GetBytes(LinkKey.Bytes)));
                await store.Commit(new Commit().Insert(LinkCollections.Secrets, made), ct);
            }
        }

        return _key;
    }

    /// <summary>The links of this mailing; null: it has none.</summary>
    public async ValueTask<TrackedLinks?> Of(string mailingId, CancellationToken ct)
    {
        if (_kept.TryGetValue(mailingId, out var kept))
        {
            return kept;
        }

        if ((await store.Get(LinkCollections.Links, mailingId, ct))?.Value is not { } links)
        {
            return null;
        }

        if (_kept.Count >= MailingsKept)
        {
            _kept.Clear();
        }

        return _kept[mailingId] = links;
    }

    /// <summary>What puts this mailing's codes into messages; null: it has no tracked links.</summary>
    public async ValueTask<LinkWriter?> Writer(string mailingId, LinkOrigin origin, CancellationToken ct) =>
        origin.IsKnown && await Of(mailingId, ct) is { } links ? new LinkWriter(links, await Key(ct), origin) : null;
}

/// <summary>Puts the codes of a mailing's links into what is sent.</summary>
internal sealed class LinkWriter(TrackedLinks links, LinkKey key, LinkOrigin origin)
{
    /// <summary>What a variant says, with links of this message; of message 0 for links that are the same for everybody.</summary>
    public IReadOnlyList<Message> In(IReadOnlyList<Message> messages, string? part, int message) =>
        LinkedMessages.With(messages, address =>
        {
            var link = links.IndexOf(address, part);
            return link < 0 ? null : origin.To(key.Write(new LinkCode(links.Id, message, link)), address);
        });
}
