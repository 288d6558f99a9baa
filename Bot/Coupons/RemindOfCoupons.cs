using Bot.Calendar;
using Bot.Friends;
using Bot.Instances;
using Bot.Line;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// Reminds friends of coupons that end soon and were not used. The push and the note that it was queued are one commit over the friend's
/// and the issue's versions, so that neither a crash nor a second instance reminds twice.
/// </summary>
internal sealed partial class RemindOfCoupons(
    IDocumentStore store,
    FriendStore friends,
    OutboxSignal outbox,
    Leases leases,
    PreferenceStore preferences,
    TimeZoneInfo zone,
    TimeProvider clock,
    ILogger<RemindOfCoupons> log) : BackgroundService
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private const int PageSize = 100;

    // Two would do no harm, since each reminder is decided on versions; only twice the work.
    private readonly Lease _lease = leases.Of(Roles.Housekeeping);

    /// <summary>Settles every reminder that is due, unless it is quiet. Answers how many were queued.</summary>
    public async Task<int> RemindDue(CancellationToken ct)
    {
        var queued = 0;
        while (!(await preferences.Read(ct)).QuietHours.Include(clock.GetUtcNow(), zone))
        {
            var due = Filter.Equal("state", FieldValue.Of(IssueState.Issued)) & new Filter.Compare("remindAt", Comparison.LessOrEqual, clock.GetUtcNow());
            var page = await store.Find(new Query<CouponIssue>(CouponCollections.Issues, due) { OrderBy = "remindAt", Limit = PageSize }, ct);
            foreach (var issue in page.Items)
            {
                queued += await Settle(issue.Value, ct) == ReminderOutcome.Sent ? 1 : 0;
            }

            if (page.Items.Count < PageSize)
            {
                break;
            }
        }

        if (queued > 0)
        {
            outbox.Wake();
            LogReminded(queued);
        }

        return queued;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (_lease.IsHeld)
                {
                    await RemindDue(stoppingToken);
                }
            }
            catch (StoreException problem)
            {
                LogStoreProblem(problem.Message);
            }
        }
    }

    private async Task<ReminderOutcome?> Settle(CouponIssue due, CancellationToken ct)
    {
        var settled = await friends.Change<CouponIssue?>(due.FriendId, async (change, token) => await Settle(change, due.Id, token), ct);
        return settled?.Reminder?.Outcome;
    }

    private async ValueTask<CouponIssue?> Settle(FriendChange change, string issueId, CancellationToken ct)
    {
        // Used, taken back or reminded of meanwhile: nothing is left to do.
        if (await store.Get(CouponCollections.Issues, issueId, ct) is not { Value: { State: IssueState.Issued, RemindAt: { } at } issue } stored || at > change.Now)
        {
            return null;
        }

        var outcome = issue.ExpiresAt <= change.Now ? ReminderOutcome.TooLate
            : change.Friend.Status == FriendStatus.Following && !change.Friend.HasOptedOutOf(topic: null) ? ReminderOutcome.Sent
            : ReminderOutcome.NotFollowing;
        var settled = issue with { RemindAt = null, Reminder = new Reminder(change.Now, outcome) };
        change.Commit.Replace(CouponCollections.Issues, settled, stored.Version);
        if (outcome == ReminderOutcome.Sent)
        {
            change.Push(new TextMessage(Words(issue, change.Friend)), CouponCard.For(issue, zone));
            change.Record(TimelineKind.CouponReminded, issue.CouponId, issue.Offer.Title, FactSource.Bot);
        }

        return settled;
    }

    private string Words(CouponIssue issue, Friend friend) => issue.Offer.RemindText is { } text
        ? Personalisation.Fill(text, friend) is var filled && string.IsNullOrWhiteSpace(filled) ? issue.Offer.Title : filled
        : $"「{issue.Offer.Title}」は {ShopDay.SayEnd(issue.ExpiresAt!.Value, zone)} です。お忘れなくご利用ください。";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} friends are reminded of a coupon that ends soon")]
    private partial void LogReminded(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
