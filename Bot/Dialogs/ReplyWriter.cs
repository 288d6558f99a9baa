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
        foreach (var part in reply.Parts)
        {
            switch (part)
            {
                case ReplyPart.Say { Message: var message }:
                    messages.Add(Personalisation.Personalise(message, turn.Friend));
                    break;
                case ReplyPart.GiveCoupon { CouponId: var couponId }
                    when await coupons.Issue(turn, couponId, FactSource.Bot, ct) is IssueResult.Issued { Issue: var issue }:
                    messages.Add(CouponCard.For(issue, turn.Zone));
                    break;
            }
        }

        // Nothing is left of a reply whose only coupon the friend has had; silence would look broken.
        if (messages.Count == 0)
        {
            messages.Add(new TextMessage("このクーポンはすでにお渡ししています。「クーポン」と送ると、お手元のクーポンをご覧いただけます。"));
        }

        QuickReplyItem[] buttons = [.. reply.Buttons.Concat(moreButtons).Take(LineLimits.QuickReplies)];
        if (buttons.Length > 0)
        {
            messages[^1] = messages[^1] with { QuickReply = new QuickReply(buttons) };
        }

        turn.Say(messages);
    }
}
