using System.ComponentModel.DataAnnotations;
using System.Net;
using Bot.Line;

namespace Bot.Hosting;

/// <summary>Section <c>Bot</c>.</summary>
public sealed class BotOptions : IValidatableObject
{
    /// <summary>The shop's time zone, by its IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Tokyo";

    /// <summary>When the bot sends nothing of its own accord, in the shop's zone, e.g. <c>21:00-09:00</c> (the default), or <c>none</c>; until the console says otherwise.</summary>
    public string QuietHours { get; set; } = "21:00-09:00";

    /// <summary>
    /// Where LINE and friends' browsers reach the bot from outside, an https address; null: nobody said, and cards carry no QR code.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// What the keys of sign-ins and of tracked links are sealed with in the store; all instances have the same. Null: the channel secret does it.
    /// </summary>
    [MinLength(32, ErrorMessage = "Bot:Secret is too short to be safe: use at least 32 characters, e.g. of 'openssl rand -hex 32'.")]
    public string? Secret { get; set; }

    /// <summary>
    /// The secret before a change of <see cref="Secret"/> (or of the channel secret, where that does it): what it sealed can still be opened. Null: none.
    /// </summary>
    public string? FormerSecret { get; set; }

    /// <summary>
    /// The proxies whose word on where a visitor comes from, and whether over https, is taken: addresses or networks with commas
    /// between them, e.g. <c>10.0.0.2, 172.16.0.0/12</c>. This machine's own are always believed. Null: no others.
    /// </summary>
    public string? TrustedProxies { get; set; }

    /// <summary>The networks of <see cref="TrustedProxies"/>; null: one of them cannot be read.</summary>
    internal static IReadOnlyList<IPNetwork>? Networks(string? proxies)
    {
        var networks = new List<IPNetwork>();
        foreach (var written in (proxies ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(written, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(written, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    /// <summary>Refuses a time zone that this system does not know, and quiet hours that cannot be read.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"Bot:TimeZone '{TimeZone}' is not a time zone this system knows. Use an IANA name such as 'Asia/Tokyo'.", [nameof(TimeZone)]);
        }

        if (!string.IsNullOrEmpty(PublicUrl) && !PublicAddress.IsGood(PublicUrl))
        {
            yield return new ValidationResult($"Bot:PublicUrl '{PublicUrl}' is not an https address. Write where LINE reaches the bot, e.g. https://bot.shop.example.", [nameof(PublicUrl)]);
        }

        if (Networks(TrustedProxies) is null)
        {
            yield return new ValidationResult($"Bot:TrustedProxies is '{TrustedProxies}'. Write addresses or networks with commas between them, e.g. 10.0.0.2, 172.16.0.0/12.", [nameof(TrustedProxies)]);
        }

        if (Calendar.QuietHours.Parse(QuietHours) is null)
        {
            yield return new ValidationResult($"Bot:QuietHours is '{QuietHours}'. Write two times, e.g. 21:00-09:00, or none.", [nameof(QuietHours)]);
        }
    }
}
