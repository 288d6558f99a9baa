using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Messages;

namespace Bot.Dialogs;

/// <summary>Says a reply in a turn: with the friend's name filled in, its coupons given, its buttons under the last message.</summary>
internal sealed class ReplyWriter(CouponIssuer coupons)
{
    public async ValueTask Write(Turn turn, Reply reply, IEnumerable<QuickReplyItem> moreButtons, CancellationToken ct)
    {
        var messages = new List<Message>();
        var refusal = "このクーポンはすでにお渡ししています。「クーポン」と送ると、お手元のクーポンをご覧いただけます。";
        foreach (var part in reply.Parts)
        {
            switch (part)
            {
                case ReplyPart.Say { Message: var message }:
                    messages.Add(Personalisation.Personalise(message, turn.Friend));
                    break;
                case ReplyPart.GiveCoupon { CouponId: var couponId }:
                    switch (await coupons.Issue(turn, couponId, FactSource.Bot, ct))
                    {
                        case IssueResult.Issued { Issue: var issue }:
                            messages.Add(CouponCard.Sent(issue, turn.Zone));
                            break;
                        case IssueResult.NotValidNow { Reason: var reason, Words: var words }:
                            turn.Record(TimelineKind.Other, couponId, $"クーポンをお渡しできませんでした: {reason}", FactSource.Bot);
                            refusal = words ?? "恐れ入りますが、こちらのクーポンの配布は終了しました。";
                            break;
                    }

                    break;
            }
        }

        // Nothing is left of a reply whose only coupon the friend cannot have; silence would look broken.
        if (messages.Count == 0)
        {
            messages.Add(new TextMessage(refusal));
        }

        QuickReplyItem[] buttons = [.. reply.Buttons.Concat(moreButtons).Take(LineLimits.QuickReplies)];
        if (buttons.Length > 0)
        {
            messages[^1] = messages[^1] with { QuickReply = new QuickReply(buttons) };
        }

        turn.Say(messages);
    }
}
