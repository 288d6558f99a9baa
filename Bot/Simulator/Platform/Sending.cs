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

    /// <summary>Attributes are for accounts with 100 friends.</summary>
    public sealed record NotEnoughFriends : SendOutcome;

    public sealed record UnknownAudience(long Id) : SendOutcome;

    /// <summary>Not a narrowcast of the last 14 days that succeeded.</summary>
    public sealed record UnknownNarrowcast(string RequestId) : SendOutcome;
}

/// <summary>What the bot asked to send, once its shape has been found right. Messages is the array of message objects.</summary>
internal sealed record SendRequest(JsonElement Messages, string RequestId, string? RetryKey = null, bool Silent = false, string? Unit = null);

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

    /// <summary>Takes a narrowcast on. The body's recipient, filter and limit were found right.</summary>
    public SendOutcome Narrowcast(JsonElement body, SendRequest request)
    {
        lock (platform.Gate)
        {
            var now = platform.Now;
            if (request.RetryKey is { } key && platform.RetryKeys.Find(key, now) is { } first)
            {
                return new SendOutcome.AcceptedBefore(first);
            }

            var recipient = Member(body, "recipient");
            if (recipient is { } lists && Unknown(lists, now) is { } unknown)
            {
                return unknown;
            }

            List<Person> reach = [.. platform.People.Where(person => person.Standing == Standing.Friend)];
            var filter = Member(body, "filter") is { } given ? Member(given, "demographic") : null;
            if (platform.Settings.NarrowcastMinimums && filter is not null && reach.Count < 100)
            {
                return new SendOutcome.NotEnoughFriends();
            }

            List<Audience> audiences = [.. recipient is { } named ? AudiencesIn(named) : []];
            int[] meant =
            [
                .. reach
                    .Where(person => (recipient is not { } by || IsOn(by, person.Id, person.Number, now)) && (filter is not { } like || Demographics.Matches(like, person, now)))
                    .Select(person => person.Number),
            ];

            // Of made-up people LINE knows nothing but that they are there.
            var madeUp = filter is not null ? 0
                : audiences.SelectMany(audience => audience.MembersAt(now)).Where(MadeUpId.Is).Distinct().Count(id => IsOn(recipient!.Value, id, number: null, now));
            var limit = Member(body, "limit");
            var left = (platform.Quota.Left(now) ?? long.MaxValue) - platform.Narrowcasts.Reserved;
            var upToRemaining = Flag(limit, "upToRemainingQuota");
            var most = Math.Min(Max(limit), upToRemaining ? Math.Max(0, left) : long.MaxValue);
            var reserved = (int)Math.Min(reach.Count + madeUp, most);
            if (reserved > left)
            {
                return new SendOutcome.OverMonthlyLimit();
            }

            var total = meant.Length + madeUp;
            int? error = !platform.Settings.NarrowcastMinimums ? null
                : audiences.Any(audience => audience.IsTooSmall(now, minimums: true)) ? 4
                : (filter is not null || audiences.Any(audience => audience.IsOfLine)) && total < Audience.Smallest ? 2
                : null;
            error ??= Flag(limit, "forbidPartialDelivery") && total > most ? 5 : null;
            Random.Shared.Shuffle(meant);
            int[] to = [.. meant.Take((int)Math.Min(meant.Length, most))];
            platform.TakeOn(new NarrowcastTaken(request.RequestId, now, to, reserved, RawJson.Of(request.Messages), request.Silent, request.RetryKey, error)
            {
                MadeUp = (int)Math.Min(madeUp, most - to.Length),
            });
            return new SendOutcome.Accepted([]);
        }
    }

    /// <summary>Brings a narrowcast to the phones of those who still want it. The gate must be held.</summary>
    public void Deliver(NarrowcastTaken taken)
    {
        var at = taken.At + Narrowcasts.Waiting;
        int[] reached = [.. taken.To.Where(number => platform.People[number].Receives(at))];
        Record("narrowcast", reached, reached.Length + taken.MadeUp, new SendRequest(taken.Messages.Parse(), taken.RequestId, Silent: taken.Silent), at, usedReplyToken: null);
        platform.Record(new NarrowcastDelivered(taken.RequestId, at, reached.Length + taken.MadeUp));
    }

    // An audience must be ready, a narrowcast have succeeded.
    private SendOutcome? Unknown(JsonElement recipient, DateTimeOffset now) => (Tap.Text(recipient, "type"), Tap.Text(recipient, "requestId")) switch
    {
        ("audience", _) when recipient.GetProperty("audienceGroupId").GetInt64() is var id =>
            platform.Audiences.Find(id) is { } audience && IsReady(audience, now) ? null : new SendOutcome.UnknownAudience(id),
        ("redelivery", { } requestId) => platform.Narrowcasts.Find(requestId, now) is { Phase: "succeeded" } ? null : new SendOutcome.UnknownNarrowcast(requestId),
        _ => Demographics.Parts(recipient).Select(part => Unknown(part, now)).FirstOrDefault(unknown => unknown is not null),
    };

    // One that LINE found too small by itself is taken, and fails later, with an error of its own.
    private bool IsReady(Audience audience, DateTimeOffset now) =>
        audience.StatusAt(now, minimums: false) == "READY" || (audience.StatusAt(now, minimums: true) == "FAILED" && platform.Settings.NarrowcastMinimums);

    private IEnumerable<Audience> AudiencesIn(JsonElement recipient) => Tap.Text(recipient, "type") switch
    {
        "audience" => [platform.Audiences.Find(recipient.GetProperty("audienceGroupId").GetInt64())!],
        "operator" => Demographics.Parts(recipient).SelectMany(AudiencesIn),
        _ => [],
    };

    private bool IsOn(JsonElement recipient, string id, int? number, DateTimeOffset now) => Tap.Text(recipient, "type") switch
    {
        "audience" => platform.Audiences.Find(recipient.GetProperty("audienceGroupId").GetInt64())!.MembersAt(now).Contains(id),
        "redelivery" => number is { } known && platform.Narrowcasts.Find(Tap.Text(recipient, "requestId")!, now)!.Taken.To.Contains(known),
        _ => Demographics.Combined(recipient, part => IsOn(part, id, number, now)),
    };

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static bool Flag(JsonElement? limit, string name) => limit is { } given && given.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static long Max(JsonElement? limit) =>
        limit is { } given && given.TryGetProperty("max", out var max) && max.ValueKind == JsonValueKind.Number ? max.GetInt64() : long.MaxValue;

    private SendOutcome Send(string via, IEnumerable<Person> people, SendRequest request, int madeUp = 0)
    {
        var now = platform.Now;
        if (request.RetryKey is { } key && platform.RetryKeys.Find(key, now) is { } first)
        {
            return new SendOutcome.AcceptedBefore(first);
        }

        int[] reached = [.. people.Where(person => person.Receives(now)).Select(person => person.Number).Distinct()];
        var billed = reached.Length + madeUp;
        return platform.Quota.Allows(billed == 0 ? 0 : billed + platform.Narrowcasts.Reserved, now)
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

        platform.Record(new Sent(via, now, to, entries, billed, request.RequestId, request.RetryKey, usedReplyToken) { Silent = request.Silent, Unit = request.Unit });
        return new SendOutcome.Accepted(entries);
    }
}
