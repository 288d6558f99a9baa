using Bot.Calendar;
using Bot.Friends;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>
/// Does what is due in surveys by time alone: reminds friends who have not finished, and ends what ran out. Everything it goes by is in
/// the store, and each step is a write over what it was decided on, so several instances and restarts do nothing twice.
/// </summary>
internal sealed partial class SurveyTimekeeper(
    IDocumentStore store, FriendStore friends, SurveyTalks talks, PreferenceStore preferences, TimeProvider clock, ILogger<SurveyTimekeeper> log) : BackgroundService
{
    private const int AtOnce = 200;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Does what is due now, the longest due first; many at once are left to the next look.</summary>
    public async Task DoDue(CancellationToken ct)
    {
        var due = await store.Find(
            new Query<Conversation>(SurveyCollections.Conversations, new Filter.Compare("dueAt", Comparison.LessOrEqual, StoredTime.Truncate(clock.GetUtcNow())))
            {
                OrderBy = "dueAt",
                Limit = AtOnce,
            },
            ct);
        if (due.Items.Count == 0)
        {
            return;
        }

        var quiet = (await preferences.Read(ct)).QuietHours;
        foreach (var conversation in due.Items)
        {
            await friends.Change(conversation.Value.Id, (change, token) => LetTimePass(change, quiet, token), ct);
        }
    }

    private async ValueTask<SurveyTalk> LetTimePass(FriendChange change, QuietHours quiet, CancellationToken ct)
    {
        var talk = await talks.Open(change, ct);
        await talk.LetTimePass(quiet, ct);
        talk.Write();
        change.Push(change.Said);
        return talk;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DoDue(stoppingToken);
            }
            catch (StoreException problem)
            {
                LogPutOff(log, problem.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due in surveys is put off: {Problem}")]
    private static partial void LogPutOff(ILogger log, string problem);
}
