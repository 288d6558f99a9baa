using Bot.Friends;
using Bot.Line;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Greets who follows, and who comes back after a block, and offers the surveys that want to be offered.</summary>
internal sealed class GreetFriend(CurrentDialogs dialogs, SurveyStarter surveys, AnswerWriter writer) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not FollowEvent)
        {
            return false;
        }

        var book = dialogs.Book;
        var cameBack = turn.Recorded.Any(entry => entry.Kind == TimelineKind.Unblocked);
        var greetings = cameBack && book.WelcomesBack.Count > 0 ? book.WelcomesBack : book.Greetings;
        if (greetings.FirstOrDefault(greeting => greeting.Fits(turn.Friend) && AnswerWriter.Applies(greeting.Answer, turn)) is { Answer: var answer })
        {
            await writer.Write(turn, answer, Offers(answer, turn.Friend), ct);
        }

        return true;
    }

    private IEnumerable<QuickReplyItem> Offers(DialogAnswer greeting, Friend friend)
    {
        var offered = greeting.Replies.Append(greeting.Closed)
            .SelectMany(reply => reply?.Buttons ?? [])
            .Select(button => (button.Action as PostbackAction)?.Data)
            .ToHashSet();
        return surveys.Offers(friend).Where(button => !offered.Contains(((PostbackAction)button.Action).Data));
    }
}
