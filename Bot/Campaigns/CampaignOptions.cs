using System.ComponentModel.DataAnnotations;

namespace Bot.Campaigns;

/// <summary>Settings under <c>Campaigns:</c>.</summary>
public sealed class CampaignOptions : IValidatableObject
{
    /// <summary>The account's LINE plan: <c>communication</c>, <c>light</c> or <c>standard</c>; empty: told from the monthly limit LINE reports.</summary>
    public string Plan { get; set; } = "";

    /// <summary>A preview of so few friends or fewer carries a warning; 5.</summary>
    [Range(0, 1_000)]
    public int TinyAudience { get; set; } = 5;

    /// <summary>A campaign to more friends than this is approved by a second person, who did not write it; 0 (the default): never. Until the console says otherwise.</summary>
    [Range(0, int.MaxValue)]
    public int SecondApprovalAbove { get; set; }

    /// <summary>A preview warns of friends who got this many campaigns or more within 7 days; 3, and 0: never.</summary>
    [Range(0, 100)]
    public int WarnAfterPerWeek { get; set; } = 3;

    /// <summary>Friends who got this many campaigns within 7 days are left out of another; 0 (the default): nobody is. Until the console says otherwise.</summary>
    [Range(0, 100)]
    public int MostPerWeek { get; set; }

    internal LinePlan? ChosenPlan => LinePlan.Named(Plan);

    /// <summary>Refuses a plan that LINE does not have.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Plan.Length > 0 && ChosenPlan is null)
        {
            yield return new($"Campaigns:Plan is '{Plan}'. Write communication, light or standard, or leave it out.", [nameof(Plan)]);
        }
    }
}
