using Bot.Conditions;
using Bot.Coupons;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Messages;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Says and does in a turn what the dialogs have for it.</summary>
internal sealed class AnswerWriter(CurrentDialogs dialogs, CouponIssuer coupons, SurveyStarter surveys, Inquiries inquiries, IDocumentStore store)
{
    /// <summary>Whether the answer is meant for this friend now.</summary>
    public static bool Applies(DialogAnswer answer, Turn turn) => answer.When?.Holds(turn.Friend, new ConditionContext(turn.Now, turn.Zone)) ?? true;

    /// <summary>Says the answer and does what belongs to it, with more buttons under its last message.</summary>
    public async ValueTask Write(Turn turn, DialogAnswer answer, IEnumerable<QuickReplyItem> moreButtons, CancellationToken ct)
    {
        var remembers = answer is { Replies.Count: > 1, Pick: PickOrder.InTurn };
        var stored = remembers ? await store.Get(DialogCollections.States, turn.Friend.Id, ct) : null;
        var state = stored?.Value ?? new DialogState(turn.Friend.Id);
        await Write(turn, answer, state, moreButtons, ct);
        if (remembers)
        {
            turn.Commit.Put(DialogCollections.States, state.WithHad(answer.Key), stored?.Version ?? 0);
        }
    }

    /// <summary>The same for a caller who keeps what is remembered of the friend, and puts that this answer was given.</summary>
    public async ValueTask Write(Turn turn, DialogAnswer answer, DialogState state, IEnumerable<QuickReplyItem> moreButtons, CancellationToken ct)
    {
        var shop = new ShopNow(dialogs.Book.Hours, turn.Now, turn.Zone);
        Mark(turn, answer.Does);
        var reply = answer.Choose(shop.IsOpen, turn.Friend.Id, state.TimesHad(answer.Key), shop.Today);
        var messages = await Messages(turn, reply, answer.Does.Coupon, shop, ct);
        QuickReplyItem[] buttons = [.. (reply?.Buttons ?? []).Concat(moreButtons).Take(LineLimits.QuickReplies)];
        if (buttons.Length > 0 && messages.Count > 0)
        {
            messages[^1] = messages[^1] with { QuickReply = new QuickReply(buttons) };
        }

        turn.Say(messages);
        await Follow(turn, answer.Does, shop, ct);
    }

    private async ValueTask<List<Message>> Messages(Turn turn, Reply? reply, string? coupon, ShopNow shop, CancellationToken ct)
    {
        var parts = (reply?.Parts ?? []).Concat(coupon is null ? [] : [new ReplyPart.GiveCoupon(coupon)]).ToList();
        var messages = new List<Message>();
        var refusal = "このクーポンはすでにお渡ししています。「クーポン」と送ると、お手元のクーポンをご覧いただけます。";
        foreach (var part in parts)
        {
            switch (part)
            {
                case ReplyPart.Say { Message: var message }:
                    messages.Add(Personalisation.Personalise(message, turn.Friend, shop.Value));
                    break;
                case ReplyPart.GiveCoupon { CouponId: var couponId }:
                    switch (await coupons.Issue(turn, couponId, FactSource.Bot, ct))
                    {
                        case IssueResult.Issued { Issue: var issue }:
                            messages.Add(CouponCard.Sent(issue, turn.Zone));
                            break;
                        case IssueResult.NotValidNow { Reason: var reason, Words: var words }:
                            turn.Record(TimelineKind.CouponNotGiven, couponId, source: FactSource.Bot, reason: reason);
                            refusal = words ?? "恐れ入りますが、こちらのクーポンの配布は終了しました。";
                            break;
                    }

                    break;
            }
        }

        // Nothing is left of a reply whose only coupon the friend cannot have; silence would look broken.
        if (messages.Count == 0 && parts.Count > 0)
        {
            messages.Add(new TextMessage(refusal));
        }

        return messages;
    }

    // Before anything is said, so that what is said knows it.
    private static void Mark(Turn turn, DialogActions does)
    {
        foreach (var tag in does.Untag)
        {
            turn.RemoveTag(tag, FactSource.Bot);
        }

        foreach (var tag in does.Tags)
        {
            turn.AddTag(tag, group: null, FactSource.Bot);
        }

        foreach (var (name, value) in does.Attributes)
        {
            turn.SetAttribute(DialogActions.Attribute(name, value, turn.Now));
        }
    }

    private async ValueTask Follow(Turn turn, DialogActions does, ShopNow shop, CancellationToken ct)
    {
        if (does.Survey is { } survey)
        {
            await surveys.Start(turn, survey, ct);
        }

        if (does.Notify is { } words)
        {
            await inquiries.Note(turn, Personalisation.Fill(words, turn.Friend, shop.Value), ct);
        }

        if (does.Inquiry)
        {
            await inquiries.Ask(turn, ct);
        }
    }
}
