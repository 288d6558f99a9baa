using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Bot.Campaigns;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Campaigns;

/// <summary>
/// <c>GET /campaigns/{id}/progress</c>: how far a campaign has come, in the words of whoever watches, as server-sent events:
/// <c>progress</c> with what to write where, <c>changed</c> when the page shows other things than before, <c>over</c> at the end.
/// </summary>
internal static class ProgressStream
{
    public static void Map(IEndpointRouteBuilder console) => console.MapGet("/campaigns/{id}/progress", Progress);

    private static async Task<Results<ServerSentEventsResult<string>, NotFound, StatusCodeHttpResult>> Progress(
        string id, CampaignProgressFeed feed, Reader reader, TimeProvider clock, IHostApplicationLifetime host, HttpContext http, CancellationToken ct)
    {
        if (await feed.Now(id, ct) is null)
        {
            return TypedResults.NotFound();
        }

        if (feed.Join() is not { } place)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        // Whatever ends the answer, the place is free again.
        http.Response.RegisterForDispose(place);

        // The bot does not wait for watchers when it stops; they ask again.
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
        http.Response.RegisterForDispose(end);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Events(id, feed, reader, clock, end.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(
        string id, CampaignProgressFeed feed, Reader reader, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        CampaignState? state = null;
        await foreach (var moment in feed.Watch(id, ct))
        {
            if (moment is null)
            {
                yield return new("{}", "still");
                continue;
            }

            yield return new(Words(moment.Progress, reader, clock.GetUtcNow()).ToJsonString(), "progress");
            if (moment.IsOver)
            {
                yield return new("{}", "over");
            }
            else if (state is { } before && before != moment.Campaign.State)
            {
                yield return new("{}", "changed");
            }

            state = moment.Campaign.State;
        }
    }

    private static JsonObject Words(CampaignProgress progress, Reader reader, DateTimeOffset now) => new()
    {
        ["percent"] = progress.Audience == 0 ? 0 : Math.Round(100.0 * (progress.Audience - progress.Waiting) / progress.Audience, 2),
        ["texts"] = new JsonObject
        {
            ["done"] = reader.Number(progress.Audience - progress.Waiting),
            ["pace"] = CampaignWords.Pace(reader, progress, now),
            ["sent"] = reader.People(progress.Sent),
            ["waiting"] = reader.People(progress.Waiting),
            ["skipped"] = reader.People(progress.Skipped),
            ["failed"] = reader.People(progress.Failed),
        },
    };
}
