using Bot.Simulator.Platform;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bot.Simulator;

/// <summary>Starts LINE before the bot, and tells it the bot's webhook once the bot listens.</summary>
internal sealed class SimulatorInProcess(
    SimulatorOptions options, SimulatedChannel channel, SimulatedClock clock, IServer bot, IHostApplicationLifetime lifetime) : IHostedService, IAsyncDisposable
{
    private SimulatorHost? _line;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _line = await SimulatorHost.Start(options, channel, clock, cancellationToken);
        lifetime.ApplicationStarted.Register(PointToBot);
    }

    // The bot's last calls come while it stops; LINE goes when everything is disposed.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_line is { } line)
        {
            _line = null;
            await line.DisposeAsync();
        }
    }

    private void PointToBot()
    {
        var address = bot.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (string.IsNullOrEmpty(options.Webhook) && address is not null)
        {
            var port = BindingAddress.Parse(address).Port;
            _line?.Platform.SetWebhook($"http://localhost:{port}/webhook");
        }
    }
}
