using System.Text.Json;
using Bot.Line;

namespace Bot.Simulator.Platform;

/// <summary>How LINE took a call that sends messages.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Accepted(IReadOnlyList<ChatEntry> Entries) : SendOutcome;

    /// <summary>The retry key was used by an accepted request within 24 hours.</summary>
    public sealed record AcceptedBefore(RetryKeys.Accepted First) : SendOutcome;

    /// <summary>Used, too old, or never given out.</summary>
    public sealed record InvalidReplyToken : SendOutcome;

    /// <summary>The id looks right, but nobody has it here.</summary>
    public sealed record NobodyThere : SendOutcome;

    public sealed record OverMonthlyLimit : SendOutcome;
}

/// <summary>What the bot asked to send, once its shape has been found right. Messages is the array of message objects.</summary>
internal sealed record SendRequest(JsonElement Messages, string RequestId, string? RetryKey = null, bool Silent = false);

/// <summary>
/// Who gets what. People who blocked the account, and strangers who have not written lately, get nothing and cost
/// nothing; the bot is not told. Made-up people have no phone here, but receive and cost like any other.
/// </summary>
internal sealed class Sending(LinePlatform platform)
{
    public SendOutcome Reply(string token, SendRequest request)
    {
        lock (platform.Gate)
        {
            var now = platform.Now;
            if (platform.ReplyTokens.Owner(token, now) is not { } number)
            {
                return new SendOutcome.InvalidReplyToken();
            }

            int[] to = platform.People[number].Standing == Standing.Blocked ? [] : [number];
            return Record("reply", to, billed: 0, request, now, token);
        }
    }

    public SendOutcome Push(string to, SendRequest request)
    {
        lock (platform.Gate)
        {
            return platform.Find(to) is { } person ? Send("push", [person], request)
                : MadeUpId.Is(to) ? Send("push", [], request, madeUp: 1)
                : new SendOutcome.NobodyThere();
        }
    }

    public SendOutcome Multicast(IReadOnlyList<string> to, SendRequest request)
    {
        lock (platform.Gate)
        {
            var people = new List<Person>(to.Count);
            var madeUp = 0;
            foreach (var id in to.Distinct())
            {
                if (platform.Find(id) is { } person)
                {
                    people.Add(person);
                }
                else if (MadeUpId.Is(id))
                {
                    madeUp++;
                }
                else if (platform.Settings.RefuseUnknownIds)
                {
                    return new SendOutcome.NobodyThere();
                }
            }

            return Send("multicast", people, request, madeUp);
        }
    }

    public SendOutcome Broadcast(SendRequest request)
    {
        lock (platform.Gate)
        {
            return Send("broadcast", platform.People.Where(person => person.Standing == Standing.Friend), request);
        }
    }

    private SendOutcome Send(string via, IEnumerable<Person> people, SendRequest request, int madeUp = 0)
    {
        var now = platform.Now;
        if (request.RetryKey is { } key && platform.RetryKeys.Find(key, now) is { } first)
        {
            return new SendOutcome.AcceptedBefore(first);
        }

        int[] reached = [.. people.Where(person => person.Receives(now)).Select(person => person.Number).Distinct()];
        var billed = reached.Length + madeUp;
        return platform.Quota.Allows(billed, now)
            ? Record(via, reached, billed, request, now, usedReplyToken: null)
            : new SendOutcome.OverMonthlyLimit();
    }

    private SendOutcome.Accepted Record(string via, IReadOnlyList<int> to, int billed, SendRequest request, DateTimeOffset now, string? usedReplyToken)
    {
        var entries = new List<ChatEntry>(request.Messages.GetArrayLength());
        foreach (var message in request.Messages.EnumerateArray())
        {
            entries.Add(ChatEntry.OfBot(platform.NextSeq(), now, via, message));
        }

        platform.Record(new Sent(via, now, to, entries, billed, request.RequestId, request.RetryKey, usedReplyToken) { Silent = request.Silent });
        return new SendOutcome.Accepted(entries);
    }
}
