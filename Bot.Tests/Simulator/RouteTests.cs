using Bot.Simulator;
using Bot.Simulator.LineApi;
using Bot.Simulator.Platform;
using Bot.Simulator.Webhooks;

namespace Bot.Tests.Simulator;

public class RouteTests
{
    /// <summary>
    /// LINE's routes that must or should be here, as LINE's OpenAPI of 2026-07-01 writes them (github.com/line/line-openapi:
    /// messaging-api, manage-audience, insight, channel-access-token).
    /// </summary>
    private const string OpenApi =
        """
        POST /v2/bot/message/reply
        POST /v2/bot/message/push
        POST /v2/bot/message/multicast
        POST /v2/bot/message/narrowcast
        GET /v2/bot/message/progress/narrowcast
        POST /v2/bot/message/broadcast
        POST /v2/bot/message/validate/reply
        POST /v2/bot/message/validate/push
        POST /v2/bot/message/validate/multicast
        POST /v2/bot/message/validate/narrowcast
        POST /v2/bot/message/validate/broadcast
        GET /v2/bot/message/quota
        GET /v2/bot/message/quota/consumption
        GET /v2/bot/message/delivery/reply
        GET /v2/bot/message/delivery/push
        GET /v2/bot/message/delivery/multicast
        GET /v2/bot/message/delivery/broadcast
        GET /v2/bot/message/aggregation/info
        GET /v2/bot/message/aggregation/list
        GET /v2/bot/message/{messageId}/content
        GET /v2/bot/message/{messageId}/content/preview
        GET /v2/bot/message/{messageId}/content/transcoding
        GET /v2/bot/profile/{userId}
        GET /v2/bot/followers/ids
        GET /v2/bot/info
        GET /v2/bot/channel/webhook/endpoint
        PUT /v2/bot/channel/webhook/endpoint
        POST /v2/bot/channel/webhook/test
        POST /v2/bot/user/{userId}/linkToken
        POST /v2/bot/chat/loading/start
        POST /v2/bot/chat/markAsRead
        POST /v2/bot/coupon
        GET /v2/bot/coupon
        GET /v2/bot/coupon/{couponId}
        PUT /v2/bot/coupon/{couponId}/close
        POST /v2/bot/audienceGroup/upload
        PUT /v2/bot/audienceGroup/upload
        POST /v2/bot/audienceGroup/upload/byFile
        PUT /v2/bot/audienceGroup/upload/byFile
        POST /v2/bot/audienceGroup/click
        POST /v2/bot/audienceGroup/imp
        GET /v2/bot/audienceGroup/list
        GET /v2/bot/audienceGroup/{audienceGroupId}
        DELETE /v2/bot/audienceGroup/{audienceGroupId}
        PUT /v2/bot/audienceGroup/{audienceGroupId}/updateDescription
        GET /v2/bot/insight/followers
        GET /v2/bot/insight/demographic
        GET /v2/bot/insight/message/delivery
        GET /v2/bot/insight/message/event
        GET /v2/bot/insight/message/event/aggregation
        POST /oauth2/v3/token
        POST /oauth2/v2.1/token
        GET /oauth2/v2.1/tokens/kid
        GET /oauth2/v2.1/verify
        POST /oauth2/v2.1/revoke
        POST /v2/oauth/accessToken
        POST /v2/oauth/verify
        POST /v2/oauth/revoke
        """;

    /// <summary>LINE Login has no OpenAPI; these are of its reference (developers.line.biz, LINE Login v2.1).</summary>
    private const string Login =
        """
        GET /oauth2/v2.1/authorize
        POST /oauth2/v2.1/verify
        GET /oauth2/v2.1/certs
        GET /oauth2/v2.1/userinfo
        POST /oauth2/v2.1/userinfo
        GET /v2/profile
        GET /friendship/v1/status
        GET /.well-known/openid-configuration
        """;

    [Fact]
    public async Task Every_route_served_is_one_of_LINEs_and_none_that_must_be_is_missing()
    {
        var platform = new LinePlatform(SimulatedLine.Channel, new SimulatedClock());
        await using var webhooks = new WebhookSender(platform);

        var served = LineRoutes.All(platform, webhooks).Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal);

        Assert.Equal($"{OpenApi}\n{Login}".Split('\n').Select(line => line.Trim()).Order(StringComparer.Ordinal), served);
        await platform.Close();
    }
}
