using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Line;
using Bot.Simulator.Platform;

namespace Bot.Simulator.LineApi;

/// <summary>Coupons of LINE's own: made, looked at, ended; never changed.</summary>
internal sealed class CouponCalls(LinePlatform platform)
{
    private const int DefaultLimit = 20;
    private const int MostAtOnce = 100;

    private static readonly string[] Statuses = ["DRAFT", "RUNNING", "CLOSED"];

    public IEnumerable<LineRoute> Routes()
    {
        yield return new("POST", "/v2/bot/coupon", "coupon", Create);
        yield return new("GET", "/v2/bot/coupon", "coupon", List);
        yield return new("GET", "/v2/bot/coupon/{couponId}", "coupon", request => Of(request, coupon => LineAnswer.Ok(Detail(coupon))));
        yield return new("PUT", "/v2/bot/coupon/{couponId}/close", "coupon", request => Of(request, Close));
    }

    private LineAnswer Create(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (LineLimits.CheckCoupon(body) is { Count: > 0 } violations)
        {
            return LineAnswer.Invalid([.. violations.Select(violation => (violation.Path, violation.Message))]);
        }

        lock (platform.Gate)
        {
            if (platform.Coupons.ValidAt(platform.Now) >= LineCoupons.MostValid)
            {
                return LineAnswer.Error(400, "The number of valid coupons has reached the limit");
            }

            var id = Tokens.EventId(platform.Now);
            platform.Record(new CouponMade(id, platform.Now, RawJson.Of(body)));
            return LineAnswer.Ok(new JsonObject { ["couponId"] = id });
        }
    }

    private LineAnswer List(LineRequest request)
    {
        var limit = DefaultLimit;
        if (request.Query("limit") is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostAtOnce))
        {
            return LineAnswer.Error(400, "The value for the 'limit' parameter is invalid");
        }

        // Both forms are met: ?status=A,B from the SDK, ?status=A&status=B elsewhere.
        string[] statuses = [.. (request.Query("status") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];
        if (!statuses.All(Statuses.Contains))
        {
            return LineAnswer.Error(400, "The value for the 'status' parameter is invalid");
        }

        if (!PageToken.TryRead(request.Query("start"), out var start))
        {
            return LineAnswer.Error(400, "Invalid start param");
        }

        lock (platform.Gate)
        {
            // The newest first; a page begins below the one where the page before ended, whatever was made meanwhile.
            var all = platform.Coupons.All;
            var from = start is { } number ? Math.Min(number, all.Count) : all.Count;
            List<int> found = [.. Enumerable.Range(0, from).Reverse().Where(index => statuses.Length == 0 || statuses.Contains(all[index].Status)).Take(limit + 1)];
            var answer = new JsonObject
            {
                ["items"] = new JsonArray([.. found.Take(limit).Select(index => new JsonObject { ["couponId"] = all[index].Id, ["title"] = all[index].Title })]),
            };
            if (found.Count > limit)
            {
                answer["next"] = PageToken.Of(found[limit] + 1);
            }

            return LineAnswer.Ok(answer);
        }
    }

    private LineAnswer Close(Coupon coupon)
    {
        if (coupon.Closed is not null)
        {
            return LineAnswer.Error(410, "The coupon is already closed");
        }

        platform.Record(new CouponClosed(coupon.Id, platform.Now));
        return LineAnswer.Empty;
    }

    private LineAnswer Of(LineRequest request, Func<Coupon, LineAnswer> answer)
    {
        lock (platform.Gate)
        {
            return platform.Coupons.Find(request.Route("couponId")) is { } coupon ? answer(coupon) : LineAnswer.NotFound;
        }
    }

    // What was asked for, and what LINE adds: only what LINE knows of, so that a stray member of the request does not come back.
    private static JsonObject Detail(Coupon coupon)
    {
        var detail = new JsonObject
        {
            ["couponId"] = coupon.Id,
            ["status"] = coupon.Status,
            ["createdTimestamp"] = coupon.MadeAt.ToUnixTimeSeconds(),
            ["maxTicketPerUser"] = 1,
        };
        string[] members =
        [
            "title", "description", "usageCondition", "couponCode", "imageUrl", "barcodeImageUrl", "startTimestamp", "endTimestamp",
            "timezone", "visibility", "maxUseCountPerTicket", "acquisitionCondition", "reward",
        ];
        foreach (var name in members)
        {
            if (coupon.Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                detail[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        if (detail["reward"]!["priceInfo"] is JsonObject price && (string?)price["type"] is "fixed" or "explicit")
        {
            price["currency"] = "JPY";
        }

        return detail;
    }
}
