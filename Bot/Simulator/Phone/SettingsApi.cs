using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Simulator.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Simulator.Phone;

/// <summary>Clock, quota, webhook address and faults: read whole, changed in part (a member left out stays as it is).</summary>
internal sealed class SettingsApi(LinePlatform platform)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sim/settings", () => TypedResults.Ok(Present()));
        routes.MapPut("/sim/settings", Change);
    }

    private JsonObject Present()
    {
        var present = (JsonObject)JsonSerializer.SerializeToNode(platform.Settings, SimulatorJson.Readable)!;
        lock (platform.Gate)
        {
            present["clock"] = new JsonObject { ["now"] = platform.Now, ["offsetSeconds"] = platform.Clock.Offset.TotalSeconds };
            present["quotaUsed"] = platform.Quota.Used(platform.Now);
            present["webhookUrl"] = platform.WebhookUrl;
            present["channel"] = new JsonObject { ["id"] = platform.Channel.Id, ["name"] = platform.Channel.Name, ["basicId"] = platform.Channel.BasicId, ["loginId"] = platform.Channel.LoginId };
        }

        return present;
    }

    private Results<Ok<JsonObject>, ProblemHttpResult> Change(JsonObject patch)
    {
        try
        {
            var merged = JsonSerializer.SerializeToNode(platform.Settings, SimulatorJson.Readable)!;
            Merge((JsonObject)merged, patch);
            var settings = merged.Deserialize<SimulatorSettings>(SimulatorJson.Readable)!;
            var clock = patch["clock"]?.Deserialize<ClockRequest>(SimulatorJson.Readable);
            var used = patch["quotaUsed"]?.GetValue<long>();
            var webhook = patch["webhookUrl"]?.GetValue<string>();
            if (webhook is not null && !Uri.TryCreate(webhook, UriKind.Absolute, out _))
            {
                return Problem("webhookUrl is not an address.");
            }

            platform.Settings = settings;
            if (webhook is not null)
            {
                platform.SetWebhook(webhook);
            }

            if (used is { } people)
            {
                platform.SetQuotaUsed(people);
            }

            if (clock is not null)
            {
                Move(clock);
            }

            return TypedResults.Ok(Present());
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            return Problem(problem.Message);
        }
    }

    private void Move(ClockRequest request)
    {
        if (request.Reset)
        {
            platform.Clock.Reset();
        }

        if (request.SetTo is { } time)
        {
            platform.Clock.SetTo(time);
        }

        // Ten years are enough for any story, and keep the sum within what a date can hold.
        if (request.AdvanceSeconds is { } seconds && Math.Abs(seconds) < TimeSpan.FromDays(3_653).TotalSeconds)
        {
            platform.Clock.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    // A null switches off; an array is replaced whole.
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject present)
            {
                Merge(present, inner);
            }
            else if (name is not ("clock" or "quotaUsed" or "webhookUrl" or "channel"))
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>Moves the clock: back to the real time, to a time, or by seconds.</summary>
internal sealed record ClockRequest(bool Reset = false, DateTimeOffset? SetTo = null, double? AdvanceSeconds = null);
