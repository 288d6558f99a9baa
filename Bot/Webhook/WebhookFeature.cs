using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Bot.Webhook;

/// <summary>LINE's way in: <c>POST /webhook</c>. Verify, store durably, answer 200; the turns come after.</summary>
internal static class WebhookFeature
{
    // LINE's requests are far smaller; nobody else's need to be read.
    private const int LargestBody = 2 * 1024 * 1024;

    public static IServiceCollection AddWebhook(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection("Webhook")).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<Collection>(InboxCollections.Inbox)
            .AddSingleton<WebhookCounters>()
            .AddSingleton<InboxWriter>()
            .AddSingleton<TurnTaker>()
            .AddSingleton<TurnQueue>()
            .AddHostedService(provider => provider.GetRequiredService<TurnQueue>())
            .AddHostedService<InboxCleaner>()
            .AddSingleton<IPersonalData, InboxPersonalData>()
            .AddSingleton<IReaction, ForgetUnsentEvent>();
    }

    public static IEndpointConventionBuilder MapWebhook(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhook", Receive).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<Results<Ok, UnauthorizedHttpResult, ProblemHttpResult>> Receive(
        HttpRequest request, IOptions<LineOptions> line, InboxWriter inbox, WebhookCounters counters, CancellationToken ct)
    {
        if (await ReadBody(request, ct) is not { } body)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: "The request is larger than LINE ever sends.");
        }

        // On the raw bytes, before anything looks into them.
        if (!LineSignature.IsValid(line.Value.ChannelSecret ?? "", body.Span, request.Headers[LineSignature.Header]))
        {
            counters.BadSignature();
            return TypedResults.Unauthorized();
        }

        if (WebhookRequest.Parse(body) is not { } posted)
        {
            counters.Unreadable();
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body is not a LINE webhook request.", detail: "Expected a JSON object with 'destination' and 'events'.");
        }

        // Not stored is not acknowledged: anything but 200 makes LINE deliver it again.
        return await inbox.Store(posted.Events, ct)
            ? TypedResults.Ok()
            : TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The event could not be stored. Please deliver it again.");
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBody(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is > LargestBody)
        {
            return null;
        }

        if (request.ContentLength is { } length)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, ct);
            return exact;
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > LargestBody)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
