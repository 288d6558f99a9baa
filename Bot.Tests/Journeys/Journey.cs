namespace Bot.Tests.Journeys;

/// <summary>A story told with the whole product on a store of its own, by whoever stands at its doors.</summary>
public abstract class Journey : IDisposable
{
    private protected readonly TestStore _store;
    private protected readonly BotApplication _bot;
    private protected readonly Marketer _marketer;

    private protected Journey(TestStore store, Func<TestStore, BotApplication> start)
    {
        _store = store;
        _bot = start(store);
        _marketer = new Marketer(_bot.Api);
    }

    public void Dispose()
    {
        _bot.Dispose();
        _store.Dispose();
        GC.SuppressFinalize(this);
    }
}
