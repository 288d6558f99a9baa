using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Line;
using Bot.Line.Limits;
using Bot.Simulator.Platform;

namespace Bot.Simulator.LineApi;

/// <summary>The calls that send messages, and those that only look at them.</summary>
internal sealed partial class MessageCalls(LinePlatform platform)
{
    private const int MostRecipients = 500;

    private readonly Sending _sending = new(platform);

    public IEnumerable<LineRoute> Routes()
    {
        yield return new("POST", "/v2/bot/message/reply", "reply", Reply) { SendsMessages = true };
        yield return new("POST", "/v2/bot/message/push", "push", Push) { SendsMessages = true };
        yield return new("POST", "/v2/bot/message/multicast", "multicast", Multicast) { SendsMessages = true };
        yield return new("POST", "/v2/bot/message/broadcast", "broadcast", Broadcast) { SendsMessages = true };
        yield return new("POST", "/v2/bot/message/narrowcast", "narrowcast", Narrowcast) { SendsMessages = true };
        yield return new("GET", "/v2/bot/message/progress/narrowcast", "narrowcast/progress", NarrowcastProgress);
        foreach (var kind in (string[])["reply", "push", "multicast", "broadcast", "narrowcast"])
        {
            yield return new("POST", $"/v2/bot/message/validate/{kind}", $"validate/{kind}", Validate);
        }

        yield return new("GET", "/v2/bot/message/quota", "quota", _ => Quota());
        yield return new("GET", "/v2/bot/message/quota/consumption", "quota/consumption", _ => Consumption());
        foreach (var kind in (string[])["reply", "push", "multicast", "broadcast"])
        {
            yield return new("GET", $"/v2/bot/message/delivery/{kind}", $"delivery/{kind}", request => Delivered(kind, request));
        }

    }

    private LineAnswer Reply(LineRequest request)
    {
        if (request.RetryKey is not null)
        {
            return LineAnswer.Error(400, "The retry key is not supported for this API");
        }

        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (Tap.Text(body, "replyToken") is not { Length: > 0 } token)
        {
            return LineAnswer.Invalid(("replyToken", "May not be empty"));
        }

        return Checked(body, request) is var (send, problem) && send is null ? problem : Told("reply", _sending.Reply(token, send));
    }

    private LineAnswer Push(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (Tap.Text(body, "to") is not { } to || !Recipient().IsMatch(to))
        {
            return LineAnswer.InvalidProperty("to");
        }

        return Checked(body, request) is var (send, problem) && send is null ? problem : Told("push", _sending.Push(to, send));
    }

    private LineAnswer Multicast(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (!body.TryGetProperty("to", out var to) || to.ValueKind != JsonValueKind.Array)
        {
            return LineAnswer.Invalid(("to", "May not be empty"));
        }

        if (to.GetArrayLength() is 0 or > MostRecipients)
        {
            return LineAnswer.Invalid(("to", $"Size must be between 1 and {MostRecipients}"));
        }

        var ids = new List<string>(to.GetArrayLength());
        foreach (var id in to.EnumerateArray())
        {
            if (id.ValueKind != JsonValueKind.String || id.GetString() is not { } text || !IsUserId(text))
            {
                return LineAnswer.Error(400, $"The property, to[{ids.Count}], in the request body is invalid (line: -, column: -)");
            }

            ids.Add(text);
        }

        return Checked(body, request) is var (send, problem) && send is null ? problem : Told("multicast", _sending.Multicast(ids, send));
    }

    private LineAnswer Broadcast(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        return Checked(body, request) is var (send, problem) && send is null ? problem : Told("broadcast", _sending.Broadcast(send));
    }

    private LineAnswer Narrowcast(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (LineLimits.CheckNarrowcast(body) is { Count: > 0 } violations)
        {
            // This one LINE says in a message of its own.
            return violations is [{ Path: "limit.forbidPartialDelivery" } option]
                ? LineAnswer.Error(400, option.Message)
                : LineAnswer.Invalid([.. violations.Select(violation => (violation.Path, violation.Message))]);
        }

        return Checked(body, request) is var (send, problem) && send is null ? problem : Told("narrowcast", _sending.Narrowcast(body, send));
    }

