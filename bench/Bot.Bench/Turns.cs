using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Bot.Line;

namespace Bot.Bench;

/// <summary>
/// Whole survey turns: a signed webhook in, the event stored, the friend's turn decided and committed, the reply accepted by
/// LINE. Many friends walk through the sample survey at once, each answering as soon as its question came.
/// LINE's own limit is 2,000 replies a second.
/// </summary>
internal static class Turns
{
    private const int Friends = 256;
    private const int Callers = 32;
    private const int Rounds = 5;
    private const int LinesLimit = 2_000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);

    public static async Task Measure()
    {
        Console.WriteLine($"Survey turns from webhook to accepted reply, {Friends} friends at once, turns/s (load and LINE in the same machine):");
        using var store = new SqliteFolder();
        var walked = await Walk(store, Rounds);
        Console.WriteLine($"  turns                  {walked.Turns}");
        Console.WriteLine($"  ratio to LINE's limit  {walked.Turns.Median / LinesLimit,12:F2}  (aim ≥ 1.00)");
        Console.WriteLine($"  the bot's CPU a turn   {walked.Cpu} µs");
        Console.WriteLine($"  webhook to reply       {walked.Median,12:F1} ms median, {walked.P99:F1} ms p99");
        Console.WriteLine($"  memory                 {walked.Memory,12:N0} MiB");
    }

    /// <summary>Has everybody walk, on this store, for so many rounds after the code is warm.</summary>
    public static async Task<Walked> Walk(IStoreUnderTest store, int rounds)
    {
        await using var line = await InstantLine.Start();
        await using var bot = await BotUnderTest.Start(line, [.. store.Settings, "--Outbox:RepliesPerSecond=100000"]);
        using var crowd = new Crowd(line, bot.Port);
        await crowd.Start();
        await Task.Delay(4 * Round); // Until the code is compiled as well as it gets.
        var (turns, cpu) = (new Figures(), new Figures());
        var (calls, counted) = (await store.Calls(), crowd.Replies);
        for (var round = 0; round < rounds; round++)
        {
            var (before, cpuBefore, started) = (crowd.Replies, bot.Cpu(), Stopwatch.GetTimestamp());
            await Task.Delay(Round);
            var replies = crowd.Replies - before;
            turns.Add(replies / Stopwatch.GetElapsedTime(started).TotalSeconds);
            cpu.Add((bot.Cpu() - cpuBefore).TotalMicroseconds / replies);
        }

        var perTurn = (await store.Calls()).ToDictionary(call => call.Key, call => (call.Value - calls.GetValueOrDefault(call.Key)) / (double)(crowd.Replies - counted));
        var latencies = crowd.Stop();
        return new Walked(turns, cpu, latencies[latencies.Length / 2], latencies[latencies.Length * 99 / 100], bot.Memory(), perTurn);
    }

    /// <summary>What came of it: turns a second, the bot's CPU for one in µs, milliseconds from webhook to reply, MiB, and the store's calls for one turn.</summary>
    public sealed record Walked(Figures Turns, Figures Cpu, double Median, double P99, double Memory, IReadOnlyDictionary<string, double> CallsPerTurn);

    /// <summary>Friends who answer whatever they are asked with its first quick reply, then make way for new ones.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly InstantLine _line;
        private readonly int _port;
        private readonly Channel<(int Friend, string Event)> _posts = Channel.CreateUnbounded<(int, string)>();
        private readonly ConcurrentDictionary<string, (int Friend, long At)> _waiting = new();
        private readonly ConcurrentBag<double> _latencies = [];
        private readonly CancellationTokenSource _stop = new();
        private int _events;
        private int _people;
        private long _replies;

        public Crowd(InstantLine line, int port)
        {
            (_line, _port) = (line, port);
            _line.Replied = Reply;
        }

        public long Replies => Interlocked.Read(ref _replies);

        public Task Start()
        {
            for (var caller = 0; caller < Callers; caller++)
            {
                _ = Call();
            }

            for (var friend = 0; friend < Friends; friend++)
            {
                Arrive();
            }

            return Task.CompletedTask;
        }

        public double[] Stop()
        {
            _stop.Cancel();
            _line.Replied = (_, _) => { };
            return [.. _latencies.Order()];
        }

        public void Dispose() => _stop.Dispose();

        private void Arrive() => Say(Interlocked.Increment(ref _people), "辛さ");

        private void Say(int friend, string text) =>
            Post(friend, $$$""" "type":"message","message":{"type":"text","id":"{{{Interlocked.Increment(ref _events)}}}","text":{{{JsonSerializer.Serialize(text)}}}} """);

        private void Post(int friend, string what)
        {
            var number = Interlocked.Increment(ref _events);
            _posts.Writer.TryWrite((friend, $$$"""{"destination":"U0","events":[{{{{what}}},"mode":"active","timestamp":{{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}},"webhookEventId":"{{{number:D26}}}","deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"U{{{friend:x32}}}"},"replyToken":"{{{number}}}"}]}"""));
            _waiting[$"{number}"] = (friend, Stopwatch.GetTimestamp());
        }

        private async Task Call()
        {
            await using var connection = await HttpLoad.Connect(_port, _stop.Token);
            await foreach (var (_, posted) in _posts.Reader.ReadAllAsync(_stop.Token))
            {
                var body = Encoding.UTF8.GetBytes(posted);
                await connection.Send(HttpLoad.Request("/webhook", body, (LineSignature.Header, LineSignature.Sign(BotUnderTest.Secret, body))), _stop.Token);
            }
        }

        private void Reply(string token, JsonElement messages)
        {
            if (!_waiting.TryRemove(token, out var asked))
            {
                return;
            }

            Interlocked.Increment(ref _replies);
            _latencies.Add(Stopwatch.GetElapsedTime(asked.At).TotalMilliseconds);
            foreach (var message in messages.EnumerateArray().Reverse())
            {
                if (message.TryGetProperty("quickReply", out var quickReply))
                {
                    var action = quickReply.GetProperty("items")[0].GetProperty("action");
                    if (action.GetProperty("type").GetString() == "postback")
                    {
                        Post(asked.Friend, $$$""" "type":"postback","postback":{"data":{{{JsonSerializer.Serialize(action.GetProperty("data").GetString())}}}} """);
                        return;
                    }
                }
            }

            Arrive();
        }
    }
}
