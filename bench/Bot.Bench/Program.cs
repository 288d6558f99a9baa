using Bot.Bench;

// What the product claims about its speed, measured: each figure beside a baseline of the same run, medians of several
// rounds, with how far the rounds lay apart. Everything listens on loopback and ends by itself.
var parts = new Dictionary<string, Func<Task>>
{
    ["ingest"] = Ingestion.Measure,
    ["turns"] = Turns.Measure,
    ["fanout"] = Fanout.Measure,
    ["start"] = StartUp.Measure,
    ["engines"] = Engines.Measure,
    ["segments"] = Segments.Measure,
    ["results"] = Results.Measure,
    ["segments-store"] = SegmentsOfStore.Measure,
    ["pages"] = () => Pages.Measure(friends: 1_000_000),
};
if (args.Length > 0 && !args.All(parts.ContainsKey))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project bench/Bot.Bench [{string.Join("] [", parts.Keys)}]");
    return 1;
}

Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {(IsRelease() ? "Release" : "Debug: figures mean nothing")}");
foreach (var name in args.Length > 0 ? args : [.. parts.Keys])
{
    Console.WriteLine();
    await parts[name]();
}

return 0;

static bool IsRelease() =>
    !typeof(Figures).Assembly.GetCustomAttributes(typeof(System.Diagnostics.DebuggableAttribute), false)
        .OfType<System.Diagnostics.DebuggableAttribute>()
        .Any(attribute => attribute.IsJITOptimizerDisabled);
