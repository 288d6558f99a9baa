using Bot.Friends;
using Bot.Line;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Lets friends say that they want to hear no more, of a topic or at all, or again. That is asked before anything else.</summary>
internal sealed class HearTopics(CurrentDialogs dialogs) : IReaction
{
    // The longest word and the longest topic together; nobody writes more to say this.
    private const int LongestText = 200;

    public ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        var topics = dialogs.Book.Topics;
        switch (turn.Event)
        {
            case PostbackEvent { Postback.Data: var data } when DialogPostback.Read(data) is DialogPostback.Topic(var stop, var name):
                Change(turn, topics, stop, name);
                return ValueTask.FromResult(true);
            case MessageEvent { Message: ReceivedText { Text: { Length: <= LongestText } text } }:
                var plain = TypedText.Plain(text);
                return ValueTask.FromResult(Hear(turn, topics, plain, stop: true) || Hear(turn, topics, plain, stop: false));
            default:
                return ValueTask.FromResult(false);
        }
    }

    private static bool Hear(Turn turn, Topics topics, string plain, bool stop)
    {
        var words = (stop ? topics.Stop : topics.Resume).Select(TypedText.Plain).ToList();
        if (words.Contains(plain))
        {
            Ask(turn, topics, stop);
            return true;
        }

        // 「新商品 配信停止」 and 「配信停止 新商品」 say it at once.
        if (topics.Names.FirstOrDefault(name => words.Any(word => plain == word + TypedText.Plain(name) || plain == TypedText.Plain(name) + word)) is { } topic)
        {
            Change(turn, topics, stop, topic);
            return true;
        }

        return false;
    }

    private static void Ask(Turn turn, Topics topics, bool stop)
    {
        var stopped = turn.Friend.OptedOutAt is not null ? topics.Names : [.. topics.Names.Where(name => turn.Friend.OptedOutOf?.Any(held => held.Topic == name) == true)];
        var open = stop ? topics.Names.Except(stopped).ToList() : stopped;
        if (open.Count == 0 && !stop && turn.Friend is { OptedOutAt: null, OptedOutOf: null })
        {
            turn.Say(DialogWords.NothingStopped);
        }
        else if (open.Count == 0)
        {
            Change(turn, topics, stop, topic: null);
        }
        else
        {
            turn.Say(DialogWords.WhichTopics(stop, open));
        }
    }

    private static void Change(Turn turn, Topics topics, bool stop, string? topic)
    {
        turn.Friend = stop ? turn.Friend.WithOptOut(topic, turn.Now) : turn.Friend.WithoutOptOut(topic, topics.Names, turn.Now);
        turn.Record(stop ? TimelineKind.OptedOut : TimelineKind.OptedIn, topic);
        turn.Say(stop ? DialogWords.Stopped(topic, topics.Resume[0]) : DialogWords.Resumed(topic));
    }
}
