namespace Bot.Storage.Moving;

/// <summary>Keeps the bot from starting on a store that a copy was begun into and not finished: half of it would be missing.</summary>
internal sealed class UnfinishedCopyCheck(IDocumentStore store) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await Copy(cancellationToken) is { Value.Finished: false } copy)
        {
            throw new StoreException(
                $"The store is the target of a copy that is not finished ({copy.Value.Done.Sum(done => done.Count):N0} documents so far). Run the same 'store copy' or 'store restore' again: it goes on where it stopped.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Stored<UnfinishedCopy>?> Copy(CancellationToken ct)
    {
        try
        {
            return await store.Get(StoreCopy.Unfinished, "copy", ct);
        }
        catch (StoreException)
        {
            return null; // Away for now, which is told elsewhere.
        }
    }
}
