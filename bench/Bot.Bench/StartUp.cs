using System.Diagnostics;
using System.Text;
using Bot.Line;

namespace Bot.Bench;

/// <summary>How long a newcomer, or a killed process, waits: from the start of the process to the first accepted reply.</summary>
internal static class StartUp
{
    private const int Rounds = 5;

    public static async Task Measure()
    {
        Console.WriteLine("From starting the process to the first accepted reply, ms:");
        var (ready, replied, bare, memory) = (new Figures(), new Figures(), new Figures(), new Figures());
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await BareProcess());
            using var store = new SqliteFolder();
            await using var line = await InstantLine.Start();
            var reply = new TaskCompletionSource();
            line.Replied = (_, _) => reply.TrySetResult();
            var started = Stopwatch.GetTimestamp();
            await using var bot = await BotUnderTest.Start(line, store.Settings);
            ready.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await using var connection = await HttpLoad.Connect(bot.Port, default);
            var body = Encoding.UTF8.GetBytes($$$"""{"destination":"U0","events":[{"type":"message","message":{"type":"text","id":"1","text":"辛さ"},"mode":"active","timestamp":{{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}},"webhookEventId":"01START{{{round}}}","deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"U00000000000000000000000000000001"},"replyToken":"t"}]}""");
            await connection.Send(HttpLoad.Request("/webhook", body, (LineSignature.Header, LineSignature.Sign(BotUnderTest.Secret, body))), default);
            await reply.Task.WaitAsync(TimeSpan.FromSeconds(20));
            replied.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            memory.Add(bot.Memory());
        }

        Console.WriteLine($"  'dotnet Bot.dll --version'  {bare}");
        Console.WriteLine($"  ready                       {ready}");
        Console.WriteLine($"  first reply                 {replied}");
        Console.WriteLine($"  ratio to --version          {replied.Median / bare.Median,12:F2}");
        Console.WriteLine($"  memory then, MiB            {memory}");
    }

    private static async Task<double> BareProcess()
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet") { ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Bot.dll"), "--version" }, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