    private LineAnswer NarrowcastProgress(LineRequest request)
    {
        if (request.Query("requestId") is not { } requestId || !Guid.TryParseExact(requestId, "D", out _))
        {
            return LineAnswer.Error(400, "The value for the 'requestId' parameter is invalid");
        }

        lock (platform.Gate)
        {
            if (platform.Narrowcasts.Find(requestId, platform.Now) is not var (phase, taken, reached, completedAt))
            {
                return LineAnswer.NotFound;
            }

            var answer = new JsonObject { ["phase"] = phase, ["acceptedTime"] = Moment(taken.At) };
            if (phase != "waiting")
            {
                var meant = phase == "failed" ? 0 : taken.To.Count + taken.MadeUp;
                (answer["successCount"], answer["failureCount"], answer["targetCount"]) = (reached, meant - reached, meant);
            }

            if (completedAt is { } completed)
            {
                answer["completedTime"] = Moment(completed);
            }

            if (phase == "failed")
            {
                answer["errorCode"] = taken.ErrorCode;
                answer["failedDescription"] = taken.ErrorCode == 5
                    ? "Message delivery has been canceled to prevent messages from being delivered only to a subset of the target audience."
                    : taken.ErrorCode == 4 ? "There weren't enough users in the audience."
                    : "There weren't enough recipients.";
            }

            return LineAnswer.Ok(answer);
        }
    }

    internal static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private LineAnswer Validate(LineRequest request) =>
        !request.TryReadJson(out var body, out var complaint) ? complaint : Violations(body) ?? LineAnswer.Empty;

    /// <summary>What every sending call has in common: messages within the limits, a retry key that is a UUID.</summary>
    private (SendRequest? Send, LineAnswer Problem) Checked(JsonElement body, LineRequest request)
    {
        if (request.RetryKey is { } key && !Guid.TryParseExact(key, "D", out _))
        {
            return (null, LineAnswer.Error(400, "The value for the 'X-Line-Retry-Key' header is invalid"));
        }

        if ((Violations(body) ?? Mentions(body) ?? Coupons(body)) is { } violations)
        {
            return (null, violations);
        }

        if (body.TryGetProperty("customAggregationUnits", out var units) && !AreUnits(units))
        {
            return (null, LineAnswer.InvalidProperty("customAggregationUnits"));
        }

        var silent = body.TryGetProperty("notificationDisabled", out var disabled) && disabled.ValueKind == JsonValueKind.True;
        var unit = body.TryGetProperty("customAggregationUnits", out var named) && named is { ValueKind: JsonValueKind.Array } && named.GetArrayLength() == 1 ? named[0].GetString() : null;
        return (new SendRequest(body.GetProperty("messages"), request.RequestId, request.RetryKey, silent, unit), LineAnswer.Empty);
    }

