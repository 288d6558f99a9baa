using System.Security.Cryptography;
using System.Text;
using Bot.Storage;

namespace Bot.Instances;

/// <summary>Settings that mean the same only when all instances have the same, by their names, e.g. <c>Bot:TimeZone</c>.</summary>
public sealed record AgreedSettings(IReadOnlyDictionary<string, string> Values);

/// <summary>What the instance started last was set to: digests, since a channel's secret is among it.</summary>
public sealed record SettingsDocument
{
    /// <summary>There is only one.</summary>
    public string Id { get; init; } = "settings";

    /// <summary>The instance that was started last.</summary>
    public required string Instance { get; init; }

    /// <summary>A digest for each setting's name.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }

    /// <summary>The names whose digests differ or that only one of the two has.</summary>
    public IReadOnlyList<string> DifferencesTo(SettingsDocument other) =>
        [.. Digests.Keys.Union(other.Digests.Keys).Where(name => Digests.GetValueOrDefault(name) != other.Digests.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];
}

/// <summary>At the start on a shared store: tells which settings differ from those of the instance that was started before.</summary>
internal sealed partial class SettingsAgreement(IDocumentStore store, AgreedSettings settings, InstanceId me, ILogger<SettingsAgreement> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!store.IsShared)
        {
            return;
        }

        try
        {
            var before = await store.Get(InstanceCollections.Settings, "settings", cancellationToken);
            var mine = Digest(settings, me);
            if (before is not null && mine.DifferencesTo(before.Value) is { Count: > 0 } names)
            {
                LogDiffering(string.Join(", ", names), before.Value.Instance);
            }

            // A conflict: another instance starts at the same moment, and the word is left to it.
            await store.Commit(new Commit().Put(InstanceCollections.Settings, mine, before?.Version ?? 0), cancellationToken);
        }
        catch (StoreException problem)
        {
            LogNotCompared(problem.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static SettingsDocument Digest(AgreedSettings settings, InstanceId me) => new()
    {
        Instance = me.Name,
        Digests = settings.Values.ToDictionary(
            setting => setting.Key,
            setting => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{setting.Key}\n{setting.Value}")).AsSpan(0, 8))),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Differently set than at {Other}, which was started before: {Names}. All instances on one store need the same")]
    private partial void LogDiffering(string names, string other);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The settings could not be compared with other instances': {Problem}")]
    private partial void LogNotCompared(string problem);
}
