using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>How the program starts and ends.</summary>
internal static class BotHost
{
    public static WebApplicationBuilder CreateBuilder(string[] args)
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
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        return builder;
    }

    /// <summary>Runs until it is stopped. Exit code 1, and the reasons in words, when it cannot start.</summary>
    public static async Task<int> Run(WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception problem) when (ReasonsIn(problem) is { Count: > 0 } reasons)
        {
            Console.Error.WriteLine("BotApp cannot start:");
            foreach (var reason in reasons)
            {
                Console.Error.WriteLine($"  - {reason}");
            }

            return 1;
        }
    }

    // What a person can mend: configuration, store, a taken port. Anything else is a bug and keeps its stack trace.
    private static List<string> ReasonsIn(Exception problem) => problem switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(ReasonsIn)],
        StoreException store => [store.Message],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken =>
            [$"{taken.Message} Stop the other program, or choose another address with --urls (and Simulator:Url for the phone)."],
        _ => [],
    };
}
