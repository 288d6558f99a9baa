using System.Diagnostics;
using System.Text.Json;
using Bot.Access;
using Bot.Coupons;
using Bot.Storage;
using Bot.Surveys;
using Bot.Work;

namespace Bot.Demo;

/// <summary>Which made-up friends there are to be.</summary>
/// <param name="Friends">How many.</param>
/// <param name="Seed">Another number, other friends.</param>
/// <param name="Add">Also where friends are who were not made up.</param>
internal sealed record SeedOrder(int Friends, long Seed, bool Add);

/// <summary>
/// Fills the store of a running bot with made-up friends, beside everything else it does. A killed process goes on where the store says it
/// was.
/// </summary>
internal sealed class SeedJob(IDocumentStore store, JobDesk jobs, SurveyBook surveys, CouponCatalog coupons, TimeZoneInfo zone) : IJobInOneGo
{
    public const string KindName = "seedFriends";

    // While it is written nobody else's commit is, and friends wait for answers.
    private const int AtOnce = 250;

    public string Name => KindName;

    /// <summary>Begins it; the one that is under way, where there is one.</summary>
    public async Task<Job> Begin(SeedOrder order, CancellationToken ct) =>
        (await jobs.BeginAlone(
            new JobRequest(KindName, new($"見本の友だち {order.Friends:N0} 人を追加", $"Make up {order.Friends:N0} friends"), Acting.Now?.Actor.Name)
            {
                Order = JsonSerializer.SerializeToElement(order, DemoJson.Documents.SeedOrder),
                Needs = Permission.Settings,
            },
            ct))!;

    public async Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct)
    {
        var order = job.Order!.Value.Deserialize(DemoJson.Documents.SeedOrder)!;
        progress.Tell(0, order.Friends);
        var options = new PopulationOptions
        {
            // Places are counted while friends race for them, and nobody here does.
            Surveys = [.. surveys.Current.Where(survey => !survey.CountsPlaces)],
            Coupons = [.. coupons.Defined.Values],
        };

        // As of when it was asked for, so that a process that goes on with it makes up the same friends.
        var seeder = new Seeder(store, new Population(order.Seed, options, job.CreatedAt, zone), options.Surveys) { AtOnce = AtOnce };
        return await seeder.Run(order.Friends, order.Add, (done, _) => progress.Tell(done, order.Friends), ct) switch
        {
            SeedResult.Filled filled => new(new Commit(), Math.Min(filled.Friends, order.Friends)),
            SeedResult.HoldsOthers others => throw new JobFailedException(
                $"The store holds friends who were not made up ({others.Friends:N0}). Say 'add' to put the made-up ones among them; nothing takes them away again."),
            SeedResult.Overtaken overtaken => throw new JobFailedException($"Somebody else wrote {overtaken.Document} meanwhile. Ask again; it goes on where this one stopped."),
            _ => throw new UnreachableException(),
        };
    }
}
