using System.Security.Cryptography;
using Bot.Access;
using Bot.Line;
using Bot.Storage;

namespace Bot.Links;

/// <summary>The key of all codes, and where each mailing's links lead; both never change, so they are read once and kept.</summary>
internal sealed class LinkBook(IDocumentStore store, ShopSecret secret)
{
    private const int MailingsKept = 2_000;

    private readonly Remembered<string, TrackedLinks> _kept = new(MailingsKept);
    private readonly Seal _seal = new(secret, "tracked links");
    private LinkKey? _key;

    private string OurId => secret.IsKept ? _seal.Name : LinkSecret.Unsealed;

    /// <summary>
    /// The key of this shop; made at first use, by one instance for all. It outlives a change of the shop's secret where the one
    /// before is known: it is sealed anew.
    /// </summary>
    public async ValueTask<LinkKey> Key(CancellationToken ct)
    {
        while (_key is null)
        {
            if (await store.Get(LinkCollections.Secrets, OurId, ct) is { } ours)
            {
                _key = new LinkKey(Opened(ours.Value));
                break;
            }

            var all = await store.Everything(new Query<LinkSecret>(LinkCollections.Secrets, Filter.Everything), ct).ToListAsync(ct);
            var before = all.FirstOrDefault(known => _seal.Opens(known.Value.Id)) ?? all.FirstOrDefault(known => known.Value.Id == LinkSecret.Unsealed);
            var commit = new Commit().Insert(LinkCollections.Secrets, Closed(before is null ? RandomNumberGenerator.GetBytes(LinkKey.Bytes) : Opened(before.Value)));
            if (before?.Value.Id == LinkSecret.Unsealed)
            {
                commit.Delete(LinkCollections.Secrets, before.Value.Id, before.Version);
            }

            // A conflict: another instance made it meanwhile.
            await store.Commit(commit, ct);
        }

        return _key;
    }

    private byte[] Opened(LinkSecret known)
    {
        var bytes = Convert.FromBase64String(known.Secret);
        return known.Id == LinkSecret.Unsealed ? bytes : _seal.Open(bytes);
    }

    private LinkSecret Closed(byte[] key) => new(OurId, Convert.ToBase64String(secret.IsKept ? _seal.Close(key) : key));

    /// <summary>The links of this mailing; null: it has none.</summary>
    public async ValueTask<TrackedLinks?> Of(string mailingId, CancellationToken ct)
    {
        if (_kept.Find(mailingId) is { } kept)
        {
            return kept;
        }

        return (await store.Get(LinkCollections.Links, mailingId, ct))?.Value is { } links ? _kept.Keep(mailingId, links) : null;
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
