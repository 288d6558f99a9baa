using System.ComponentModel.DataAnnotations;

namespace Bot.Hosting;

/// <summary>Section <c>Bot</c>.</summary>
public sealed class BotOptions : IValidatableObject
{
    /// <summary>The shop's time zone, by its IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Tokyo";

    /// <summary>Refuses a time zone that this system does not know.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"Bot:TimeZone '{TimeZone}' is not a time zone this system knows. Use an IANA name such as 'Asia/Tokyo'.", [nameof(TimeZone)]);
        }
    }
}
