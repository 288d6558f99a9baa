using Bot.Access;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Outbox;
using Bot.People;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Inbox;

/// <summary>What waits for a person: what friends said that the bot could not answer, and notices for staff.</summary>
internal static class InboxPages
{
    private const int PerPage = 50;
    private const int Conversation = 30;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/inbox", List);
        console.MapGet("/inbox/{id}", One);
        console.MapPost("/inbox/{id}/answer", Answer).Needs(Permission.Answer);
        console.MapPost("/inbox/{id}/close", Close).Needs(Permission.Answer);
        console.MapPost("/inbox/{id}/assign", Assign).Needs(Permission.Answer);
    }

    private static async Task<Results<RazorComponentResult<InboxPage>, RedirectHttpResult>> List(
        string? state, string? whose, string? after, InquiryDesk desk, FriendStore friends, CancellationToken ct)
    {
        var (wanted, of) = (Chosen.Of<InquiryState>(state) ?? InquiryState.Open, Chosen.Of<Whose>(whose) ?? Whose.All);
        try
        {
            var page = await desk.List(wanted, Meant(of), PerPage, after, ct);
            var found = await friends.FindAll(page.Items.Select(inquiry => inquiry.Value.FriendId), ct);
            return new RazorComponentResult<InboxPage>(new
            {
                State = wanted,
                Whose = of,
                Inquiries = page.Items.Select(stored => (stored.Value, found.GetValueOrDefault(stored.Value.FriendId))).ToList(),
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
        string id, string? did, string? whose, string? reply, InquiryDesk desk, [AsParameters] Surroundings around, CancellationToken ct)
    {
        if (await desk.Find(id, ct) is not { } inquiry)
        {
            return ProblemPage.NotFound();
        }

        // Without scripts a saved reply is asked for by its address.
        var written = reply is not null && await around.Replies.Find(reply, ct) is { } saved ? saved.Value.Text : "";
        return await Page(inquiry, around, Chosen.Of<Whose>(whose) ?? Whose.All, new(did, written), ct);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<InquiryPage>, RazorComponentResult<ProblemPage>>> Answer(
        string id, [FromForm] long version, [FromForm] string? text, InquiryDesk desk, [AsParameters] Surroundings around, CancellationToken ct)
    {
        if (await desk.Find(id, ct) is not { } inquiry)
        {
            return ProblemPage.NotFound();
        }

        var words = text?.Trim() ?? "";
        if (words.Length is 0 or > LineLimits.Text)
        {
            return await Page(inquiry, around, Whose.All, new(Written: words, Problem: words.Length == 0 ? InquiryPage.Problem.Empty : InquiryPage.Problem.TooLong), ct);
        }

        return await desk.Answer(id, version, [new TextMessage(words)], Me.Name, ct) switch
        {
            DeskAnswer.Done { SentBy: var sentBy } => TypedResults.Redirect($"/inbox/{id}?did={(sentBy == OutboxCall.Reply ? "replied" : "pushed")}"),
            DeskAnswer.ChangedSince(var now) => await Page(now, around, Whose.All, new(Written: words, Problem: InquiryPage.Problem.Changed), ct),
            DeskAnswer.NotNow(var now, _) => await Page(now, around, Whose.All, new(Written: words, Problem: InquiryPage.Problem.NotNow), ct),
            _ => ProblemPage.NotFound(),
        };
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Close(string id, InquiryDesk desk, CancellationToken ct) =>
        await desk.Close(id, Me.Name, ct) is null ? ProblemPage.NotFound() : TypedResults.Redirect("/inbox?state=open");

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<InquiryPage>, RazorComponentResult<ProblemPage>>> Assign(
        string id, [FromForm] string? to, [FromForm] string? was, InquiryDesk desk, [AsParameters] Surroundings around, CancellationToken ct)
    {
        // Who is signed in takes it in their name; else a name is written.
        var name = to == "me" && Me.Name is { } me ? me : string.IsNullOrWhiteSpace(to) ? null : to.Trim()[..Math.Min(100, to.Trim().Length)];
        return await desk.Assign(id, name, string.IsNullOrEmpty(was) ? null : was, ct) switch
        {
            DeskAnswer.Done => TypedResults.Redirect($"/inbox/{id}?did={(name is null ? "released" : "taken")}"),
            DeskAnswer.ChangedSince(var now) => await Page(now, around, Whose.All, new(Problem: InquiryPage.Problem.TakenMeanwhile), ct),
            _ => ProblemPage.NotFound(),
        };
    }

    private static Assigned Meant(Whose whose) => whose switch
    {
        Whose.Mine when Me.Name is { } me => new Assigned.To(me),
        Whose.Nobodys => new Assigned.ToNobody(),
        _ => Assigned.ToAnybody,
    };

    private static async Task<RazorComponentResult<InquiryPage>> Page(
        Stored<Inquiry> inquiry, Surroundings around, Whose whose, InquiryPage.Turn turn, CancellationToken ct)
    {
        var (before, after) = await around.Desk.Around(inquiry.Value, Meant(whose), ct);
        return new(new
        {
            Stored = inquiry,
            Friend = await around.Friends.Find(inquiry.Value.FriendId, ct),
            IsFree = inquiry.Value is { ReplyToken: not null, ReplyUntil: { } until } && until > around.Clock.GetUtcNow(),
            Whose = whose,
            Before = before,
            After = after,
            Me = Me.Name,
            Said = (await around.Friends.Timeline(inquiry.Value.FriendId, Conversation, null, ct)).Items.Select(entry => entry.Value).Reverse().ToList(),
            Others = (await around.People.All(ct))
                .Where(person => person.IsEnabled && person.Name != Me.Name && person.Role.Permissions().Contains(Permission.Answer))
                .Select(person => person.Name).Distinct().ToList(),
            Replies = await around.Replies.List(ct),
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

    /// <summary>What stands around an inquiry on its page.</summary>
    internal sealed record Surroundings(InquiryDesk Desk, FriendStore Friends, SavedReplies Replies, PeopleDesk People, TimeProvider Clock);
}

/// <summary>Whose inquiries are listed.</summary>
public enum Whose
{
    /// <summary>Everybody's.</summary>
    All,

    /// <summary>Those of whoever is signed in.</summary>
    Mine,

    /// <summary>Those nobody sees to yet.</summary>
    Nobodys,
}
