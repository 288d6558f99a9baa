namespace Bot.Inbox;

/// <summary>
/// The life of an inquiry: open → answered → closed, and open again when the friend says more. Pure: takes the inquiry, answers
/// it as it is afterwards, or null where its state does not allow it.
/// </summary>
public static class InquiryMachine
{
    /// <summary>The whole life as a machine that stands at this state.</summary>
    public static StateMachine<InquiryState, InquiryTrigger> Table(InquiryState state)
    {
        var machine = new StateMachine<InquiryState, InquiryTrigger>(() => state, next => state = next);
        machine.Configure(InquiryState.Open)
            .PermitReentry(InquiryTrigger.Say)
            .Permit(InquiryTrigger.Answer, InquiryState.Answered)
            .Permit(InquiryTrigger.Close, InquiryState.Closed);
        machine.Configure(InquiryState.Answered)
            .Permit(InquiryTrigger.Say, InquiryState.Open)
            .PermitReentry(InquiryTrigger.Answer)
            .Permit(InquiryTrigger.Close, InquiryState.Closed);
        machine.Configure(InquiryState.Closed);
        return machine;
    }

    /// <summary>The friend says more, with the right to reply to it where it is still free.</summary>
    public static Inquiry? Say(Inquiry inquiry, InquiryEntry entry, (string Token, DateTimeOffset Until)? reply) =>
        Fire(inquiry, InquiryTrigger.Say) is { } state
            ? inquiry with
            {
                State = state,
                Entries = [.. inquiry.Entries, entry],
                WaitingSince = inquiry.State == InquiryState.Open ? inquiry.WaitingSince : entry.At,
                ReplyToken = reply?.Token,
                ReplyUntil = reply?.Until,
            }
            : null;

    /// <summary>The shop answers, which uses the reply token up.</summary>
    public static Inquiry? Answer(Inquiry inquiry, InquiryAnswer answer) =>
        Fire(inquiry, InquiryTrigger.Answer) is { } state
            ? inquiry with { State = state, Answers = [.. inquiry.Answers, answer], ReplyToken = null, ReplyUntil = null }
            : null;

    /// <summary>Nothing more is to be done.</summary>
    public static Inquiry? Close(Inquiry inquiry, string? by, DateTimeOffset now) =>
        Fire(inquiry, InquiryTrigger.Close) is { } state
            ? inquiry with { State = state, ClosedAt = now, ClosedBy = by, ReplyToken = null, ReplyUntil = null }
            : null;

    /// <summary>The inquiry without the words of a message that was taken back; null: it has no such message.</summary>
    public static Inquiry? TakeBack(Inquiry inquiry, string messageId) => Change(inquiry, messageId, entry => entry with { Text = null, TakenBack = true });

    /// <summary>The inquiry with the new words of a message that was edited; null: it has no such message.</summary>
    public static Inquiry? Edit(Inquiry inquiry, string messageId, string text) => Change(inquiry, messageId, entry => entry with { Text = text });

    private static Inquiry? Change(Inquiry inquiry, string messageId, Func<InquiryEntry, InquiryEntry> change) =>
        inquiry.Entries.Any(entry => entry.MessageId == messageId && !entry.TakenBack)
            ? inquiry with { Entries = [.. inquiry.Entries.Select(entry => entry.MessageId == messageId && !entry.TakenBack ? change(entry) : entry)] }
            : null;

    private static InquiryState? Fire(Inquiry inquiry, InquiryTrigger trigger)
    {
        var machine = Table(inquiry.State);
        if (!machine.CanFire(trigger))
        {
            return null;
        }

        machine.Fire(trigger);
        return machine.State;
    }
}

/// <summary>What can happen to an inquiry.</summary>
public enum InquiryTrigger
{
    /// <summary>The friend says something more.</summary>
    Say,

    /// <summary>The shop answers.</summary>
    Answer,

    /// <summary>The shop puts it away.</summary>
    Close,
}
