using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Home;

/// <summary>The first page: how the account is, and what needs a person.</summary>
internal static class HomePages
{
    public static void Map(IEndpointRouteBuilder console) => console.MapGet("/", Home);

    private static RazorComponentResult<HomePage> Home() => new();
}
