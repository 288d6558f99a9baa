using System.Diagnostics;
using Bot.Access;
using Bot.Preferences;
using Bot.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Settings;

/// <summary>What the shop decides for the whole account, changed at once; and what only a start reads.</summary>
internal static class ShopPages
{
    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/settings/shop", Show);
        console.MapPost("/settings/shop", Save).Needs(Permission.Settings);
    }

    private static async Task<RazorComponentResult<ShopPage>> Show(PreferenceStore preferences, IConfiguration configuration, CancellationToken ct)
    {
        var chosen = await preferences.Chosen(ct);
        return Page(new ShopPage.Seen(chosen, preferences) { Form = ShopForm.Of(preferences.InForce(chosen.Value), chosen.Version) }, configuration);
    }

    private static async Task<RazorComponentResult<ShopPage>> Save(
        IFormCollection sent, PreferenceStore preferences, IConfiguration configuration, CancellationToken ct)
    {
        var form = ShopForm.Sent(sent);
        return Page(
            Chosen.Of<Preference>(form["back"]) is { } back ? await GoBack(back, form, preferences, ct) : await Choose(form, preferences, ct),
            configuration);
    }

    // What else was typed stays in the form, and is not saved by the way.
    private static async Task<ShopPage.Seen> GoBack(Preference preference, ShopForm form, PreferenceStore preferences, CancellationToken ct)
    {
        var saved = await preferences.Restore(preference, ct);
        var (now, before) = (preferences.InForce(saved.Now.Value), preferences.InForce(saved.Before));
        return new ShopPage.Seen(saved.Now, preferences)
        {
            Form = form.With(preference, now, form.Version == saved.Now.Version - 1 ? saved.Now.Version : form.Version),
            WentBack = preference,
            Undo = ShopForm.Of(before, saved.Now.Version),
        };
    }

    private static async Task<ShopPage.Seen> Choose(ShopForm form, PreferenceStore preferences, CancellationToken ct)
    {
        var (wanted, unreadable) = form.Read();
        var answer = unreadable.Count > 0
            ? new PreferenceAnswer.Refused([.. unreadable, .. PreferenceRules.Problems(wanted.Tidied(preferences.Configured))])
            : await preferences.Save(wanted, form.Version, ct);
        switch (answer)
        {
            case PreferenceAnswer.Saved(var now, var before):
                return new ShopPage.Seen(now, preferences)
                {
                    Form = ShopForm.Of(preferences.InForce(now.Value), now.Version),
                    IsSaved = true,
                    Undo = now.Value == before ? null : ShopForm.Of(preferences.InForce(before), now.Version),
                };
            case PreferenceAnswer.ChangedSince(var now):
                var theirs = preferences.InForce(now.Value);
                return new ShopPage.Seen(now, preferences)
                {
                    Form = form.Over(theirs, now.Version),
                    Differences =
                    [
                        .. from preference in ShopForm.All
                           where form.Typed(preference) != ShopForm.Text(theirs, preference)
                           select new ShopPage.Difference(preference, ShopForm.Text(theirs, preference), form.Changes(preference) ? form.Typed(preference) : null),
                    ],
                };
            case PreferenceAnswer.Refused(var problems):
                return new ShopPage.Seen(await preferences.Chosen(ct), preferences) { Form = form, Problems = problems };
            default:
                throw new UnreachableException();
        }
    }

    private static RazorComponentResult<ShopPage> Page(ShopPage.Seen seen, IConfiguration configuration) =>
        new(new { Shop = seen, Settings = Configured.Read(configuration) })
        {
            StatusCode = seen.Differences is not null ? StatusCodes.Status409Conflict : seen.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        };
}
