using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Calendar;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Friends;
using Bot.Instances;
using Bot.Line;
using Bot.Links;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Segments;
using Bot.Segments.Tags;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot.Tests.Campaigns;

/// <summary>A shop with friends and campaigns on a real store, a clock that stands still, and no sender but the test.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(9));

    private readonly TestStore _test;
    private readonly StoreAddress _opened;
    private readonly Dictionary<string, string?> _settings;
    private WebApplication? _app;
    private HttpClient? _api;

    public Shop(params (string Key, string Value)[] settings)
        : this(TestStore.OnSqlite(), settings)
    {
    }

    public Shop(TestStore test, params (string Key, string Value)[] settings)
    {
        _test = test;
        _settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        _settings["Definitions:Root"] = test.Folder;
        _settings["Line:ChannelSecret"] = "secret";
        _settings["Line:ChannelAccessToken"] = "token";
        _opened = test.Open(
            FriendCollections.Friends, FriendCollections.Timeline, FriendCollections.Erasures, CouponCollections.Coupons, CouponCollections.Issues, CouponCollections.Tallies, CouponCollections.Places,
            OutboxCollections.Messages, OutboxCollections.Mailings, CampaignCollections.Campaigns, CampaignCollections.Audiences,
            CampaignCollections.AudienceGates, LinkCollections.Links, LinkCollections.Secrets, LinkCollections.Clicks, LinkCollections.Hours,
            SegmentCollections.Segments, TagCollections.Tags, PreferenceCollections.Chosen);
        Store = new FailingStore(_opened.Documents);
    }

    public FailingStore Store { get; }

    public ManualClock Clock { get; } = new(Noon);

    public FakeLine Line { get; } = new();

    /// <summary>What friends got, in the order it was sent.</summary>
    public List<(string FriendId, IReadOnlyList<Message> Messages)> Delivered { get; } = [];

    public HttpClient Api => (_api ??= Started().GetTestClient());

    public CampaignRunner Runner => Get<CampaignRunner>();

    public CampaignDesk Desk => Get<CampaignDesk>();

    private static CancellationToken None => CancellationToken.None;

    public static string Id(int number) => $"U{number:x32}";

    public IServiceProvider Services => Started().Services;

    public T Get<T>() where T : notnull => Started().Services.GetRequiredService<T>();

    /// <summary>The process dies and starts again: only what is stored remains.</summary>
    public async Task Restart()
    {
        Store.Heal();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        (_app, _api) = (null, null);
    }

    public async Task<IReadOnlyList<string>> Befriend(int count, Func<int, Friend, Friend>? change = null, int first = 1)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(500))
        {
            var commit = new Commit();
            foreach (var number in numbers)
            {
                var friend = Friend.FirstSeen(Id(number), Noon) with
                {
                    Status = FriendStatus.Following,
                    FollowedAt = Noon,
                    Profile = new Bot.Friends.Profile($"友だち{number}", Noon),
                };
                commit.Insert(FriendCollections.Friends, change?.Invoke(number, friend) ?? friend);
            }

            Assert.IsType<CommitResult.Committed>(await Store.Commit(commit, None));
        }

        return [.. Enumerable.Range(first, count).Select(Id)];
    }

    /// <summary>Makes the coupon, or changes it.</summary>
    public async Task Offer(Coupon coupon)
    {
        var before = await Store.Get(CouponCollections.Coupons, coupon.Id, None);
        await Store.Commit(new Commit().Put(CouponCollections.Coupons, coupon, before?.Version ?? 0), None);
    }

    public async Task Change(string friendId, Func<Friend, Friend> change)
    {
        var stored = (await Store.Get(FriendCollections.Friends, friendId, None))!;
        await Store.Commit(new Commit().Replace(FriendCollections.Friends, change(stored.Value), stored.Version), None);
    }

    public static FriendTag Tag(string name) => new(name, Noon, FactSource.Api);

    public async Task<Campaign> Draft(string condition = "all", string? text = "新しいカレーが始まりました🍛", string? couponId = null, string? topic = null)
    {
        IReadOnlyList<Message> messages = text is null ? [] : [new TextMessage(text)];
        return await Desk.Add(new CampaignDraft("お知らせ", condition, null, new CampaignContent { Messages = messages, CouponId = couponId, Topic = topic }), None);
    }

    /// <summary>Somebody asks a second person to approve the draft.</summary>
    public async Task<Campaign> Asked(Campaign draft, string by = "店員")
    {
        var preview = Assert.IsType<PreviewResult.Shown>(await Desk.Preview(draft.Id, None)).Preview;
        return Assert.IsType<ApproveResult.Asked>(await Desk.Ask(draft.Id, preview.Hash, null, by, None)).Campaign;
    }

    public async Task<Campaign> Approved(Campaign draft, string? sendAt = null)
    {
        var preview = Assert.IsType<PreviewResult.Shown>(await Desk.Preview(draft.Id, None)).Preview;
        return Assert.IsType<ApproveResult.Approved>(await Desk.Approve(draft.Id, preview.Hash, sendAt, "店長", None)).Campaign;
    }

    public async Task<Campaign> Campaign(string id) => (await Store.Get(CampaignCollections.Campaigns, id, None))!.Value;

    public Task Run() => Runner.RunDue(None);

    public Task<IReadOnlyList<OutboxMessage>> Outbox(string? campaignId = null) =>
        Outbox(campaignId is null ? Filter.Everything : Filter.Equal("mailingId", campaignId));

    private async Task<IReadOnlyList<OutboxMessage>> Outbox(Filter where)
    {
        var all = new List<OutboxMessage>();
        string? after = null;
        do
        {
            var page = await Store.Find(
                new Query<OutboxMessage>(OutboxCollections.Messages, where) { After = after, Limit = 500 },
                None);
            all.AddRange(page.Items.Select(item => item.Value));
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    /// <summary>What the outbox does, as far as campaigns see it: sends waiting messages whose mailing is free, at most so many.</summary>
    public async Task<int> Send(int atMost = int.MaxValue, Func<OutboxMessage, OutboxMessage>? outcome = null)
    {
        var waiting = await Outbox(Filter.Equal("state", FieldValue.Of(OutboxState.Waiting)));
        var mailings = (await Store.GetMany(OutboxCollections.Mailings, [.. waiting.Select(message => message.MailingId).OfType<string>().Distinct()], None))
            .ToDictionary(mailing => mailing.Value.Id, mailing => mailing.Value);
        var free = waiting
            .Where(message => message.MailingId is null || mailings[message.MailingId] is { Held: false, Cancelled: false })
            .Take(atMost)
            .ToList();
        foreach (var messages in free.Chunk(200))
        {
            var commit = new Commit();
            foreach (var message in messages)
            {
                var done = message with { State = OutboxState.Sent, DueAt = null, FinishedAt = Clock.GetUtcNow() };
                done = outcome?.Invoke(done) ?? done;
                commit.Replace(OutboxCollections.Messages, done, expectedVersion: 1);
                if (done.State == OutboxState.Sent)
                {
                    Delivered.AddRange(done.To
                        .Except(done.Skipped.Select(skip => skip.FriendId))
                        .Select(friendId => (friendId, message.MailingId is null ? message.Messages! : mailings[message.MailingId].MessagesOf(message))));
                }
            }

            Assert.IsType<CommitResult.Committed>(await Store.Commit(commit, None));
        }

        return free.Count;
    }

    public Task<HttpResponseMessage> Post(string path, object? body = null) => Api.PostAsJsonAsync(path, body ?? new { });

    public static async Task<JsonElement> Body(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _opened.Dispose();
        _test.Dispose();
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Assembly == typeof(Campaign).Assembly;

    private WebApplication Started()
    {
        if (_app is not null)
        {
            return _app;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services
            .AddSingleton<IDocumentStore>(Store)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Tokyo)
            .AddPreferences(provider => new ShopPreferences
            {
                QuietHours = QuietHours.Parse("21:00-09:00")!,
                MostPerWeek = provider.GetRequiredService<IOptions<CampaignOptions>>().Value.MostPerWeek,
                SecondApprovalAbove = provider.GetRequiredService<IOptions<CampaignOptions>>().Value.SecondApprovalAbove,
            })
            .AddFriends()
            .AddCoupons()
            .AddDefinitionKind(SurveyDefinition.Kind)
            .AddSingleton<Collection>(SurveyCollections.Versions)
            .AddSingleton<SurveyBook>()
            .AddSegments(builder.Configuration, _test.Folder)
            .AddLine(builder.Configuration)
            .AddDefinitions()
            .AddInstances()
            .AddOutbox(builder.Configuration)
            .AddSingleton(new Bot.Access.ShopSecret(secret: null))
            .AddLinks()
            .AddProblemDetails()
            .AddCampaigns();

        // Tests take the runner's looks themselves.
        foreach (var background in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && IsOurs(service)).ToList())
        {
            builder.Services.Remove(background);
        }

        builder.Services.AddHttpClient(LineHttp.Name).ConfigurePrimaryHttpMessageHandler(() => Line);
        _app = builder.Build();
        var api = _app.MapGroup("/api");
        api.MapCampaigns();
        api.MapPreferences();
        _app.MapLinks();
        _app.StartAsync().GetAwaiter().GetResult();
        return _app;
    }
}

/// <summary>A clock that moves when told to.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

/// <summary>LINE: tells of the month's messages, and takes messages.</summary>
internal sealed class FakeLine : HttpMessageHandler
{
    public long? Limit { get; set; } = 30_000;

    public long Used { get; set; }

    public bool Answers { get; set; } = true;

    /// <summary>What a send is answered with.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public string Body { get; set; } = "{}";

    /// <summary>Is told of each send that was accepted.</summary>
    public Action<JsonElement>? Accept { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Answers)
        {
            return Json(HttpStatusCode.InternalServerError, """{"message":"down"}""");
        }

        switch (request.RequestUri!.AbsolutePath)
        {
            case "/v2/bot/message/quota":
                return Json(HttpStatusCode.OK, Limit is { } limit ? $$"""{"type":"limited","value":{{limit}}}""" : """{"type":"none"}""");
            case "/v2/bot/message/quota/consumption":
                return Json(HttpStatusCode.OK, $$"""{"totalUsage":{{Used}}}""");
            case "/v2/bot/message/push" or "/v2/bot/message/multicast":
                if (Status == HttpStatusCode.OK)
                {
                    Accept?.Invoke(JsonSerializer.Deserialize<JsonElement>(await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
                }

                return Json(Status, Body);
            case var other:
                throw new InvalidOperationException($"Nobody should ask LINE for {other}.");
        }
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };
}
