using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Webhook;

/// <summary>
/// A message whose turn failed still stands in the inbox as it came, to be tried again or to be looked at. Once it is taken
/// back it is neither.
/// </summary>
internal sealed class ForgetUnsentEvent(IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is UnsendEvent { Unsend.MessageId: var messageId })
        {
            foreach (var (received, version) in await InboxPersonalData.Of(store, turn.Friend.Id, ct))
            {
                if (received.Event is { } json && LineJson.ParseEvent(json.Utf8.Span) is MessageEvent { Message.Id: var id } && id == messageId)
                {
                    turn.Commit.Replace(InboxCollections.Inbox, received.AsDone(), version);
                }
            }
        }

        return false;
    }
}
