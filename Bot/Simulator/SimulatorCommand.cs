using System.CommandLine;
using Bot.Simulator.Platform;

namespace Bot.Simulator;

/// <summary><c>simulator</c>: LINE as a process of its own, which a bot that stops does not take with it.</summary>
public static class SimulatorCommand
{
    /// <summary>The command with its options; it runs until it is stopped.</summary>
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "Where it listens.", DefaultValueFactory = _ => "http://localhost:5081" };
        var webhook = new Option<string?>("--webhook") { Description = "Where webhooks go, e.g. http://localhost:5080/webhook." };
        var id = new Option<string>("--channel-id") { Description = "The channel id.", DefaultValueFactory = _ => "2000000001" };
        var secret = new Option<string?>("--channel-secret") { Description = "The channel secret; made up and printed when left out." };
        var token = new Option<string?>("--channel-access-token") { Description = "The long-lived token; made up and printed when left out." };
        var journal = new Option<string?>("--journal") { Description = "A file that keeps people and chats over a restart." };
        var limit = new Option<long>("--monthly-limit") { Description = "Messages a month; 0 is no limit.", DefaultValueFactory = _ => 30_000 };
        var command = new Command("simulator", "Runs a LINE platform on this machine, with phones to chat in.") { url, webhook, id, secret, token, journal, limit };
        command.SetAction(async (parsed, cancellation) =>
        {
            var random = SimulatedChannel.Random();
            var channel = new SimulatedChannel(parsed.GetValue(id)!, parsed.GetValue(secret) ?? random.Secret, parsed.GetValue(token) ?? random.AccessToken);
            var options = new SimulatorOptions
            {
                Url = parsed.GetValue(url)!,
                Webhook = parsed.GetValue(webhook),
                Journal = parsed.GetValue(journal),
                MonthlyLimit = parsed.GetValue(limit),
            };
            await using var line = await SimulatorHost.Start(options, channel, new SimulatedClock(), cancellation);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"電話 / phones: {line.Address}");
            await output.WriteLineAsync($"Line__ApiBaseUrl={line.Address.GetLeftPart(UriPartial.Authority)}");
            await output.WriteLineAsync($"Line__DataApiBaseUrl={line.Address.GetLeftPart(UriPartial.Authority)}");
            await output.WriteLineAsync($"Line__ChannelId={channel.Id}");
            await output.WriteLineAsync($"Line__ChannelSecret={channel.Secret}");
            await output.WriteLineAsync($"Line__ChannelAccessToken={channel.AccessToken}");
            await line.WaitForShutdown(cancellation);
            return 0;
        });
        return command;
    }
}
