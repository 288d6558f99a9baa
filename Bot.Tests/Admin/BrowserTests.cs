namespace Bot.Tests.Admin;

/// <summary>Tests in a real browser, each with a bot of its own.</summary>
public abstract class BrowserTests : IAsyncLifetime
{
    private protected BrowserTests(BotApplication bot) => Bot = bot;

    private protected BotApplication Bot { get; }

    private protected ConsoleBrowser Browser { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Browser = await ConsoleBrowser.Start(Bot.Address);

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        Bot.Dispose();
    }
}
