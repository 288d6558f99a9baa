using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>What a friend takes back goes from their inquiries too; what they change is changed there.</summary>
internal sealed class FollowMessages(IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        Func<Inquiry, Inquiry?>? change = turn.Event switch
        {
            UnsendEvent { Unsend.MessageId: var id } => inquiry => InquiryMachine.TakeBack(inquiry, id),
            MessageEditedEvent { Message: ReceivedText edited } => inquiry => InquiryMachine.Edit(inquiry, edited.Id, edited.Text),
            _ => null,
        };
        if (change is null)
        {
            return false;
        }

        var all = new Query<Inquiry>(InquiryCollections.Inquiries, Filter.Equal("friendId", turn.Friend.Id)) { Limit = 500 };
        await foreach (var (inquiry, version) in store.Everything(all, ct))
        {
            if (change(inquiry) is { } changed)
            {
                turn.Commit.Replace(InquiryCollections.Inquiries, changed, version);
            }
        }

        return false;
    }
}
