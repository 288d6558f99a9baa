using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Simulator.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Simulator.Phone;

/// <summary>
/// <c>GET /sim/events</c>: what happens on all phones, or on one (<c>?user=</c>), as server-sent events. What happened
/// meanwhile travels together, so that a storm of messages does not become a storm of events.
/// </summary>
internal sealed class EventStream(LinePlatform platform)
{
    private const int MostInOneEvent = 200;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sim/events", Events);

    private ServerSentEventsResult<string> Events(string? user, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(Stream(user, cancellation));

    private async IAsyncEnumerable<SseItem<string>> Stream(string? user, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var watch = platform.Feed.Subscribe();
        yield return new("[]", "hello");
        while (await NextNews(watch, cancellation) is var news)
        {
            var told = new JsonArray();
            if (news)
            {
                lock (platform.Gate)
                {
                    while (told.Count < MostInOneEvent && watch.News.TryRead(out var item))
                    {
                        if (Tell(item, user) is { } line)
                        {
                            told.Add(line);
                        }
                    }
                }
            }

            if (told.Count > 0 || !news)
            {
                yield return new(told.ToJsonString(SimulatorJson.Readable), news ? "news" : "still");
            }
        }
    }

    // True when there is news, false when it is time to show that the line is alive.
    private static async Task<bool> NextNews(Feed.Watch watch, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Heartbeat);
        try
        {
            return await watch.News.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private JsonObject? Tell(object news, string? user) => news switch
    {
        PersonAdded added => platform.Find(added.Id) is { } person ? About("person", person, user) : null,
        Followed followed => Entries("person", [followed.Person], [followed.Note], user),
        BlockedAccount blocked => Entries("person", [blocked.Person], [blocked.Note], user),
        Acted acted => Entries("acted", [acted.Person], acted.Entries, user),
        Sent sent => Sent(sent, user),
        Changed changed => Entries("changed", [changed.Person], [changed.Entry], user),
        LoadingShown loading => About("loading", platform.People[loading.Person], user),
        CouponMade or CouponClosed => new JsonObject { ["type"] = "coupons" },
        CouponDrawn drawn => About("coupon", platform.People[drawn.Person], user),
        CouponUsed used => About("coupon", platform.People[used.Person], user),
        CrowdAdded => new JsonObject { ["type"] = "crowd" },
        Cleared => new JsonObject { ["type"] = "cleared" },
        ClockMoved or SimulatorSettings or WebhookSet => new JsonObject { ["type"] = "settings" },
        Call call when user is null => new JsonObject { ["type"] = "call", ["call"] = JsonSerializer.SerializeToNode(call, SimulatorJson.Readable) },
        _ => null,
    };

    private JsonObject? Sent(Sent sent, string? user)
    {
        if (Entries("sent", sent.To, sent.Entries, user) is not { } told)
        {
            return null;
        }

        told["via"] = sent.Via;
        told["silent"] = sent.Silent;
        return told;
    }

    private JsonObject? Entries(string type, IReadOnlyList<int> people, IReadOnlyList<ChatEntry> entries, string? user)
    {
        // After a reset, old news may name people who are gone.
        List<Person> known = [.. people.Where(number => number < platform.People.Count).Select(number => platform.People[number])];
        if (user is not null)
        {
            known.RemoveAll(person => person.Id != user);
        }

        if (known.Count == 0)
        {
            return null;
        }

        var told = new JsonObject
        {
            ["type"] = type,
            ["users"] = new JsonArray([.. known.Select(person => JsonValue.Create(person.Id))]),
            ["entries"] = JsonSerializer.SerializeToNode(entries.Select(EntryView.Of), SimulatorJson.Readable),
        };
        if (known is [var one])
        {
            told["person"] = JsonSerializer.SerializeToNode(PersonView.Of(one), SimulatorJson.Readable);
            told["quickReplies"] = JsonSerializer.SerializeToNode(ChatView.Of(one, long.MaxValue).QuickReplies, SimulatorJson.Readable);
        }
        else if (entries is [.., var last])
        {
            told["last"] = JsonSerializer.SerializeToNode(LastLine.Of(last), SimulatorJson.Readable);
        }

        return told;
    }

    private static JsonObject? About(string type, Person person, string? user) => user is not null && user != person.Id
        ? null
        : new JsonObject
        {
            ["type"] = type,
            ["users"] = new JsonArray(person.Id),
            ["person"] = JsonSerializer.SerializeToNode(PersonView.Of(person), SimulatorJson.Readable),
        };
}
