using System.ComponentModel.DataAnnotations;

namespace Bot.Line;

/// <summary>The channel this bot speaks for: section <c>Line</c>. Nothing set is valid: then there is no LINE to talk to yet.</summary>
public sealed class LineOptions : IValidatableObject
{
    /// <summary>Where the configuration holds these.</summary>
    public const string Section = "Line";

    /// <summary>Channel id; with the secret it fetches tokens that live 15 minutes. Not needed beside a pasted token.</summary>
    public string? ChannelId { get; set; }

    /// <summary>Channel secret; proves that a webhook request is LINE's.</summary>
    public string? ChannelSecret { get; set; }

    /// <summary>A long-lived channel access token, pasted from LINE's console. Preferred over id and secret.</summary>
    public string? ChannelAccessToken { get; set; }

    /// <summary>The origin of LINE's API, without a path; another one leads to a simulated LINE.</summary>
    [Required]
    public Uri ApiBaseUrl { get; set; } = new("https://api.line.me");

    /// <summary>Where pictures, videos and files are fetched.</summary>
    [Required]
    public Uri DataApiBaseUrl { get; set; } = new("https://api-data.line.me");

    /// <summary>How long to wait for LINE's answer to one call. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a video or sound that LINE is still preparing. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ContentWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest picture, video or file of a friend that is taken, in bytes. Default: 200 MB, as LINE allows videos.</summary>
    [Range(1.0, 2_000_000_000.0)]
    public long LargestContent { get; set; } = 200_000_000;

    /// <summary>Whether there is a channel to speak for.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(ChannelAccessToken) || !string.IsNullOrEmpty(ChannelId);

    /// <summary>Refuses a channel without its secret, and addresses that are not origins.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && string.IsNullOrEmpty(ChannelSecret))
        {
            yield return new ValidationResult(
                "Line:ChannelSecret is missing: without it no webhook request can be told from a forgery.", [nameof(ChannelSecret)]);
        }

        if (!IsOrigin(ApiBaseUrl))
        {
            yield return new ValidationResult(
                "Line:ApiBaseUrl must be an address such as https://api.line.me, without a path.", [nameof(ApiBaseUrl)]);
        }

        if (!IsOrigin(DataApiBaseUrl))
        {
            yield return new ValidationResult(
                "Line:DataApiBaseUrl must be an address such as https://api-data.line.me, without a path.", [nameof(DataApiBaseUrl)]);
        }
    }

    private static bool IsOrigin(Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https", PathAndQuery: "/" };
}
