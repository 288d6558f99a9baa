using System.Net.Http.Headers;
using System.Net.Http.Json;
using Bot.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Simulator;

public class SimulatorInProcessTests
{
    [Fact]
    public async Task Without_a_channel_the_bot_gets_a_simulated_one_that_posts_to_its_webhook_and_shares_its_clock()
    {
        var heard = new TaskCompletionSource<string>();
        await using var bot = Build([]);
        bot.MapPost("/webhook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            heard.TrySetResult(await reader.ReadToEndAsync());
        });
        await bot.StartAsync();

        var configuration = bot.Configuration;
        using var line = new HttpClient { BaseAddress = new Uri(configuration["Line:ApiBaseUrl"]!) };
        await (await SimulatedPhone.Add(line)).Say("はじめまして");
        Assert.Contains("はじめまして", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);

        line.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Line:ChannelAccessToken"]);
        Assert.Equal(200, (int)(await line.GetAsync("/v2/bot/info")).StatusCode);

        var clock = bot.Services.GetRequiredService<TimeProvider>();
        var before = clock.GetUtcNow();
        await line.PutAsJsonAsync("/sim/settings", new { clock = new { advanceSeconds = 7 * 86_400 } });
        Assert.True(clock.GetUtcNow() - before >= TimeSpan.FromDays(7));
    }

    [Theory]
    [InlineData("Line:ChannelAccessToken", "a token")]
    [InlineData("Line:ChannelId", "1234567890")]
    [InlineData("Simulator:Enabled", "false")]
    public void With_a_real_channel_or_switched_off_there_is_no_simulator(string key, string value)
    {
        var configuration = new ConfigurationManager { [key] = value };
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);

        services.AddSimulator(configuration, AppContext.BaseDirectory);

        Assert.Single(services);
        Assert.Null(configuration["Line:ApiBaseUrl"]);
    }

    [Fact]
    public void A_configured_channel_is_kept_when_the_simulator_is_switched_on()
    {
        var configuration = new ConfigurationManager { ["Simulator:Enabled"] = "true", ["Line:ChannelSecret"] = "known", ["Simulator:Url"] = "http://localhost:0" };

        new ServiceCollection().AddSimulator(configuration, AppContext.BaseDirectory);

        Assert.Equal("known", configuration["Line:ChannelSecret"]);
        Assert.NotEqual(0, new Uri(configuration["Line:ApiBaseUrl"]!).Port);
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Simulator:Url"] = "http://localhost:0";
        builder.Configuration["Simulator:Journal"] = "";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSimulator(builder.Configuration, AppContext.BaseDirectory);
        return builder.Build();
    }
}
