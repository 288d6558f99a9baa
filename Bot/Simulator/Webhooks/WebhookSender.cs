using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Bot.Simulator.Platform;

namespace Bot.Simulator.Webhooks;

/// <summary>
/// Carries events to the bot as LINE does: signed over the exact bytes, two seconds to answer, one person's events in
/// order (unless the shuffle is on), different people's at the same time.
/// </summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private const int LaneCount = 32;

    private readonly LinePlatform _platform;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 128, AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<PlatformEvent>[] _lanes;
    private readonly Task[] _carriers;
    private readonly byte[] _secret;

    public WebhookSender(LinePlatform platform)
    {
        _platform = platform;
        _secret = Encoding.UTF8.GetBytes(platform.Channel.Secret);
        _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => Channel.CreateUnbounded<PlatformEvent>(new UnboundedChannelOptions { SingleReader = true }))];
        _carriers = [.. _lanes.Select(lane => Task.Run(() => Carry(lane.Reader)))];
        platform.Deliver = Enqueue;
    }

    /// <summary>Posts a body with no events, as LINE's "Verify" button does.</summary>
    public Task<WebhookAnswer> Verify(string url) => Post(url, [], isRedelivery: false);

    public async ValueTask DisposeAsync()
    {
        _platform.Deliver = null;
        await _stopping.CancelAsync();
        await Task.WhenAll(_carriers);
        _http.Dispose();
        _stopping.Dispose();
    }

    // With a batching window everybody shares one lane, so that several people's events meet in one request.
    private void Enqueue(PlatformEvent happened)
    {
        var lane = _platform.Settings.Webhook.BatchWindowMs > 0 ? 0 : happened.Lane % LaneCount;
        _lanes[lane].Writer.TryWrite(happened);
    }

    private async Task Carry(ChannelReader<PlatformEvent> lane)
    {
        try
        {
            while (await lane.WaitToReadAsync(_stopping.Token))
            {
                var settings = _platform.Settings.Webhook;
                if (settings.BatchWindowMs > 0)
                {
                    await Task.Delay(settings.BatchWindowMs, _stopping.Token);
                }

                var most = settings.BatchWindowMs > 0 ? Math.Max(1, settings.MaxBatch) : 1;
                var batch = new List<PlatformEvent>();
                while (batch.Count < most && lane.TryRead(out var happened))
                {
                    batch.Add(happened);
                }

                await Send(batch, settings);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task Send(List<PlatformEvent> batch, WebhookSettings settings)
    {
        if (settings.Shuffle)
        {
            // Each event goes its own way and takes its own time.
            foreach (var happened in batch)
            {
                _ = Detour(happened, settings);
            }

            return;
        }

        for (var copy = 0; copy <= settings.Duplicates; copy++)
        {
            await Deliver(batch, settings);
        }
    }

    private async Task Detour(PlatformEvent happened, WebhookSettings settings)
    {
        for (var copy = 0; copy <= settings.Duplicates; copy++)
        {
            try
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(300), _stopping.Token);
                await Deliver([happened], settings);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
            }
        }
    }

    private async Task Deliver(IReadOnlyList<PlatformEvent> events, WebhookSettings settings)
    {
        if (_platform.WebhookUrl is not { } url)
        {
            _platform.Calls.Add(new Call
            {
                At = _platform.Now,
                Direction = "webhook",
                Method = "POST",
                Path = "",
                Status = 0,
                Milliseconds = 0,
                Events = TypesOf(events),
                Note = "No webhook address is set",
                Request = Body(events, isRedelivery: false),
            });
            return;
        }

        var answer = await Post(url, events, isRedelivery: false);
        if (!answer.Success && settings.Redelivery)
        {
            _ = Redeliver(url, events, settings.RedeliverAfterSeconds);
        }
    }

    private async Task Redeliver(string url, IReadOnlyList<PlatformEvent> events, IReadOnlyList<double> afterSeconds)
    {
        try
        {
            foreach (var seconds in afterSeconds)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), _platform.Clock, _stopping.Token);
                if ((await Post(url, events, isRedelivery: true)).Success)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task<WebhookAnswer> Post(string url, IReadOnlyList<PlatformEvent> events, bool isRedelivery)
    {
        var body = Body(events, isRedelivery);
        lock (_platform.Gate)
        {
            foreach (var token in events.Select(happened => happened.ReplyToken).OfType<string>())
            {
                _platform.ReplyTokens.Delivered(token, _platform.Now);
            }
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(_secret, body)));
        request.Headers.TryAddWithoutValidation("User-Agent", "LineBotWebhook/2.0");

        var started = Stopwatch.GetTimestamp();
        var answer = await Ask(request);
        _platform.Calls.Add(new Call
        {
            At = _platform.Now,
            Direction = "webhook",
            Method = "POST",
            Path = url,
            Status = answer.Status,
            Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            Events = TypesOf(events),
            Note = isRedelivery ? "Redelivery. " + answer.Detail : answer.Success ? null : answer.Detail,
            Request = body,
            Response = answer.Body,
        });
        return answer;
    }

    private async Task<WebhookAnswer> Ask(HttpRequestMessage request)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(_platform.Settings.Webhook.TimeoutMs);
        try
        {
            using var response = await _http.SendAsync(request, patience.Token);
            var body = await response.Content.ReadAsByteArrayAsync(patience.Token);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? new WebhookAnswer(true, status, "OK", status.ToString(System.Globalization.CultureInfo.InvariantCulture)) { Body = body }
                : new WebhookAnswer(false, status, "ERROR_STATUS_CODE", response.ReasonPhrase ?? "") { Body = body };
        }
        catch (OperationCanceledException)
        {
            return new WebhookAnswer(false, 0, "REQUEST_TIMEOUT", "No answer in time");
        }
        catch (HttpRequestException problem)
        {
            return new WebhookAnswer(false, 0, "COULD_NOT_CONNECT", problem.Message);
        }
    }

    private static IReadOnlyList<string> TypesOf(IReadOnlyList<PlatformEvent> events) => [.. events.Select(happened => happened.Type)];

    private byte[] Body(IReadOnlyList<PlatformEvent> events, bool isRedelivery)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = SimulatorJson.Readable.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("destination", _platform.Channel.BotUserId);
            json.WriteStartArray("events");
            foreach (var happened in events)
            {
                happened.Write(json, isRedelivery);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}

/// <summary>How the bot's server took a webhook; reasons as LINE's error statistics name them.</summary>
internal sealed record WebhookAnswer(bool Success, int Status, string Reason, string Detail)
{
    public byte[] Body { get; init; } = [];
}
