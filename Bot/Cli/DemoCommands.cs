using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Bot.Coupons.Definitions;
using Bot.Demo;
using Bot.Hosting;
using Bot.Storage;
using Bot.Surveys.Definitions;

namespace Bot.Cli;

/// <summary><c>demo</c>: a store full of made-up friends.</summary>
internal static class DemoCommands
{
    public static Command Create() => new("demo", "Made-up friends, to try things out with a million of them")
    {
        Seed(),
    };

    private static Command Seed()
    {
        var friends = new Option<int>("--friends")
        {
            Description = $"How many of them there are to be, 1 to {Seeder.Most:N0}",
            Required = true,
            CustomParser = result => Number(result, result.Tokens[0].Value),
        };
        var seed = new Option<long>("--seed") { Description = "Another number, other friends", DefaultValueFactory = _ => 1 };
        var store = new Option<string?>("--store") { Description = "The store to fill, 'Data Source=file' or 'mongodb://…'; the configured one if left out" };
        var add = new Option<bool>("--add") { Description = "Also where friends are who were not made up" };
        var command = new Command("seed", "Fills a store with friends who have tags, attributes, answers and coupons of two years; with --url that of a running bot, as a job. Run again, it adds what is missing") { friends, seed, store, add };
        command.SetAction((parsed, ct) => StoreCommands.Told(() =>
        {
            if (parsed.GetResult(ApiConnection.Url) is { Implicit: false })
            {
                var order = new JsonObject { ["friends"] = parsed.GetValue(friends), ["seed"] = parsed.GetValue(seed), ["add"] = parsed.GetValue(add) };
                return ApiConnection.SeeThrough(parsed, "/api/demo/seed", order, ct);
            }

            var builder = StoreCommands.Builder("Bot");
            var address = parsed.GetValue(store) ?? StoreCommands.Options(builder).ConnectionString;
            return Fill(builder, address, parsed.GetValue(seed), parsed.GetValue(friends), parsed.GetValue(add), ct);
        }));
        return command;
    }

    private static int Number(ArgumentResult result, string text)
    {
        if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Seeder.Most)
        {
            return number;
        }

        result.AddError($"--friends takes a number from 1 to {Seeder.Most:N0}, not '{text}'.");
        return 0;
    }

    private static async Task<int> Fill(WebApplicationBuilder builder, string address, long seed, int friends, bool add, CancellationToken ct)
    {
        var folder = builder.Environment.ContentRootPath;
        var zone = TimeZoneInfo.FindSystemTimeZoneById((builder.Configuration.GetSection("Bot").Get<BotOptions>() ?? new BotOptions()).TimeZone);
        var options = new PopulationOptions
        {
            // Places are counted while friends race for them, and nobody here does.
            Surveys = [.. SurveyDefinition.Kind.Load(folder).All.Where(survey => !survey.CountsPlaces)],
            Coupons = [.. CouponDefinitions.Kind(zone).Load(folder).All],
        };
        using var store = StoreAddress.OpenToFill(address, folder, StoreCommands.Collections(builder));
        var seeder = new Seeder(store.Documents, new Population(seed, options, TimeProvider.System.GetUtcNow(), zone), options.Surveys);
        var line = new ProgressLine();
        var watch = Stopwatch.StartNew();
        var added = 0;
        var result = await seeder.Run(
            friends,
            add,
            (done, now) =>
            {
                added += now;
                var left = TimeSpan.FromSeconds((friends - done) * watch.Elapsed.TotalSeconds / added);
                line.Show($"{done:N0} of {friends:N0} friends, {added / watch.Elapsed.TotalSeconds:N0} a second, {left:h\\:mm\\:ss} left", done == friends);
            },
            ct);
        line.End();
        switch (result)
        {
            case SeedResult.Filled filled:
                Console.WriteLine($"{filled.Friends:N0} made-up friends of seed {seed} are in the store, {filled.Added:N0} of them new ({watch.Elapsed:h\\:mm\\:ss}).");
                return 0;
            case SeedResult.HoldsOthers others:
                await Console.Error.WriteLineAsync($"The store holds friends who were not made up ({others.Friends:N0}). Name another store with --store, or say --add to put the made-up ones among them; no command takes them away again.");
                return 1;
            case SeedResult.Overtaken overtaken:
                await Console.Error.WriteLineAsync($"Somebody else wrote {overtaken.Document} meanwhile. Run one 'demo seed' at a time; run again, it goes on where this one stopped.");
                return 1;
            default:
                throw new UnreachableException();
        }
    }
}
