using Bot.Friends;
using Bot.Line;
using Bot.Messages;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Greets who follows, and who comes back after a block, and offers the surveys that want to be offered.</summary>
internal sealed class GreetFriend(CurrentDialogs dialogs, SurveyStarter surveys, ReplyWriter writer) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not FollowEvent)
        {
            return false;
        }

        var book = dialogs.Book;
        var cameBack = turn.Recorded.Any(entry => entry.Kind == TimelineKind.Unblocked);
        if ((cameBack ? book.WelcomeBack ?? book.Greeting : book.Greeting) is { } greeting)
        {
            await writer.Write(turn, greeting, Offers(greeting, turn.Friend), ct);
        }

        return true;
    }

    private IEnumerable<QuickReplyItem> Offers(Reply greeting, Friend friend)
    {
        var offered = greeting.Buttons.Select(button => (button.Action as PostbackAction)?.Data).ToHashSet();
        return surveys.Offers(friend).Where(button => !offered.Contains(((PostbackAction)button.Action).Data));
    }
}
