using System.Diagnostics;

namespace Bot.Tests.Simulator;

/// <summary>LINE's official SDK for Node, pointed at the simulator. <c>test.sh</c> installs it (npm ci in this project).</summary>
public class SdkTests
{
    [Fact]
    public async Task The_official_SDK_works_for_every_route_served()
    {
        var project = Path.Combine(BotApplication.Repository, "Bot.Tests");
        Assert.True(
            Directory.Exists(Path.Combine(project, "node_modules", "@line", "bot-sdk")),
            "The official SDK is not installed. Run `npm ci` in Bot.Tests (test.sh does).");
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend("渡辺 さくら");
        await bot.Next();
        await friend.Say("はい");
        var said = await bot.Next();
        await friend.Picture();
        var picture = (await friend.Screen()).Messages[^1].Id;

        var run = new ProcessStartInfo("node", [Path.Combine(project, "Simulator", "sdk.mjs")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["BASE"] = line.Host.Address.GetLeftPart(UriPartial.Authority),
                ["CHANNEL_ID"] = SimulatedLine.Channel.Id,
                ["CHANNEL_SECRET"] = SimulatedLine.Channel.Secret,
                ["TOKEN"] = SimulatedLine.Channel.AccessToken,
                ["USER"] = friend.UserId,
                ["PICTURE"] = picture,
                ["WEBHOOK"] = bot.WebhookUrl,
                ["REPLY_TOKEN"] = said.Events[0].GetProperty("replyToken").GetString(),
                ["SIGNED_BODY"] = Convert.ToBase64String(said.Body),
                ["SIGNATURE"] = said.Signature,
            },
        };
        using var node = Process.Start(run)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await node.WaitForExitAsync(patience.Token);

        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(["SDKの返信", "SDKのプッシュ", "SDKのマルチキャスト", "SDKのブロードキャスト", "SDKの単位"], (await friend.Screen()).BotTexts);
    }
}
