using Bot.Admin;
using Bot.Api;
using Bot.Attention;
using Bot.Audit;
using Bot.Campaigns;
using Bot.Cli;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Demo;
using Bot.Dialogs;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Hosting;
using Bot.Inbox;
using Bot.Instances;
using Bot.Line;
using Bot.Links;
using Bot.Outbox;
using Bot.People;
using Bot.PersonalData;
using Bot.Preferences;
using Bot.Segments;
using Bot.Settings;
using Bot.Simulator;
using Bot.Storage;
using Bot.Surveys;
using Bot.Transcripts;
using Bot.Webhook;
using Bot.Work;

if (Commands.Ask(args))
{
    return await Commands.Run(args);
}

if (BotHost.CreateBuilder(args) is not { } builder)
{
    return 1;
}

AddFeatures(builder);
var app = builder.Build();

app.UseConsoleFiles();
app.UseHosting();
app.MapOnce(routes =>
{
    routes.MapWebhook();
    routes.MapConsole();
    routes.MapCouponPages();
    routes.MapLinks();

    var api = routes.MapApi();
    api.MapFriends();
    api.MapPersonalData();
    api.MapFriendLists();
    api.MapWork();
    api.MapAttention();
    api.MapDefinitions();
    api.MapInbox();
    api.MapCoupons();
    api.MapSurveys();
    api.MapTranscripts();
    api.MapSegments();
    api.MapCampaigns();
    api.MapInstances();
    api.MapSettings();
    api.MapPreferences();
    api.MapPeople();
    api.MapAudit();
    if (app.Configuration.UsesSimulator())
    {
        api.MapPopulation();
    }
});

return await BotHost.Run(app);

/// <summary>The entry point, public for tests that host the whole bot.</summary>
public partial class Program
{
    /// <summary>Everything the product consists of. Where features answer the same event, they are asked in this order.</summary>
    internal static void AddFeatures(WebApplicationBuilder builder)
    {
        var (services, configuration, root) = (builder.Services, builder.Configuration, builder.Environment.ContentRootPath);
        services
            .AddHosting(configuration)
            .AddSimulator(configuration, root)
            .AddDemo(configuration)
            .AddLine(configuration)
            .AddStorage(configuration, root)
            .AddInstances()
            .AddAgreedSettings(SettingsOfAll.Of)
            .AddPreferences(PreferencesAsConfigured.Of)
            .AddApi(configuration)
            .AddDefinitions()
            .AddAttention()
            .AddFriends()
            .AddWork()
            .AddPersonalDataWork()
            .AddOutbox(configuration)
            .AddWebhook(configuration)
            .AddInbox()
            .AddRequestsOfFriends()
            .AddCoupons()
            .AddCouponWork()
            .AddSurveys()
            .AddDialogs()
            .AddTranscripts()
            .AddLinks(overOwnAddress: configuration.UsesSimulator())
            .AddSegments(configuration, root)
            .AddFriendLists()
            .AddCampaigns()
            .AddPopulation()
            .AddSettings()
            .AddPeople()
            .AddConsole(configuration.UsesSimulator() ? configuration["Simulator:Url"] : null)
            .AddAudit();
    }
}
