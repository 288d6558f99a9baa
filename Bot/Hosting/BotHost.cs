using System.Net.Sockets;
using Bot.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>How the program starts and ends.</summary>
internal static class BotHost
{
    /// <summary>The builder, its configuration checked. Null, and the reasons in words on standard error, when it is wrong.</summary>
    public static WebApplicationBuilder? CreateBuilder(string[] args) =>
        CreateBuilder(args, ConfigurationCheck.Problems);

    /// <summary>The same for a command that needs a part of the configuration only.</summary>
    public static WebApplicationBuilder? CreateBuilder(string[] args, Func<IConfiguration, IReadOnlyList<string>> check)
    {
        try
        {
            var builder = Build(args);
            if (check(builder.Configuration) is not { Count: > 0 } problems)
            {
                return builder;
            }

            Refuse(problems);
        }
        catch (InvalidDataException unreadable)
        {
            Refuse([$"{unreadable.Message} {unreadable.InnerException?.InnerException?.Message ?? unreadable.InnerException?.Message}".Trim()]);
        }

        return null;
    }

    private static WebApplicationBuilder Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = BotRoot.Find(Directory.GetCurrentDirectory()),
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Configuration["Urls"] ??= "http://localhost:5080";

        // One line an event; what the frameworks say about each request is noise in a shop's log.
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Bot.Api.ApiKeyAuthentication", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical); // Warns that pages are never cached (so they should), and of each cookie older than the keys.
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

        // Why a start failed is told once, by Run, in words.
        var progress = new StartProgress();
        builder.Services.AddSingleton(progress);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => progress.IsStarted && level >= LogLevel.Information);
        return builder;
    }

    /// <summary>Runs until it is stopped. Exit code 1, and the reasons in words, when it cannot start.</summary>
    public static async Task<int> Run(WebApplication app)
    {
        var progress = app.Services.GetRequiredService<StartProgress>();
        app.Lifetime.ApplicationStarted.Register(() => progress.IsStarted = true);
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception problem) when (!progress.IsStarted && ReasonsIn(problem) is { Count: > 0 } reasons)
        {
            Refuse(reasons);
            return 1;
        }
    }

    private static void Refuse(IReadOnlyList<string> reasons)
    {
        Console.Error.WriteLine("BotApp cannot start:");
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"  - {reason}");
        }
    }

    // What a person can mend: configuration, store, files, addresses. Anything else is a bug and keeps its stack trace.
    private static List<string> ReasonsIn(Exception problem) => problem switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(ReasonsIn)],
        StoreException store => [store.Message],
        IOException { InnerException: AddressInUseException } taken =>
            [$"{taken.Message} Stop the other program, or choose another address with --urls (and Simulator:Url for the phone)."],
        SocketException refused => [$"An address of Urls or Simulator:Url cannot be listened on: {refused.Message}."],
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } server => [server.Message.Split('\n')[0].Trim()],
        IOException or UnauthorizedAccessException => [problem.Message],
        _ => [],
    };

    private sealed class StartProgress
    {
        public volatile bool IsStarted;
    }
}
