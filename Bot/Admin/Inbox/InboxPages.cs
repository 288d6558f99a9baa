using Bot.Access;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Inbox;

/// <summary>What waits for a person: what friends said that the bot could not answer, and notices for staff.</summary>
internal static class InboxPages
{
    private const int PerPage = 50;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/inbox", List);
        console.MapGet("/inbox/{id}", One);
        console.MapPost("/inbox/{id}/answer", Answer).Needs(Permission.Answer);
        console.MapPost("/inbox/{id}/close", Close).Needs(Permission.Answer);
    }

    private static async Task<Results<RazorComponentResult<InboxPage>, RedirectHttpResult>> List(
        string? state, string? after, InquiryDesk desk, IDocumentStore store, CancellationToken ct)
    {
        var wanted = Chosen.Of<InquiryState>(state) ?? InquiryState.Open;
        try
        {
            var page = await desk.List(wanted, assignedTo: null, PerPage, after, ct);
            var friends = (await store.GetMany(FriendCollections.Friends, [.. page.Items.Select(inquiry => inquiry.Value.FriendId).Distinct()], ct))
                .ToDictionary(friend => friend.Value.Id, friend => friend.Value);
            return new RazorComponentResult<InboxPage>(new
            {
                State = wanted,
                Inquiries = page.Items.Select(stored => (stored.Value, friends.GetValueOrDefault(stored.Value.FriendId))).ToList(),
                page.Next,
                IsFirst = after is null,
            });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect("/inbox");
        }
    }

    private static async Task<Results<RazorComponentResult<InquiryPage>, RazorComponentResult<ProblemPage>>> One(
        string id, string? did, InquiryDesk desk, FriendStore friends, TimeProvider clock, CancellationToken ct) =>
        await desk.Find(id, ct) is { } inquiry
            ? await Page(inquiry, friends, clock, new(did), ct)
            : ProblemPage.NotFound();

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<InquiryPage>, RazorComponentResult<ProblemPage>>> Answer(
        string id, [FromForm] long version, [FromForm] string? text, InquiryDesk desk, FriendStore friends, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Find(id, ct) is not { } inquiry)
        {
            return ProblemPage.NotFound();
        }

        var words = text?.Trim() ?? "";
        if (words.Length is 0 or > LineLimits.Text)
        {
            return await Page(inquiry, friends, clock, new(Written: words, Problem: words.Length == 0 ? InquiryPage.Problem.Empty : InquiryPage.Problem.TooLong), ct);
        }

        return await desk.Answer(id, version, [new TextMessage(words)], by: null, ct) switch
        {
            DeskAnswer.Done { SentBy: var sentBy } => TypedResults.Redirect($"/inbox/{id}?did={(sentBy == OutboxCall.Reply ? "replied" : "pushed")}"),
            DeskAnswer.ChangedSince(var now) => await Page(now, friends, clock, new(Written: words, Problem: InquiryPage.Problem.Changed), ct),
            DeskAnswer.NotNow(var now, _) => await Page(now, friends, clock, new(Written: words, Problem: InquiryPage.Problem.NotNow), ct),
            _ => ProblemPage.NotFound(),
        };
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Close(string id, InquiryDesk desk, CancellationToken ct) =>
        await desk.Close(id, by: null, ct) is null ? ProblemPage.NotFound() : TypedResults.Redirect("/inbox?state=open");

    private static async Task<RazorComponentResult<InquiryPage>> Page(
        Stored<Inquiry> inquiry, FriendStore friends, TimeProvider clock, InquiryPage.Turn turn, CancellationToken ct) =>
        new(new
        {
            Stored = inquiry,
            Friend = await friends.Find(inquiry.Value.FriendId, ct),
            IsFree = inquiry.Value is { ReplyToken: not null, ReplyUntil: { } until } && until > clock.GetUtcNow(),
            Now = turn,
        })
        {
            StatusCode = turn.Problem switch
            {
                null => StatusCodes.Status200OK,
                InquiryPage.Problem.Empty or InquiryPage.Problem.TooLong => StatusCodes.Status422UnprocessableEntity,
                _ => StatusCodes.Status409Conflict,
            },
        };
}
