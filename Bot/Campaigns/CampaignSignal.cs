namespace Bot.Campaigns;

/// <summary>Tells the runner that a campaign may have something to do at once, instead of at its next look.</summary>
internal sealed class CampaignSignal : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Wake()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already and not yet heard.
        }
    }

    /// <summary>Returns when somebody rang, or after this time.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => _rung.WaitAsync(atMost, ct);

    public void Dispose() => _rung.Dispose();
}
