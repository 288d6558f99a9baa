using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Bot.Access;
using Bot.Coupons;
using Bot.Friends;
using Bot.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Friends;

/// <summary>The friends, and one friend with everything that happened.</summary>
internal static class FriendPages
{
    private const int PerPage = 50;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/friends/{id}", One);
        console.MapGet("/friends/{id}/export", Export).Needs(Permission.Friends).GivesDataOut();
        console.MapGet("/friends/{id}/erase", AskErase);
        console.MapPost("/friends/{id}/erase", Erase).Needs(Permission.Erase);
    }

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> One(
        string id, FriendStore friends, SurveyBook surveys, CouponCatalog coupons, string? after, CancellationToken ct)
    {
        if (await friends.Find(id, ct) is not { } friend)
        {
            return ProblemPage.NotFound();
        }

        try
        {
            var timeline = await friends.Timeline(id, PerPage, after, ct);
            var titles = new Titles(
                surveys.Current.ToDictionary(survey => survey.Id, survey => survey.Title),
                (await coupons.All(ct)).ToDictionary(coupon => coupon.Id, coupon => coupon.Title));
            return new RazorComponentResult<FriendPage>(new { Friend = friend, Timeline = timeline, Titles = titles });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect($"/friends/{Uri.EscapeDataString(id)}");
        }
    }

    private static async Task<Results<FileContentHttpResult, RazorComponentResult<ProblemPage>>> Export(
        string id, FriendErasure data, CancellationToken ct) =>
        await data.Export(id, ct) is { } export
            ? TypedResults.File(Encoding.UTF8.GetBytes(export.ToJsonString(Readable)), "application/json", $"friend-{id}.json")
            : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<ErasePage>, RazorComponentResult<ProblemPage>>> AskErase(
        string id, FriendStore friends, CancellationToken ct) =>
        await friends.Find(id, ct) is { } friend
            ? new RazorComponentResult<ErasePage>(new { Friend = friend })
            : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<ErasedPage>, RazorComponentResult<ErasePage>, RazorComponentResult<ProblemPage>>> Erase(
        string id, [FromForm] string? typed, FriendStore friends, FriendErasure data, CancellationToken ct)
    {
        if (await friends.Find(id, ct) is not { } friend)
        {
            return ProblemPage.NotFound();
        }

        if (typed?.Trim() != ErasePage.ToType(friend))
        {
            return new RazorComponentResult<ErasePage>(new { Friend = friend, Typed = typed ?? "", IsWrong = true })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        return await data.Erase(id, ct) is { } receipt
            ? new RazorComponentResult<ErasedPage>(new { Receipt = receipt })
            : ProblemPage.NotFound();
    }
}

/// <summary>What people call the surveys and coupons that friends' facts name by id.</summary>
public sealed record Titles(IReadOnlyDictionary<string, string> Surveys, IReadOnlyDictionary<string, string> Coupons)
{
    /// <summary>The survey's title, or its id where no title is known.</summary>
    public string Survey(string id) => Surveys.GetValueOrDefault(id) ?? id;

    /// <summary>The coupon's title, or its id where no title is known.</summary>
    public string Coupon(string id) => Coupons.GetValueOrDefault(id) ?? id;

    /// <summary>The title of what an entry is about.</summary>
    public string Of(TimelineEntry entry) => Survey(Coupon(entry.Subject ?? ""));
}
