using Bot.Line;
using Bot.Outbox;

namespace Bot.Tests.Outbox;

public class DeliveryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 3, 0, 0, TimeSpan.Zero);

    private static readonly OutboxMessage Reply = new()
    {
        Id = "1",
        Call = OutboxCall.Reply,
        To = ["U1"],
        Messages = [new TextMessage("こんにちは")],
        ReplyToken = "token",
        ReplyUntil = Noon.AddSeconds(50),
        RetryKey = "5c4b1f7e-0000-4000-8000-000000000001",
        DueAt = Noon,
        CreatedAt = Noon,
    };

    private static readonly OutboxMessage Push = Reply with { Call = OutboxCall.Push, ReplyToken = null, ReplyUntil = null };

    private static readonly LineFailure.BadRequest InvalidReplyToken = new("Invalid reply token", []);

    [Fact]
    public void A_fresh_reply_token_is_used()
    {
        Assert.Equal(OutboxCall.Reply, Next(Reply, Noon.AddSeconds(49)).Call);
    }

    [Fact]
    public void A_reply_that_is_surely_too_late_is_pushed()
    {
        Assert.Equal(OutboxCall.Push, Next(Reply, Noon.AddSeconds(50)).Call);
    }

    [Fact]
    public void Pushing_instead_can_be_turned_off()
    {
        var (call, message) = Delivery.Next(Reply, Noon.AddMinutes(2), pushWhenReplyIsTooLate: false);

        Assert.Null(call);
        Assert.Equal(OutboxState.Failed, message.State);
        Assert.Null(message.DueAt);
    }

    [Fact]
    public void An_accepted_call_is_done_and_remembers_LINEs_request()
    {
        var message = After(Push, OutboxCall.Push, new Sent([]) { RequestId = "r1" });

        Assert.Equal((OutboxState.Sent, "r1", OutboxCall.Push), (message.State, message.RequestId, message.SentAs!.Value));
    }

    [Fact]
    public void A_repetition_that_LINE_accepted_before_is_done_under_the_first_request()
    {
        var message = After(Push, OutboxCall.Push, new Sent([]) { RequestId = "r2", AcceptedRequestId = "r1" });

        Assert.Equal((OutboxState.Sent, "r1"), (message.State, message.RequestId));
    }

    [Fact]
    public void After_a_server_error_the_same_message_waits_and_is_tried_again_with_its_key()
    {
        var message = After(Push, OutboxCall.Push, new LineFailure.ServerError(500, "oops"));

        Assert.Equal((OutboxState.Waiting, 1, false), (message.State, message.Attempts, message.Unsure));
        Assert.True(message.DueAt > Noon);
        Assert.Equal(Push.RetryKey, message.RetryKey);
    }

    [Fact]
    public void Waits_grow_but_never_beyond_five_minutes()
    {
        var pauses = Enumerable.Range(0, 20)
            .Select(attempts => After(Push with { Attempts = attempts }, OutboxCall.Push, new LineFailure.ServerError(500, "oops")).DueAt!.Value - Noon)
            .ToList();

        Assert.Equal(TimeSpan.FromSeconds(0.5), pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(TimeSpan.FromMinutes(5), pauses[^1]);
    }

    [Fact]
    public void The_two_429s_are_told_apart()
    {
        var pace = After(Push, OutboxCall.Push, new LineFailure.RateLimited("slow down"));
        var month = After(Push, OutboxCall.Push, new LineFailure.MonthlyLimitReached("limit"));

        Assert.True(pace.DueAt < Noon.AddMinutes(1));
        Assert.Equal(Noon.AddHours(1), month.DueAt);
    }

    [Fact]
    public void A_token_refused_after_a_silent_attempt_while_still_young_means_that_the_reply_arrived()
    {
        var silent = After(Reply, OutboxCall.Reply, new LineFailure.NoAnswer("timeout"));
        Assert.True(silent.Unsure);

        var refused = Delivery.After(silent, OutboxCall.Reply, InvalidReplyToken, Noon.AddSeconds(20), true);

        Assert.Equal((OutboxState.Sent, OutboxCall.Reply), (refused.State, refused.SentAs!.Value));
    }

    [Fact]
    public void A_token_refused_after_a_silent_attempt_when_it_may_have_expired_is_left_uncertain_and_never_pushed()
    {
        var silent = After(Reply, OutboxCall.Reply, new LineFailure.NoAnswer("timeout"));
        Assert.Equal(OutboxCall.Reply, Next(silent, Noon.AddMinutes(5)).Call);

        var refused = Delivery.After(silent, OutboxCall.Reply, InvalidReplyToken, Noon.AddMinutes(5), true);

        Assert.Equal(OutboxState.Uncertain, refused.State);
    }

    [Fact]
    public void A_token_refused_at_the_first_attempt_was_not_used_by_us_so_the_message_is_pushed()
    {
        var refused = After(Reply, OutboxCall.Reply, InvalidReplyToken);

        Assert.Equal((OutboxState.Waiting, OutboxCall.Push), (refused.State, refused.Call));
        Assert.Equal(OutboxCall.Push, Next(refused, Noon).Call);
    }

    [Fact]
    public void What_LINE_finds_wrong_is_kept_with_its_place_and_not_tried_again()
    {
        var message = After(Push, OutboxCall.Push, new LineFailure.BadRequest("The request body has 1 error(s)", [new LineErrorDetail("May not be empty", "messages[0].text")]));

        Assert.Equal(OutboxState.Failed, message.State);
        Assert.Contains("messages[0].text: May not be empty", message.Reason?.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Near_the_end_of_the_retry_keys_life_a_silent_push_is_left_uncertain()
    {
        var silent = After(Push, OutboxCall.Push, new LineFailure.NoAnswer("timeout"));

        var (call, message) = Next(silent, Noon.AddHours(23.5));

        Assert.Null(call);
        Assert.Equal(OutboxState.Uncertain, message.State);
    }

    [Fact]
    public void A_campaigns_message_that_waited_for_days_is_still_sent_and_its_key_lives_from_the_first_attempt()
    {
        var waited = Push with { MailingId = "m" };
        Assert.Equal(OutboxCall.Push, Next(waited, Noon.AddDays(40)).Call);

        var silent = Delivery.After(waited, OutboxCall.Push, new LineFailure.NoAnswer("timeout"), Noon.AddDays(40), true);

        Assert.Equal(OutboxCall.Push, Next(silent, Noon.AddDays(40).AddHours(22)).Call);
        Assert.Equal(OutboxState.Uncertain, Next(silent, Noon.AddDays(41)).Message.State);
    }

    [Fact]
    public void More_messages_than_LINE_takes_at_once_go_on_as_a_push()
    {
        var happened = new FollowEvent { Type = "follow", WebhookEventId = "e", Timestamp = Noon.ToUnixTimeMilliseconds(), ReplyToken = "t" };

        var rows = OutboxMessage.Answering(happened, Noon, "U1", [.. Enumerable.Range(1, 7).Select(n => new TextMessage($"{n}"))], Noon);

        Assert.Equal([(OutboxCall.Reply, 5), (OutboxCall.Push, 2)], rows.Select(row => (row.Call, row.Messages!.Count)));
        Assert.Equal(2, rows.Select(row => row.RetryKey).Distinct().Count());
    }

    [Fact]
    public void An_erased_friend_leaves_a_batch_as_a_number()
    {
        var batch = Push with { Call = OutboxCall.Multicast, To = ["U1", "U2"], MailingId = "m" };

        var once = batch.Without("U1");
        var twice = once.Without("U2");

        Assert.Equal((1, OutboxState.Waiting), (once.Erased, once.State));
        Assert.Equal(["U2"], once.To);
        Assert.Equal((2, OutboxState.Dropped), (twice.Erased, twice.State));
        Assert.Null(twice.Messages);
    }

    private static (OutboxCall? Call, OutboxMessage Message) Next(OutboxMessage message, DateTimeOffset now) => Delivery.Next(message, now, true);

    private static OutboxMessage After(OutboxMessage message, OutboxCall call, LineResult<Sent> result) => Delivery.After(message, call, result, Noon, true);
}
