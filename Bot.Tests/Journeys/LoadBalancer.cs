using System.Net;
using Bot.Line;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Journeys;

/// <summary>
/// Brings LINE's webhooks to one instance after the other. An instance that refuses is passed over; from one that does not
/// answer in time comes nothing but a 504, and then it is left alone for a while.
/// </summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly Uri[] _instances;
    private readonly long[] _restUntil;
    private readonly WebApplication _app;
    private int _next;

    private LoadBalancer(Uri[] instances)
    {
        (_instances, _restUntil) = (instances, new long[instances.Length]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/webhook", Forward);
    }

    public Uri Webhook => new(new Uri(_app.Urls.First()), "/webhook");

    public static async Task<LoadBalancer> Start(IEnumerable<Uri> instances)
    {
        var balancer = new LoadBalancer([.. instances]);
        await balancer._app.StartAsync();
        return balancer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task Forward(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var first = Interlocked.Increment(ref _next);
        var turn = Enumerable.Range(0, _instances.Length).Select(step => (first + step) % _instances.Length).OrderBy(IsResting).ToList();
        foreach (var instance in turn)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_instances[instance], "/webhook")) { Content = new ByteArrayContent(body.ToArray()) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.Add(LineSignature.Header, context.Request.Headers[LineSignature.Header].ToString());
                using var answer = await _http.SendAsync(request);
                context.Response.StatusCode = (int)answer.StatusCode;
                return;
            }
            catch (HttpRequestException)
            {
                LetRest(instance);
            }
            catch (TaskCanceledException)
            {
                LetRest(instance);
                break;
            }
        }

        context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
    }

    private bool IsResting(int instance) => Environment.TickCount64 < Volatile.Read(ref _restUntil[instance]);

    private void LetRest(int instance) => Volatile.Write(ref _restUntil[instance], Environment.TickCount64 + (long)Rest.TotalMilliseconds);
}