    private static LineAnswer? Violations(JsonElement body)
    {
        if (!body.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
        {
            return LineAnswer.Invalid(("messages", "May not be empty"));
        }

        var violations = LineLimits.Check(messages);
        return violations.Count == 0 ? null : LineAnswer.Invalid([.. violations.Select(violation => (violation.Path, violation.Message))]);
    }

    // There are no groups and rooms here, where alone somebody may be spoken to by name.
    private static LineAnswer? Mentions(JsonElement body)
    {
        List<(string, string)> mentions =
        [
            .. from message in body.GetProperty("messages").EnumerateArray().Select((json, index) => (Json: json, Index: index))
               where Tap.Text(message.Json, "type") == "textV2" && message.Json.TryGetProperty("substitution", out _)
               from value in message.Json.GetProperty("substitution").EnumerateObject()
               where Tap.Text(value.Value, "type") == "mention"
               select ($"messages[{message.Index}].substitution.{value.Name}", "A mention can only be sent to groups and rooms"),
        ];
        return mentions.Count == 0 ? null : LineAnswer.Invalid(mentions);
    }

    private LineAnswer? Coupons(JsonElement body)
    {
        if (!platform.Settings.RefuseUnknownCoupons)
        {
            return null;
        }

        lock (platform.Gate)
        {
            List<(string, string)> unknown =
            [
                .. from message in body.GetProperty("messages").EnumerateArray().Select((json, index) => (Json: json, Index: index))
                   where Tap.Text(message.Json, "type") == "coupon" && platform.Coupons.Find(Tap.Text(message.Json, "couponId")!) is null
                   select ($"messages[{message.Index}].couponId", "Invalid coupon id"),
            ];
            return unknown.Count == 0 ? null : LineAnswer.Invalid(unknown);
        }
    }

    private static LineAnswer Told(string via, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted(var entries) => via switch
        {
            "reply" or "push" => LineAnswer.Ok(SentMessages(entries)),
            "narrowcast" => LineAnswer.TakenOn,
            _ => LineAnswer.Empty,
        },
        SendOutcome.AcceptedBefore(var first) => AcceptedBefore(first),
        SendOutcome.InvalidReplyToken => LineAnswer.Error(400, "Invalid reply token"),
        SendOutcome.NobodyThere => LineAnswer.Error(400, "Failed to send messages"),
        SendOutcome.OverMonthlyLimit => LineAnswer.OverMonthlyLimit,
        SendOutcome.NotEnoughFriends => LineAnswer.Error(403, "Your account does not have enough friends"),
        SendOutcome.UnknownAudience(var id) => LineAnswer.Error(400, $"Invalid audience group id: {id}"),
        SendOutcome.UnknownNarrowcast(var requestId) => LineAnswer.Error(400, $"Invalid request id: {requestId}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static LineAnswer AcceptedBefore(RetryKeys.Accepted first)
    {
        var body = first.Via == "push" ? SentMessages(first.Entries) : [];
        body["message"] = "The retry key is already accepted";
        return LineAnswer.Ok(body) with { Status = 409, AcceptedRequestId = first.RequestId };
    }

    private static JsonObject SentMessages(IReadOnlyList<ChatEntry> entries) => new()
    {
        ["sentMessages"] = new JsonArray([.. entries.Select(SentMessage)]),
    };

    private static JsonObject SentMessage(ChatEntry entry) =>
        entry.QuoteToken is { } token ? new JsonObject { ["id"] = entry.Id, ["quoteToken"] = token } : new JsonObject { ["id"] = entry.Id };

    private LineAnswer Quota()
    {
        lock (platform.Gate)
        {
            return platform.Quota.Limit is { } limit
                ? LineAnswer.Ok(new JsonObject { ["type"] = "limited", ["value"] = limit })
                : LineAnswer.Ok(new JsonObject { ["type"] = "none" });
        }
    }

    private LineAnswer Consumption()
    {
        lock (platform.Gate)
        {
            return LineAnswer.Ok(new JsonObject { ["totalUsage"] = platform.Quota.Used(platform.Now) });
        }
    }

    private LineAnswer Delivered(string kind, LineRequest request)
    {
        if (request.Query("date") is not { } day || !Days.IsDay(day))
        {
            return LineAnswer.Error(400, "The value for the 'date' parameter is invalid");
        }

        lock (platform.Gate)
        {
            return string.CompareOrdinal(day, Days.Of(platform.Now)) < 0
                ? LineAnswer.Ok(new JsonObject { ["status"] = "ready", ["success"] = platform.DeliveredOn(kind, day) })
                : LineAnswer.Ok(new JsonObject { ["status"] = "unready" });
        }
    }

    internal static bool IsUserId(string id) => AudienceLimits.IsUserId(id);

    private static bool AreUnits(JsonElement units) =>
        units.ValueKind == JsonValueKind.Array
        && units.GetArrayLength() <= 1
        && units.EnumerateArray().All(unit => unit.ValueKind == JsonValueKind.String && LineLimits.IsAggregationUnit(unit.GetString()!));

    [GeneratedRegex("^[UCR][0-9a-f]{32}$")]
    private static partial Regex Recipient();
}
