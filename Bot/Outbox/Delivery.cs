using Bot.Line;

namespace Bot.Outbox;

/// <summary>The rules of sending, as functions: which call to make now, and what its answer makes of the message.</summary>
internal static class Delivery
{
    /// <summary>LINE keeps a retry key for 24 hours; near the end a repetition could be taken for a new message.</summary>
    public static readonly TimeSpan RetryKeyLife = TimeSpan.FromHours(23);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The call to make now, or the message as finished when there is none to make.</summary>
    public static (OutboxCall? Call, OutboxMessage Message) Next(OutboxMessage message, DateTimeOffset now, bool pushWhenReplyIsTooLate)
    {
        // What the bot says in a chat is stale after a day; a mailing that waited for a person goes out whenever released.
        if (now - (message.FirstTriedAt ?? (message.MailingId is null ? message.CreatedAt : now)) > RetryKeyLife)
        {
            return (null, message.Finished(message.Unsure ? OutboxState.Uncertain : OutboxState.Failed, now, message.Reason ?? new("1日のあいだに送れませんでした。", "Not sent within a day.")));
        }

        if (message.Call != OutboxCall.Reply)
        {
            return (message.Call, message);
        }

        // A reply token works once: trying it again repeats nothing, and its refusal tells that the first try arrived.
        if (now < message.ReplyUntil || message.Unsure)
        {
            return (OutboxCall.Reply, message);
        }

        return pushWhenReplyIsTooLate
            ? (OutboxCall.Push, message)
            : (null, message.Finished(
                OutboxState.Failed,
                now,
                new("返信できる時間が過ぎました。代わりにプッシュで送る設定はオフです。", "The time to reply had passed, and pushing instead is turned off.")));
    }

    /// <summary>The message after LINE's answer (or silence) to this call.</summary>
    public static OutboxMessage After(OutboxMessage message, OutboxCall call, LineResult<Sent> result, DateTimeOffset now, bool pushWhenReplyIsTooLate)
    {
        var tried = message with { Attempts = message.Attempts + 1, FirstTriedAt = message.FirstTriedAt ?? now };
        if (result.Succeeded)
        {
            return tried.Finished(OutboxState.Sent, now) with { SentAs = call, RequestId = result.Value.AcceptedRequestId ?? result.Value.RequestId };
        }

        tried = tried with { RequestId = result.Failure.RequestId ?? tried.RequestId };
        return result.Failure switch
        {
            LineFailure.RateLimited => tried.Again(now, new("LINEから、送る間隔を空けるように求められました。", "LINE asked for a slower pace.")),
            LineFailure.MonthlyLimitReached => tried.Later(now, TimeSpan.FromHours(1), new("今月のメッセージ通数の上限に達しました。", "The month's message quota is used up.")),
            LineFailure.Unauthorized => tried.Later(now, TimeSpan.FromMinutes(1), new("LINEがチャネルアクセストークンを受け付けませんでした。", "LINE refused the channel access token.")),
            LineFailure.ServerError error => tried.Again(now, new($"LINEがエラーを返しました({error.Status})。", $"LINE answered {error.Status}.")),
            LineFailure.NotReached problem => tried.Again(now, new($"LINEにつながりませんでした: {problem.Message}", $"LINE could not be reached: {problem.Message}")),
            LineFailure.NoAnswer problem => tried.Again(now, new($"LINEから返事がありませんでした: {problem.Message}", $"LINE did not answer: {problem.Message}")) with { Unsure = true },
            LineFailure.BadRequest { IsInvalidReplyToken: true } when call == OutboxCall.Reply => AfterRefusedToken(tried, now, pushWhenReplyIsTooLate),
            LineFailure.BadRequest refused => tried.Finished(OutboxState.Failed, now, Refused(string.Join("; ", refused.Details.Select(detail => $"{detail.Property}: {detail.Message}").Prepend(refused.Message)))),
            var refused => tried.Finished(OutboxState.Failed, now, Refused(refused.Message)),
        };
    }

    private static Words Refused(string why) => new($"LINEが受け付けませんでした: {why}", $"LINE refused it: {why}");

    private static OutboxMessage AfterRefusedToken(OutboxMessage message, DateTimeOffset now, bool pushWhenReplyIsTooLate) => message switch
    {
        // Still young, so it is refused because it was used: by an attempt of ours, unanswered or answered with 5xx.
        { Unsure: true } or { Attempts: > 1 } when now < message.ReplyUntil => message.Finished(OutboxState.Sent, now) with { SentAs = OutboxCall.Reply },
        { Unsure: true } => message.Finished(
            OutboxState.Uncertain,
            now,
            new(
                "返信してもLINEから返事がなく、返信できる時間が過ぎました。届いているかもしれないため、もう一度は送りません。",
                "The reply went unanswered and its token has expired since: it may have arrived, so it is not sent again.")),
        _ when pushWhenReplyIsTooLate => message with
        {
            State = OutboxState.Waiting,
            Call = OutboxCall.Push,
            DueAt = now,
            Reason = new("返信できる時間が過ぎていたため、プッシュで送ります。", "LINE no longer took the reply token; pushed instead."),
        },
        _ => message.Finished(
            OutboxState.Failed,
            now,
            new("返信できる時間が過ぎていました。代わりにプッシュで送る設定はオフです。", "LINE no longer took the reply token, and pushing instead is turned off.")),
    };

    public static OutboxMessage Finished(this OutboxMessage message, OutboxState state, DateTimeOffset now, Words? reason = null) =>
        message with { State = state, DueAt = null, FinishedAt = now, Reason = reason };

    private static OutboxMessage Again(this OutboxMessage message, DateTimeOffset now, Words reason) =>
        message.Later(now, PauseAfter(message.Attempts), reason);

    private static OutboxMessage Later(this OutboxMessage message, DateTimeOffset now, TimeSpan pause, Words reason) =>
        message with { State = OutboxState.Waiting, DueAt = now + pause, Reason = reason };

    /// <summary>0.5 s, 1 s, 2 s … 5 min.</summary>
    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = TimeSpan.FromSeconds(0.25 * Math.Pow(2, Math.Min(attempts, 20)));
        return pause < LongestPause ? pause : LongestPause;
    }
}
