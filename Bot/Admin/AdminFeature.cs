using System.IO.Compression;
using System.Threading.RateLimiting;
using Bot.Admin.Campaigns;
using Bot.Admin.Coupons;
using Bot.Admin.Definitions;
using Bot.Admin.Friends;
using Bot.Admin.Home;
using Bot.Admin.Inbox;
using Bot.Admin.People;
using Bot.Admin.Segments;
using Bot.Admin.Settings;
using Bot.Admin.Surveys;
using Bot.Admin.Work;
using Bot.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.ResponseCompression;

namespace Bot.Admin;

/// <summary>The console: the pages where staff and marketers run the account. Pages show and post; features decide.</summary>
public static class AdminFeature
{
    /// <summary>With the address of the simulator's phone page, where one runs, home says what to try with it.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, string? phoneUrl = null)
    {
        if (phoneUrl is not null)
        {
            services.AddSingleton(new ConsoleDemo(phoneUrl));
        }

        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "console.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddResponseCompression(options =>
        {
            // No pages: compressing what has somebody's words beside the secret of a form would tell of it by its size.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "image/svg+xml", "application/json", "application/schema+json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.AddRateLimiter(limits => limits
            .AddPolicy(DoorPages.RateLimit, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }))
            .OnRejected = ConsoleRefusal.TooMany);
        return services
            .AddSingleton<IAuthorizationMiddlewareResultHandler, ConsoleRefusal>()
            .AddSingleton<IExceptionHandler, ConsoleFailure>()
            .AddSingleton<DefinitionDesk>()
            .AddSingleton<DefinitionShelf>()
            .AddSingleton<CouponShelf>()
            .AddScoped<Reader>()
            .AddScoped<ComposeDesk>()
            .AddScoped<SegmentWorkshop>()
            .AddScoped<PeoplePages.MineDesk>()
            .AddShopMatters();
    }

    /// <summary>The console's styles and scripts: nothing in them is anybody's, and the page to sign in needs them.</summary>
    public static void UseConsoleFiles(this IApplicationBuilder app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            // An address with the build in it never means anything else.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>Every page of the console. All of them ask who is there, and every form asks for its token.</summary>
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("")
            .RequireAuthorization(PeopleFeature.Policy)
            .WithMetadata(ConsolePage.Instance)
            .WithMetadata(new RequireAntiforgeryTokenAttribute())
            .ExcludeFromDescription()
            .AddEndpointFilter(PageHeaders.Set)
            .AddEndpointFilter(FormToken.Check);
        PeoplePages.Map(console);
        HomePages.Map(console);
        FriendListPages.Map(console);
        FriendPages.Map(console);
        WorkPages.Map(console);
        ReplyPages.Map(console);
        InboxPages.Map(console);
        SurveyPages.Map(console);
        DefinitionPages.Map(console);
        SegmentPages.Map(console);
        CampaignPages.Map(console);
        CouponPages.Map(console);
        SettingsPages.Map(console);

        // A mistyped address of the API is the API's to answer.
        // Reading only, or the API's wrong verbs and wrong content types would look like wrong addresses.
        console.MapGet("{*page:regex(^(?!api/|openapi/).*$):nonfile}", () => ProblemPage.NotFound()).WithOrder(int.MaxValue);
    }
}

/// <summary>Marks the console's endpoints, so that what goes wrong there is told as a page.</summary>
internal sealed class ConsolePage
{
    public static ConsolePage Instance { get; } = new();
}
