using Bot.Admin.Surveys;
using Bot.Campaigns;
using Bot.Definitions;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;
using Bot.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Home;

/// <summary>The first page: how the account is, what is going on, and what needs a person.</summary>
internal static class HomePages
{
    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/", Home);
        console.MapGet("/home/quota", Quota);
    }

    private static async Task<RazorComponentResult<HomePage>> Home(
        IDocumentStore store, SurveyBook surveys, CampaignStore campaigns, CampaignTally tally, IEnumerable<ILiveDefinitions> definitions,
        IServiceProvider services, TimeProvider clock, CancellationToken ct)
    {
        var running = new List<HomePage.RunningSurvey>();
        foreach (var survey in surveys.Current.OrderBy(survey => survey.Id, StringComparer.Ordinal))
        {
            running.Add(new(survey, await SurveyNumbers.Read(survey.Id, store, ct)));
        }

        var ahead = new List<HomePage.UnderWay>();
        foreach (var state in new[] { CampaignState.Sending, CampaignState.Freezing, CampaignState.Paused, CampaignState.Scheduled })
        {
            foreach (var (campaign, _) in (await campaigns.List(state, null, 10, ct)).Items)
            {
                ahead.Add(new(campaign, await tally.Of(campaign, ct)));
            }
        }

        return new RazorComponentResult<HomePage>(new
        {
            Friends = await FriendNumbers.Read(store, clock.GetUtcNow(), ct),
            Surveys = running,
            Campaigns = ahead,
            Errors = definitions.SelectMany(kind => kind.Errors).ToList(),
            Failures = await Failures(store, ct),
            Demo = services.GetService<ConsoleDemo>(),
        });
    }

    // LINE is asked beside the page, so that the page does not wait for it.
    private static async Task<RazorComponentResult<QuotaFigure>> Quota(MonthlyQuota quota, CancellationToken ct) =>
        new(new { Month = await quota.Read("", ct) });

    // The newest replies and pushes that LINE refused; those of campaigns are told by their campaign.
    private static async Task<IReadOnlyList<OutboxMessage>> Failures(IDocumentStore store, CancellationToken ct) =>
    [
        .. (await store.Find(
            new Query<OutboxMessage>(
                OutboxCollections.Messages,
                Filter.In("state", [FieldValue.Of(OutboxState.Failed), FieldValue.Of(OutboxState.Uncertain)]) & !new Filter.Exists("mailingId"))
            {
                OrderBy = "createdAt",
                Descending = true,
                Limit = 5,
            },
            ct)).Items.Select(item => item.Value),
    ];
}

/// <summary>How many people follow, came in the last seven days, and have blocked the account.</summary>
public sealed record FriendNumbers(long Following, long New, long Blocked)
{
    internal static async Task<FriendNumbers> Read(IDocumentStore store, DateTimeOffset now, CancellationToken ct)
    {
        var following = Filter.Equal("status", FieldValue.Of(FriendStatus.Following));
        return new(
            await store.Count(FriendCollections.Friends, following, ct),
            await store.Count(FriendCollections.Friends, following & new Filter.Compare("followedAt", Comparison.GreaterOrEqual, now.AddDays(-7)), ct),
            await store.Count(FriendCollections.Friends, Filter.Equal("status", FieldValue.Of(FriendStatus.Blocked)), ct));
    }
}

/// <summary>There where the simulator runs beside the bot: the address of its phone page.</summary>
public sealed record ConsoleDemo(string PhoneUrl);
