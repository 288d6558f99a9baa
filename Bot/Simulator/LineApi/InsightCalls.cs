using System.Globalization;
using System.Text.Json.Nodes;
using Bot.Line;
using Bot.Simulator.Platform;

namespace Bot.Simulator.LineApi;

/// <summary>
/// LINE's statistics: of a day from the next one on, of interactions with a message only where enough people are behind a
/// number.
/// </summary>
internal sealed class InsightCalls(LinePlatform platform)
{
    /// <summary>LINE tells no smaller number of an interaction. (Messaging API reference, Insights.)</summary>
    private const int Fewest = 20;

    private const int MostUnitsAtOnce = 100;

    /// <summary>LINE counts since then. (Messaging API reference, Get number of followers.)</summary>
    private const string FirstDay = "20161101";

    public IEnumerable<LineRoute> Routes()
    {
        yield return new("GET", "/v2/bot/insight/followers", "insight/followers", request => OfDay(request, Followers));
        yield return new("GET", "/v2/bot/insight/message/delivery", "insight/delivery", request => OfDay(request, Deliveries));
        yield return new("GET", "/v2/bot/insight/message/event", "insight/event", Event);
        yield return new("GET", "/v2/bot/insight/message/event/aggregation", "insight/aggregation", Aggregation);
        yield return new("GET", "/v2/bot/insight/demographic", "insight/demographic", _ => Demographic());
        yield return new("GET", "/v2/bot/message/aggregation/info", "aggregation/info", _ => UnitCount());
        yield return new("GET", "/v2/bot/message/aggregation/list", "aggregation/list", UnitNames);
    }

    private LineAnswer OfDay(LineRequest request, Func<string, JsonObject> count)
    {
        lock (platform.Gate)
        {
            var day = request.Query("date") ?? Days.Of(platform.Now.AddDays(-1));
            if (!Days.IsDay(day))
            {
                return LineAnswer.Error(400, "The value for the 'date' parameter is invalid");
            }

            if (string.CompareOrdinal(day, Days.Of(platform.Now)) >= 0)
            {
                return LineAnswer.Ok(new JsonObject { ["status"] = "unready" });
            }

            if (string.CompareOrdinal(day, FirstDay) < 0)
            {
                return LineAnswer.Ok(new JsonObject { ["status"] = "out_of_service" });
            }

            var answer = count(day);
            answer["status"] = "ready";
            return LineAnswer.Ok(answer);
        }
    }

    // Whoever was there before anybody counted was there from the beginning.
    private JsonObject Followers(string day)
    {
        bool Until(DateTimeOffset? at) => at is not { } known || string.CompareOrdinal(Days.Of(known), day) <= 0;
        List<Person> ever = [.. platform.People.Where(person => person.EverFollowed && Until(person.FirstFollowedAt))];
        return new JsonObject
        {
            ["followers"] = ever.Count,
            ["targetedReaches"] = ever.Count(person => person.Standing == Standing.Friend && Demographics.IsKnown(person)),
            ["blocks"] = ever.Count(person => person.Standing == Standing.Blocked && Until(person.BlockedAt)),
        };
    }

    private JsonObject Deliveries(string day)
    {
        var answer = new JsonObject();
        foreach (var (via, name) in (ReadOnlySpan<(string, string)>)
            [("broadcast", "apiBroadcast"), ("push", "apiPush"), ("multicast", "apiMulticast"), ("narrowcast", "apiNarrowcast"), ("reply", "apiReply")])
        {
            if (platform.DeliveredOn(via, day) is > 0 and var count)
            {
                answer[name] = count;
            }
        }

        return answer;
    }

    private LineAnswer Event(LineRequest request)
    {
        if (request.Query("requestId") is not { Length: > 0 } requestId)
        {
            return LineAnswer.Error(400, "The value for the 'requestId' parameter is invalid");
        }

        lock (platform.Gate)
        {
            if (platform.Statistics.Find(requestId) is { Via: "broadcast" or "narrowcast" } send)
            {
                var overview = Overview([send]);
                (overview["requestId"], overview["timestamp"], overview["delivered"]) = (send.Sent.RequestId, send.At.ToUnixTimeSeconds(), send.Sent.Delivered);
                return LineAnswer.Ok(Report([send], overview, uniqueImpressions: false));
            }

            // A narrowcast that has not reached anybody yet.
            if (platform.Narrowcasts.Find(requestId, platform.Now) is { } waiting)
            {
                var overview = Overview([]);
                (overview["requestId"], overview["timestamp"], overview["delivered"]) = (requestId, waiting.Taken.At.ToUnixTimeSeconds(), null);
                return LineAnswer.Ok(Report([], overview, uniqueImpressions: false));
            }

            return LineAnswer.NotFound;
        }
    }

    private LineAnswer Aggregation(LineRequest request)
    {
        var unit = request.Query("customAggregationUnit") ?? "";
        var (from, to) = (request.Query("from"), request.Query("to"));
        var wrong = !LineLimits.IsAggregationUnit(unit) ? "customAggregationUnit" : !Days.IsDay(from) ? "from" : !Days.IsDay(to) || Days.Between(from!, to!) is < 0 or > LineLimits.StatisticsDays ? "to" : null;
        if (wrong is not null)
        {
            return LineAnswer.Error(400, $"The value for the '{wrong}' parameter is invalid");
        }

        lock (platform.Gate)
        {
            var sends = platform.Statistics.Of(unit, from!, to!);
            return LineAnswer.Ok(Report(sends, Overview(sends), uniqueImpressions: true));
        }
    }

