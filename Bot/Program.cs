using Bot.Api;
using Bot.Friends;
using Bot.Hosting;
using Bot.Line;
using Bot.Outbox;
using Bot.Simulator;
using Bot.Storage;
using Bot.Webhook;

var builder = BotHost.CreateBuilder(args);
var (services, configuration, root) = (builder.Services, builder.Configuration, builder.Environment.ContentRootPath);

services
    .AddHosting(configuration)
    .AddSimulator(configuration, root)
    .AddDemo(configuration)
    .AddLine(configuration)
    .AddStorage(configuration, root)
    .AddApi(configuration)
    .AddFriends()
    .AddOutbox(configuration)
    .AddWebhook(configuration);

var app = builder.Build();

app.UseHosting();
app.MapWebhook();

var api = app.MapApi();
api.MapFriends();

return await BotHost.Run(app);

/// <summary>The entry point, public for tests that host the whole bot.</summary>
public partial class Program;
