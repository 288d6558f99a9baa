using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Outbox;

/// <summary>
/// What was and will be sent to a friend. Messages to them alone go; from a batch to many they are taken out and only
/// counted, so that a campaign's figures stay right.
/// </summary>
internal sealed class OutboxPersonalData(IDocumentStore store) : IPersonalData
{
    public string Name => "outbox";

    public async Task<JsonArray> Export(string friendId, CancellationToken ct)
    {
        var sent = new JsonArray();
        foreach (var message in await Of(friendId, ct))
        {
            // The other recipients of a batch are not this friend's data.
            sent.Add(JsonSerializer.SerializeToNode(message.Value with { To = [friendId], Skipped = [] }, OutboxCollections.Messages.Json));
        }

        return sent;
    }

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var messages = await Of(friendId, ct);
        foreach (var message in messages)
        {
            if (message.Value.MailingId is null)
            {
                commit.Delete(OutboxCollections.Messages, message.Value.Id, message.Version);
            }
            else
            {
                commit.Replace(OutboxCollections.Messages, message.Value.Without(friendId), message.Version);
            }
        }

        return messages.Count;
    }

    private async Task<IReadOnlyList<Stored<OutboxMessage>>> Of(string friendId, CancellationToken ct)
    {
        var alone = new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("friendId", friendId)) { OrderBy = "createdAt", Limit = 500 };
        var found = await store.Everything(alone, ct).ToListAsync(ct);
        foreach (var mailingId in await store.Ids(OutboxCollections.Mailings, Filter.Everything, ct))
        {
            if (await OutboxCollections.MessageTo(store, mailingId, friendId, ct) is { } batch && batch.Value.FriendId is null)
            {
                found.Add(batch);
            }
        }

        return found;
    }
}
