using Bot.Attention;
using Bot.Campaigns;
using Bot.Definitions;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Inbox;
using Bot.Outbox;
using Bot.Segments;
using Bot.Storage;
using Bot.Surveys;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Home;

/// <summary>The first page: how the account is, what is going on, and what needs a person.</summary>
internal static class HomePages
{
    private const int Days = 30;

    /// <summary>Adds what the console itself knows to need a person, of features that do not say so for themselves.</summary>
    public static IServiceCollection AddShopMatters(this IServiceCollection services) => services
        .AddSingleton<INeedsAPerson, StoreMatters>()
        .AddSingleton<INeedsAPerson, LineMatters>()
        .AddSingleton<INeedsAPerson, DeliveryMatters>()
        .AddSingleton<INeedsAPerson, CampaignMatters>()
        .AddSingleton<INeedsAPerson, CouponMatters>();

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/", Home);
        console.MapGet("/home/quota", Quota);
    }

    private static async Task<RazorComponentResult<HomePage>> Home(
        IDocumentStore store, SurveyBook surveys, CampaignStore campaigns, CampaignTally tally, IEnumerable<ILiveDefinitions> definitions,
        FriendTrend trend, Matters matters, OpenInquiries inquiries, JobDesk jobs, SegmentStore segments, TimeProvider clock, IServiceProvider services, CancellationToken ct)
    {
        var ahead = new List<HomePage.UnderWay>();
        foreach (var state in new[] { CampaignState.Sending, CampaignState.Freezing, CampaignState.Paused, CampaignState.Scheduled })
        {
            foreach (var (campaign, _) in (await campaigns.List(state, null, 10, ct)).Items)
            {
                ahead.Add(new(campaign, await tally.Of(campaign, ct)));
            }
        }

        var days = await trend.Read(Days, ct);
        var running = await Running(surveys, trend, ct);
        return new RazorComponentResult<HomePage>(new
        {
            Friends = days ?? await Now(store, ct),
            Surveys = running,
            Campaigns = ahead,
            Jobs = (await jobs.UnderWay(ct)).Select(job => job.Value).ToList(),
            Errors = definitions.SelectMany(kind => kind.Errors).ToList(),
            Matters = await matters.Look(ct),
            Failures = await Failures(store, clock.GetUtcNow() - DeliveryMatters.Recently, ct),
            Waiting = await inquiries.Count(ct) ?? 0,
            Steps = new HomePage.FirstSteps(
                Survey: running.Count > 0,
                Answered: running.Any(survey => survey.Began > 0),
                Segment: (await segments.List(ct)).Count > 0,
                Campaign: (await campaigns.List(null, null, 1, ct)).Items.Count > 0),
            Demo = services.GetService<ConsoleDemo>(),
        });
    }

    // LINE is asked beside the page, so that the page does not wait for it.
    private static async Task<RazorComponentResult<QuotaFigure>> Quota(MonthlyQuota quota, CancellationToken ct) =>
        new(new { Month = await quota.Read("", ct) });

    private static async Task<IReadOnlyList<HomePage.RunningSurvey>> Running(SurveyBook surveys, FriendTrend trend, CancellationToken ct)
    {
        var current = surveys.Current.OrderBy(survey => survey.Id, StringComparer.Ordinal).ToList();
        var counts = await trend.OfSurveys([.. current.Select(survey => survey.Id)], ct);
        return [.. current.Select((survey, at) => new HomePage.RunningSurvey(survey, counts[at]?.Began, counts[at]?.Completed))];
    }

    // While the index reads all friends, only how many there are.
    private static async Task<FriendDays> Now(IDocumentStore store, CancellationToken ct) => new(
        await store.Count(FriendCollections.Friends, Filter.Equal("status", FieldValue.Of(FriendStatus.Following)), ct),
        await store.Count(FriendCollections.Friends, Filter.Equal("status", FieldValue.Of(FriendStatus.Blocked)), ct),
        []);

    // The newest replies and pushes that LINE refused; those of campaigns are told by their campaign.
    private static async Task<IReadOnlyList<OutboxMessage>> Failures(IDocumentStore store, DateTimeOffset since, CancellationToken ct) =>
    [
        .. (await store.Find(
            new Query<OutboxMessage>(OutboxCollections.Messages, new Filter.Compare("failedAt", Comparison.Greater, since)) { OrderBy = "failedAt", Descending = true, Limit = 5 },
            ct)).Items.Select(item => item.Value),
    ];
}

/// <summary>There where the simulator runs beside the bot: the address of its phone page.</summary>
public sealed record ConsoleDemo(string PhoneUrl);
