using System.Text;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Shows the friend's unused coupons when they write 「クーポン」 or tap a button for it, those that end soonest first.</summary>
internal sealed class ShowCoupons(IDocumentStore store) : IReaction
{
    private static readonly string[] Asked = ["クーポン", "マイクーポン", "クーポン一覧", "coupon", "coupons"];

    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        var asked = turn.Event is PostbackEvent { Postback.Data: CouponPostback.ShowAll } || (turn.Text is { Length: <= 20 } text && Asked.Contains(Plain(text)));
        if (!asked)
        {
            return false;
        }

        var issues = await store.Find(
            new Query<CouponIssue>(
                CouponCollections.Issues,
                Filter.Equal("friendId", turn.Friend.Id) & Filter.Equal("state", FieldValue.Of(IssueState.Issued)))
            {
                Limit = 500,
            },
            ct);
        turn.Say(Unused(turn, [.. issues.Items.Select(issue => issue.Value)]));
        return true;
    }

    private static Message Unused(Turn turn, IReadOnlyList<CouponIssue> issues)
    {
        CouponIssue[] usable = [.. issues
            // LINE keeps its own coupons in a list of its own.
            .Where(issue => issue.LineCouponId is null && issue.StateAt(turn.Now) == IssueState.Issued)
            .OrderBy(issue => issue.ExpiresAt ?? DateTimeOffset.MaxValue)
            .ThenBy(issue => issue.Id, StringComparer.Ordinal)];
        return usable.Length == 0 ? CouponWords.None : CouponCard.ForAll(usable, turn.Zone);
    }

    // Half-width katakana and full-width letters mean the same. Half of a surrogate pair cannot be normalised.
    private static string Plain(string text) =>
        text.Any(char.IsSurrogate) ? text : text.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
}
