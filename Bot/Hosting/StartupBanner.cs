using Bot.People;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bot.Hosting;

/// <summary>What a newcomer sees in the terminal: where everything is, and three things to try.</summary>
internal sealed class StartupBanner(IHostApplicationLifetime lifetime, IServer server, PeopleDesk people, SetUpCode code, DemoInvitation? demo = null) : IHostedService
{
    private bool _isSetUp;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _isSetUp = await people.IsSetUp(cancellationToken);
        lifetime.ApplicationStarted.Register(Print);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        var address = (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080")
            .Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
            .Replace("[::]", "localhost", StringComparison.Ordinal);
        Console.WriteLine($"""

              BotApp is running.  Console: {address}
            {SetUp()}{Demo()}
              Ctrl+C stops it; everything is kept.

            """);
    }

    // Nobody asks the demo for it at this machine.
    private string SetUp() => _isSetUp || demo is not null ? "" : $"""

              Set-up code: {code.Text}   (the console asks for it once, when you make the owner's account)

        """;

    private string Demo() => demo is null ? "" : $"""
                              Phone:   {demo.PhoneUrl}   (a simulated LINE: no account needed)
                              API key: {demo.ApiKey}   (for this run)

          Three things to try:
           1. On the phone, pick a person, follow the account and type 辛さ: a survey, and a coupon for answering it.
           2. In the console, make a campaign for  tag = 甘口  and watch only those phones ring.
           3. Back on the phone, tap 使う on the coupon. It works once.

        """;
}

/// <summary>What the demo offers: where the phone is, and the API key made for this run.</summary>
public sealed record DemoInvitation(string PhoneUrl, string ApiKey);
