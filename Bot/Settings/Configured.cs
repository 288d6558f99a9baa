using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Bot.Settings;

/// <summary>Where a setting's value comes from.</summary>
public enum SettingSource
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>A file such as appsettings.json.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>An argument of the command that started the bot.</summary>
    Argument,

    /// <summary>The program that hosts the bot.</summary>
    Host,
}

/// <summary>A setting of the configuration, its value (never a secret), and where that comes from.</summary>
public sealed record ConfiguredSetting(string Key, string? Value, SettingSource Source)
{
    /// <summary>The name of the environment variable that sets it.</summary>
    public string Variable => Key.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>Reads what the shop's owner may want to know of the configuration.</summary>
internal static class Configured
{
    // None of them is a secret; the channel's secret and tokens are never shown.
    private static readonly (string Key, string? Default)[] Shown =
    [
        ("Bot:TimeZone", "Asia/Tokyo"),
        ("Bot:QuietHours", "21:00-09:00"),
        ("Bot:PublicUrl", null),
        ("Campaigns:MostPerWeek", "0"),
        ("Campaigns:SecondApprovalAbove", "0"),
        ("Campaigns:TinyAudience", "5"),
        ("Campaigns:Plan", null),
        ("Outbox:RepeatHours", "24"),
        ("Outbox:PushWhenReplyIsTooLate", "true"),
    ];

    public static IReadOnlyList<ConfiguredSetting> Read(IConfiguration configuration) =>
        [.. Shown.Select(setting => Of(configuration, setting.Key, setting.Default))];

    private static ConfiguredSetting Of(IConfiguration configuration, string key, string? otherwise)
    {
        // The last provider that has it wins, as the configuration itself has it.
        foreach (var provider in (configuration as IConfigurationRoot)?.Providers.Reverse() ?? [])
        {
            if (provider.TryGet(key, out var value) && !string.IsNullOrEmpty(value))
            {
                return new(key, value, SourceOf(provider));
            }
        }

        return new(key, otherwise, SettingSource.Default);
    }

    private static SettingSource SourceOf(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider => SettingSource.File,
        EnvironmentVariablesConfigurationProvider => SettingSource.Environment,
        CommandLineConfigurationProvider => SettingSource.Argument,
        _ => SettingSource.Host,
    };
}