    private JsonObject Overview(IReadOnlyList<MeasuredSend> sends)
    {
        var all = sends.SelectMany(send => send.All).ToList();
        return new JsonObject
        {
            ["uniqueImpression"] = People(all.Where(one => one.What == Interaction.Seen)),
            ["uniqueClick"] = People(all.Where(one => one.What == Interaction.Clicked)),
            ["uniqueMediaPlayed"] = People(all.Where(one => one.What == Interaction.Played)),
            ["uniqueMediaPlayed100Percent"] = People(all.Where(one => one.What == Interaction.Played)),
        };
    }

    private JsonObject Report(IReadOnlyList<MeasuredSend> sends, JsonObject overview, bool uniqueImpressions)
    {
        var all = sends.SelectMany(send => send.All.Select(one => (Bubble: send.Bubble(one.Seq), One: one))).ToList();
        var bubbles = sends.Select(send => send.Sent.Entries.Count).DefaultIfEmpty().Max();
        return new JsonObject
        {
            ["overview"] = overview,
            ["messages"] = new JsonArray([.. Enumerable.Range(1, bubbles).Select(bubble => Bubble(bubble, [.. all.Where(one => one.Bubble == bubble).Select(one => one.One)], uniqueImpressions))]),
            ["clicks"] = new JsonArray([.. sends.SelectMany(send => send.Urls()).Distinct().Order().Select(url => Clicks(url, all))]),
        };
    }

    private JsonObject Bubble(int number, IReadOnlyList<Interacted> interactions, bool uniqueImpressions)
    {
        var seen = interactions.Where(one => one.What == Interaction.Seen).ToList();
        var played = interactions.Where(one => one.What == Interaction.Played).ToList();
        var bubble = new JsonObject { ["seq"] = number, ["impression"] = Times(seen) };
        if (uniqueImpressions)
        {
            bubble["uniqueImpression"] = People(seen);
        }

        // The phone tells of a video only when it was seen to its end.
        foreach (var part in (string[])["", "25Percent", "50Percent", "75Percent", "100Percent"])
        {
            bubble[$"mediaPlayed{part}"] = Times(played);
            bubble[$"uniqueMediaPlayed{part}"] = People(played);
        }

        return bubble;
    }

    private JsonObject Clicks((int Bubble, string Url) link, IReadOnlyList<(int Bubble, Interacted One)> all)
    {
        var ofRequest = all.Where(one => one.One.What == Interaction.Clicked && one.One.Url == link.Url).ToList();
        var clicks = ofRequest.Where(one => one.Bubble == link.Bubble).Select(one => one.One).ToList();
        return new JsonObject
        {
            ["seq"] = link.Bubble,
            ["url"] = link.Url,
            ["click"] = Times(clicks),
            ["uniqueClick"] = People(clicks),
            ["uniqueClickOfRequest"] = People(ofRequest.Select(one => one.One)),
        };
    }

    private int? People(IEnumerable<Interacted> interactions) => Told(interactions.Select(one => one.Person).Distinct().Count());

    // So many times, if so many people are behind it.
    private int? Times(List<Interacted> interactions) => People(interactions) is null ? null : interactions.Count;

    private int? Told(int count) => count >= Fewest || !platform.Settings.InsightMinimums ? count : null;

    private LineAnswer Demographic()
    {
        lock (platform.Gate)
        {
            List<Person> friends = [.. platform.People.Where(person => person.Standing == Standing.Friend)];
            if (friends.Count < (platform.Settings.InsightMinimums ? Fewest : 1))
            {
                return LineAnswer.Ok(new JsonObject { ["available"] = false });
            }

            JsonArray Shares(string name, Func<Person, string> of) =>
                [.. friends.GroupBy(of).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new JsonObject { [name] = group.Key, ["percentage"] = Math.Round(100.0 * group.Count() / friends.Count, 1) })];
            return LineAnswer.Ok(new JsonObject
            {
                ["available"] = true,
                ["genders"] = Shares("gender", person => Demographics.Gender(person) ?? "unknown"),
                ["ages"] = Shares("age", Demographics.AgeGroup),
                ["areas"] = Shares("area", Demographics.AreaName),
                ["appTypes"] = Shares("appType", Demographics.App),
                ["subscriptionPeriods"] = Shares("subscriptionPeriod", person => Demographics.Period(person, platform.Now)),
            });
        }
    }

    private LineAnswer UnitCount()
    {
        lock (platform.Gate)
        {
            return LineAnswer.Ok(new JsonObject { ["numOfCustomAggregationUnits"] = platform.Statistics.UnitsAt(platform.Now).Count });
        }
    }

    private LineAnswer UnitNames(LineRequest request)
    {
        var limit = MostUnitsAtOnce;
        if (request.Query("limit") is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostUnitsAtOnce))
        {
            return LineAnswer.Error(400, "The value for the 'limit' parameter is invalid");
        }

        if (!PageToken.TryRead(request.Query("start"), out var start))
        {
            return LineAnswer.Error(400, "Invalid start param");
        }

        lock (platform.Gate)
        {
            var units = platform.Statistics.UnitsAt(platform.Now);
            var end = (start ?? 0) + limit;
            var answer = new JsonObject { ["customAggregationUnits"] = new JsonArray([.. units.Skip(start ?? 0).Take(limit).Select(unit => JsonValue.Create(unit))]) };
            if (end < units.Count)
            {
                answer["next"] = PageToken.Of(end);
            }

            return LineAnswer.Ok(answer);
        }
    }
}
