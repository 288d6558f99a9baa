using Bot.Api;
using Bot.Campaigns;
using Bot.Definitions;
using Bot.Line;
using Bot.Outbox;
using Bot.Segments;
using Bot.Simulator;
using Bot.Storage;
using Bot.Webhook;

namespace Bot.Hosting;

/// <summary>Everything wrong in the configuration at once, in words, before anything starts. Secrets are never told.</summary>
internal static class ConfigurationCheck
{
    /// <summary>The sections that are ours, and what each may hold.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Bot"] = typeof(BotOptions),
        ["Line"] = typeof(LineOptions),
        ["Simulator"] = typeof(SimulatorOptions),
        ["Storage"] = typeof(StorageOptions),
        ["Definitions"] = typeof(DefinitionsOptions),
        ["Api"] = typeof(ApiOptions),
        ["Webhook"] = typeof(WebhookOptions),
        ["Outbox"] = typeof(OutboxOptions),
        ["Segments"] = typeof(SegmentOptions),
        ["Campaigns"] = typeof(CampaignOptions),
    };

    /// <summary>What a person has to mend; none when the bot can start.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration) =>
    [
        .. Sections.SelectMany(section => Problems(configuration, section.Key)),
        .. MisspeltSections(configuration),
        .. Channel(configuration),
        .. Addresses(configuration),
    ];

    /// <summary>What is wrong in one section.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration, string section)
    {
        // The simulator brings a channel of its own, so half a channel does no harm beside it.
        var rulesCount = section != LineOptions.Section || !SimulatorRuns(configuration);
        return SectionCheck.Of(configuration.GetSection(section), Sections[section], rulesCount);
    }

    // The environment is full of other programs' variables: only a name that is nearly ours, with a setting of ours in it, is a slip.
    private static IEnumerable<string> MisspeltSections(IConfiguration configuration) =>
        from section in configuration.GetChildren()
        where !Sections.ContainsKey(section.Key)
        let meant = NearestWord.To(section.Key, Sections.Keys)
        where meant is not null
        from setting in section.GetChildren()
        where Sections[meant].GetProperties().Any(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase))
        select $"{setting.Path} is not a setting. Did you mean '{meant}:{setting.Key}'?";

    // Left alone, these would start a simulator, or nothing, where somebody expects LINE.
    private static IEnumerable<string> Channel(IConfiguration configuration)
    {
        if (HasChannel(configuration))
        {
            yield break;
        }

        if (IsSimulatorWanted(configuration) is false)
        {
            yield return "Simulator:Enabled is false and there is no channel of LINE's either. Set Line:ChannelSecret with Line:ChannelAccessToken or Line:ChannelId.";
        }
        else if (IsSimulatorWanted(configuration) is null && !string.IsNullOrEmpty(configuration["Line:ChannelSecret"]))
        {
            yield return "Line:ChannelSecret is set, but neither Line:ChannelAccessToken nor Line:ChannelId is.";
        }
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var phone = SimulatorRuns(configuration) && Uri.TryCreate(configuration["Simulator:Url"] ?? new SimulatorOptions().Url, UriKind.Absolute, out var url) ? url : null;
        foreach (var written in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Listened(written) is not { } address)
            {
                yield return $"Urls: '{written}' is not an address to listen on. Write one such as http://localhost:5080.";
            }
            else if (address.Port is 0 && address.Host is "localhost")
            {
                yield return $"Urls: '{written}' leaves the port open; that works with http://127.0.0.1:0 only.";
            }
            else if (phone is not null && address.Port == phone.Port && address.Port is not 0)
            {
                yield return $"Simulator:Url and Urls both want port {address.Port}. Give the phone a port of its own.";
            }
        }
    }

    private static BindingAddress? Listened(string written)
    {
        try
        {
            return BindingAddress.Parse(written) is { Port: >= 0 and <= 65_535, PathBase: "", Scheme: "http" or "https" } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool SimulatorRuns(IConfiguration configuration) => IsSimulatorWanted(configuration) ?? !HasChannel(configuration);

    // Not SimulatorFeature's reading, which throws at anything but true and false.
    private static bool? IsSimulatorWanted(IConfiguration configuration) =>
        bool.TryParse(configuration["Simulator:Enabled"], out var wanted) ? wanted : null;

    private static bool HasChannel(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["Line:ChannelAccessToken"]) || !string.IsNullOrEmpty(configuration["Line:ChannelId"]);
}
