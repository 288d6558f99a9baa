using System.Diagnostics;
using System.Text.Json;
using Bot.Access;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Preferences;

/// <summary>The preferences in the REST API.</summary>
internal static class PreferencesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings");
        settings.MapGet("/", Show).WithSummary("What the shop decides for the whole account: in force, chosen here, configured");
        settings.MapPut("/", Choose).Needs(Permission.Settings).WithSummary("Choose some of it, over the version that was read; at once and on every instance");
        settings.MapDelete("/{setting}", Restore).Needs(Permission.Settings).WithSummary("Back to the configured value");
    }

    /// <summary>The settings of the shop.</summary>
    /// <param name="Version">What a change names, so that it overwrites nobody else's.</param>
    /// <param name="InForce">What holds.</param>
    /// <param name="Chosen">What was chosen here; null: as configured.</param>
    /// <param name="Configured">What holds where nothing was chosen.</param>
    /// <param name="ChangedAt">When somebody last changed one; null: never.</param>
    /// <param name="ChangedBy">Who did; null: not known.</param>
    public sealed record SettingsView(long Version, SettingsValues InForce, SettingsValues Chosen, SettingsValues Configured, DateTimeOffset? ChangedAt, string? ChangedBy);

    /// <summary>The settings, each by its name.</summary>
    public record SettingsValues(string? QuietHours = null, int? MostPerWeek = null, int? SecondApprovalAbove = null, string? PrivacyText = null, string? PrivacyPolicy = null);

    /// <summary>What to choose; what is left out stays as it is. The version that was read; without one, whatever there is gives way.</summary>
    public sealed record SettingsRequest(
        string? QuietHours = null, int? MostPerWeek = null, int? SecondApprovalAbove = null, string? PrivacyText = null, string? PrivacyPolicy = null, long? Version = null)
        : SettingsValues(QuietHours, MostPerWeek, SecondApprovalAbove, PrivacyText, PrivacyPolicy);

    private static async Task<Ok<SettingsView>> Show(PreferenceStore preferences, CancellationToken ct) =>
        TypedResults.Ok(View(await preferences.Chosen(ct), preferences));

    private static async Task<Results<Ok<SettingsView>, ValidationProblem, ProblemHttpResult>> Choose(
        SettingsRequest request, PreferenceStore preferences, CancellationToken ct)
    {
        var (there, version) = await preferences.Chosen(ct);
        var wanted = there with
        {
            QuietHours = request.QuietHours ?? there.QuietHours,
            MostPerWeek = request.MostPerWeek ?? there.MostPerWeek,
            SecondApprovalAbove = request.SecondApprovalAbove ?? there.SecondApprovalAbove,
            PrivacyText = request.PrivacyText ?? there.PrivacyText,
            PrivacyPolicy = request.PrivacyPolicy ?? there.PrivacyPolicy,
        };
        return await preferences.Save(wanted, request.Version ?? version, ct) switch
        {
            PreferenceAnswer.Saved(var now, _) => TypedResults.Ok(View(now, preferences)),
            PreferenceAnswer.Refused(var problems) => TypedResults.ValidationProblem(
                problems.ToDictionary(problem => Named(problem.Preference), problem => new[] { problem.English })),
            PreferenceAnswer.ChangedSince(var now) => TypedResults.Problem(
                $"They are at version {now.Version} now. Nothing was written; look at them again.",
                statusCode: StatusCodes.Status409Conflict,
                title: "The settings have changed.",
                extensions: new Dictionary<string, object?> { ["now"] = View(now, preferences) }),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<SettingsView>, NotFound>> Restore(string setting, PreferenceStore preferences, CancellationToken ct) =>
        Array.Find(Enum.GetValues<Preference>(), one => Named(one) == setting) is var preference && Named(preference) == setting
            ? TypedResults.Ok(View((await preferences.Restore(preference, ct)).Now, preferences))
            : TypedResults.NotFound();

    private static string Named(Preference preference) => JsonNamingPolicy.CamelCase.ConvertName(preference.ToString());

    private static SettingsView View(Stored<ChosenPreferences> stored, PreferenceStore preferences)
    {
        var chosen = stored.Value;
        return new(
            stored.Version,
            Values(preferences.InForce(chosen)),
            new(chosen.QuietHours, chosen.MostPerWeek, chosen.SecondApprovalAbove, chosen.PrivacyText, chosen.PrivacyPolicy),
            Values(preferences.Configured),
            chosen.ChangedAt,
            chosen.ChangedBy);
    }

    private static SettingsValues Values(ShopPreferences all) =>
        new(all.QuietHours.ToString(), all.MostPerWeek, all.SecondApprovalAbove, all.PrivacyText, all.PrivacyPolicy);
}
