using System.Text.RegularExpressions;

namespace Bot.Line.Limits;

/// <summary>Whom a narrowcast goes to. (Messaging API reference, Send narrowcast message.)</summary>
internal static partial class NarrowcastLimits
{
    private const int MostLists = 10;
    private const int MostConditions = 10;

    private static readonly string[] Ages = [.. Enumerable.Range(3, 12).Select(fives => $"age_{fives * 5}")];

    private static readonly string[] Periods = ["day_7", "day_30", "day_90", "day_180", "day_365"];

    public static void Check(Node request)
    {
        if (request.Object("recipient", required: false) is { } recipient && Recipient(recipient) > MostLists)
        {
            recipient.Fail(
                $"No more than {MostLists} audiences and redeliveries",
                new($"オーディエンスと再送先は、合わせて{MostLists}個までです。", $"At most {MostLists} audiences and earlier sends together."));
        }

        if (request.Object("filter", required: false) is { } filter
            && filter.Object("demographic", required: false) is { } demographic
            && Demographic(demographic) > MostConditions)
        {
            demographic.Fail($"No more than {MostConditions} conditions", new($"条件は{MostConditions}個までです。", $"At most {MostConditions} conditions."));
        }

        if (request.Object("limit", required: false) is { } limit)
        {
            limit.Number("max", 1, required: false);
            var upTo = limit.Flag("upToRemainingQuota");
            if (limit.Flag("forbidPartialDelivery") && !upTo)
            {
                limit.Fail(
                    "forbidPartialDelivery",
                    "The option forbidPartialDelivery must be used with upToRemainingQuota.",
                    new("upToRemainingQuota と一緒に使ってください。", "Use it together with upToRemainingQuota."));
            }
        }
    }

    // Each answers how many lists or conditions there are below.
    private static int Recipient(Node recipient)
    {
        recipient.OneOf("type", required: true, "operator", "audience", "redelivery");
        switch (recipient.Type)
        {
            case "audience":
                recipient.Long("audienceGroupId", 1);
                return 1;
            case "redelivery":
                recipient.Text("requestId");
                return 1;
            case "operator":
                return Operator(recipient, Recipient);
            default:
                return 0;
        }
    }

    private static int Demographic(Node filter)
    {
        filter.OneOf("type", required: true, "gender", "age", "appType", "area", "subscriptionPeriod", "operator");
        switch (filter.Type)
        {
            case "gender":
                filter.Texts("oneOf", text => text is "male" or "female", "male, female");
                return 1;
            case "appType":
                filter.Texts("oneOf", text => text is "ios" or "android", "ios, android");
                return 1;
            case "area":
                filter.Texts("oneOf", Area().IsMatch, "jp_01 to jp_47, tw_01 to tw_22, th_01 to th_08, id_01 to id_12");
                return 1;
            case "age":
                Range(filter, Ages);
                return 1;
            case "subscriptionPeriod":
                Range(filter, Periods);
                return 1;
            case "operator":
                return Operator(filter, Demographic);
            default:
                return 0;
        }
    }

    private static int Operator(Node owner, Func<Node, int> check)
    {
        string[] given = [.. ((string[])["and", "or", "not"]).Where(owner.Has)];
        if (given.Length != 1)
        {
            owner.Fail("Exactly one of and, or, not must be specified", new("and・or・not のどれか1つだけを書いてください。", "Write exactly one of and, or, not."));
            return 0;
        }

        return given[0] == "not"
            ? owner.Object("not") is { } other ? check(other) : 0
            : owner.Objects(given[0], 1, int.MaxValue).Sum(check);
    }

    private static void Range(Node filter, string[] steps)
    {
        filter.OneOf("gte", required: false, steps);
        filter.OneOf("lt", required: false, steps);
        if (!filter.Has("gte") && !filter.Has("lt"))
        {
            filter.Fail("gte or lt must be specified", new("gte か lt を書いてください。", "Write gte or lt."));
        }
        else if (Step("gte") is { } from && Step("lt") is { } to && from >= to)
        {
            filter.Fail("gte", "Must be smaller than lt", new("lt より小さくしてください。", "It must be smaller than lt."));
        }

        int? Step(string name) => filter.Text(name, required: false) is { } text && Array.IndexOf(steps, text) is >= 0 and var step ? step : null;
    }

    [GeneratedRegex(@"^(jp_(0[1-9]|[1-3][0-9]|4[0-7])|tw_(0[1-9]|1[0-9]|2[0-2])|th_0[1-8]|id_(0[1-9]|1[0-2]))\z")]
    private static partial Regex Area();
}
