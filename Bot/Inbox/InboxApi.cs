using System.Diagnostics;
using System.Text.Json;
using Bot.Access;
using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Inbox;

/// <summary>The inbox's part of the REST API.</summary>
internal static class InboxApi
{
    private const int MostOnPage = 200;
    private const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/inbox").WithTags("Inbox");
        inbox.MapGet("/", List).WithSummary("Inquiries, those that wait longest first");
        inbox.MapGet("/{id}", Find).WithSummary("An inquiry");
        inbox.MapPost("/{id}/answer", Answer).Needs(Permission.Answer).WithSummary("Answer the friend");
        inbox.MapPost("/{id}/close", Close).Needs(Permission.Answer).WithSummary("Put an inquiry away");
        api.MapPost("/friends/{userId}/messages", Write).Needs(Permission.Answer).WithTags("Inbox").WithSummary("Say something to a friend who did not ask, by push (LINE counts it)");
        inbox.MapPost("/{id}/assign", Assign).Needs(Permission.Answer).WithSummary("Say who sees to it");
    }

    /// <summary>An inquiry as the API shows it.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Version">What an answer names, so that none is given twice.</param>
    /// <param name="UserId">LINE's id of the friend.</param>
    /// <param name="Name">What the friend is called on LINE.</param>
    /// <param name="Kind">Whether the friend asked, or it is a notice.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="WaitingSince">Since when somebody waits.</param>
    /// <param name="Entries">What was said.</param>
    public sealed record InquiryView(
        string Id, long Version, string UserId, string? Name, InquiryKind Kind, InquiryState State, DateTimeOffset WaitingSince, IReadOnlyList<InquiryEntry> Entries)
    {
        public string? AssignedTo { get; init; }

        public required IReadOnlyList<AnswerView> Answers { get; init; }

        /// <summary>Until when an answer costs nothing; null: it is a push, which LINE counts.</summary>
        public DateTimeOffset? FreeUntil { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public string? ClosedBy { get; init; }
    }

    public sealed record AnswerView(DateTimeOffset At, string? By, JsonElement Messages, string OutboxId);

    public sealed record InboxPage(IReadOnlyList<InquiryView> Items, string? Next);

    /// <summary>Text, or LINE's message objects; the version says which state of the inquiry it answers.</summary>
    public sealed record AnswerRequest(long? Version = null, string? Text = null, JsonElement? Messages = null, string? By = null);

    public sealed record CloseRequest(string? By = null);

    public sealed record AssignRequest(string? To = null);

    /// <summary>The inquiry, how the answer goes out, and how many messages of the month's LINE counts for it.</summary>
    public sealed record Answered(InquiryView Inquiry, string SentBy, int Cost);

    /// <summary>What the friend will read, and how many messages of the month's LINE counts for it.</summary>
    public sealed record Written(JsonElement Messages, int Cost);

    private static async Task<Results<Ok<InboxPage>, ValidationProblem>> List(
        InquiryDesk desk, IDocumentStore store, TimeProvider clock, string? state, string? assignedTo, bool? unassigned, string? after, int? limit, CancellationToken ct)
    {
        if (!TryState(state, out var wanted))
        {
            return Invalid("state", "Ask for open, answered or closed.");
        }

        try
        {
            var assigned = unassigned == true ? new Assigned.ToNobody() : assignedTo is null ? Assigned.ToAnybody : new Assigned.To(assignedTo);
            var page = await desk.List(wanted, assigned, Math.Clamp(limit ?? 50, 1, MostOnPage), after, ct);
            return TypedResults.Ok(new InboxPage(await Views(page.Items, store, clock, ct), page.Next));
        }
        catch (ArgumentException)
        {
            return Invalid("after", "This is not a 'next' of this list. Begin again without it.");
        }
    }

    private static async Task<Results<Ok<InquiryView>, NotFound>> Find(string id, InquiryDesk desk, IDocumentStore store, TimeProvider clock, CancellationToken ct) =>
        await desk.Find(id, ct) is { } inquiry ? TypedResults.Ok(await View(inquiry, store, clock, ct)) : TypedResults.NotFound();

    private static async Task<Results<Ok<Answered>, NotFound, ValidationProblem, ProblemHttpResult>> Answer(
        string id, AnswerRequest request, InquiryDesk desk, IDocumentStore store, TimeProvider clock, CancellationToken ct)
    {
        if (request.Version is not { } version)
        {
            return Invalid("version", "Say which version of the inquiry this answers; GET shows it.");
        }

        if (TooLong(request.By))
        {
            return Invalid("by", $"A name has {LongestName} characters at most.");
        }

        var (messages, wrong) = Read(request);
        if (messages is null)
        {
            return TypedResults.ValidationProblem(wrong);
        }

        switch (await desk.Answer(id, version, messages, Trimmed(request.By), ct))
        {
            case DeskAnswer.Done { SentBy: var sentBy } done:
                var free = sentBy == OutboxCall.Reply;
                return TypedResults.Ok(new Answered(await View(done.Inquiry, store, clock, ct), free ? "reply" : "push", free ? 0 : 1));
            case DeskAnswer.ChangedSince changed:
                return Conflict("The inquiry has changed.", $"It is at version {changed.Inquiry.Version} now: somebody answered, or the friend said more. Nothing was sent; look at it again.");
            case DeskAnswer.NotNow(_, var reason):
                return Conflict("The inquiry cannot be answered.", reason);
            case null:
                return TypedResults.NotFound();
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<Results<Accepted<Written>, NotFound, ValidationProblem, ProblemHttpResult>> Write(
        string userId, AnswerRequest request, InquiryDesk desk, CancellationToken ct)
    {
        var (messages, wrong) = Read(request);
        if (messages is null || TooLong(request.By))
        {
            return messages is null ? TypedResults.ValidationProblem(wrong) : Invalid("by", $"A name has {LongestName} characters at most.");
        }

        return await desk.Write(userId, messages, Trimmed(request.By), ct) switch
        {
            WriteAnswer.Sent(var said) => TypedResults.Accepted((string?)null, new Written(LineJson.ToElement(said), Cost: 1)),
            WriteAnswer.Blocked => Conflict("The friend cannot be written to.", "The friend has blocked the account; nothing would arrive."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<InquiryView>, NotFound, ValidationProblem>> Close(
        string id, CloseRequest request, InquiryDesk desk, IDocumentStore store, TimeProvider clock, CancellationToken ct) =>
        TooLong(request.By) ? Invalid("by", $"A name has {LongestName} characters at most.")
        : await desk.Close(id, Trimmed(request.By), ct) is { } done ? TypedResults.Ok(await View(done.Inquiry, store, clock, ct))
        : TypedResults.NotFound();

    private static async Task<Results<Ok<InquiryView>, NotFound, ValidationProblem>> Assign(
        string id, AssignRequest request, InquiryDesk desk, IDocumentStore store, TimeProvider clock, CancellationToken ct) =>
        TooLong(request.To) ? Invalid("to", $"A name has {LongestName} characters at most.")
        : await desk.Assign(id, Trimmed(request.To), ct) is { } done ? TypedResults.Ok(await View(done.Inquiry, store, clock, ct))
        : TypedResults.NotFound();

    // The messages are judged as JSON, before they are read: what LINE takes can be read.
    private static (IReadOnlyList<Message>? Messages, Dictionary<string, string[]> Wrong) Read(AnswerRequest request)
    {
        switch (request)
        {
            case { Text: { } text, Messages: null } when !string.IsNullOrWhiteSpace(text):
                Message[] said = [new TextMessage(text.Trim())];
                return Judged(LineLimits.Check(said), "text", () => said);
            case { Text: null, Messages: { ValueKind: JsonValueKind.Array } messages }:
                return Judged(LineLimits.Check(messages), "messages", () => LineJson.ParseMessages(messages));
            default:
                return (null, new() { ["text"] = ["Say either a text or messages (a JSON array of LINE's message objects)."] });
        }
    }

    private static (IReadOnlyList<Message>? Messages, Dictionary<string, string[]> Wrong) Judged(
        IReadOnlyList<LimitViolation> violations, string field, Func<IReadOnlyList<Message>> messages)
    {
        try
        {
            return violations.Count == 0 ? (messages(), []) : (null, new() { [field] = [.. violations.Select(violation => $"{violation.Path}: {violation.Words.English}")] });
        }
        catch (JsonException unreadable)
        {
            return (null, new() { [field] = [$"Such a message cannot be sent: {unreadable.Message}"] });
        }
    }

    private static async Task<IReadOnlyList<InquiryView>> Views(IReadOnlyList<Stored<Inquiry>> inquiries, IDocumentStore store, TimeProvider clock, CancellationToken ct)
    {
        var friends = await store.GetMany(FriendCollections.Friends, [.. inquiries.Select(inquiry => inquiry.Value.FriendId).Distinct()], ct);
        var names = friends.ToDictionary(friend => friend.Value.Id, friend => friend.Value.DisplayName);
        return [.. inquiries.Select(inquiry => View(inquiry, names.GetValueOrDefault(inquiry.Value.FriendId), clock.GetUtcNow()))];
    }

    private static async Task<InquiryView> View(Stored<Inquiry> inquiry, IDocumentStore store, TimeProvider clock, CancellationToken ct) =>
        (await Views([inquiry], store, clock, ct))[0];

    private static InquiryView View(Stored<Inquiry> stored, string? name, DateTimeOffset now)
    {
        var inquiry = stored.Value;
        return new(inquiry.Id, stored.Version, inquiry.FriendId, name, inquiry.Kind, inquiry.State, inquiry.WaitingSince, inquiry.Entries)
        {
            AssignedTo = inquiry.AssignedTo,
            Answers = [.. inquiry.Answers.Select(answer => new AnswerView(answer.At, answer.By, LineJson.ToElement(answer.Messages), answer.OutboxId))],
            FreeUntil = inquiry.ReplyToken is not null && inquiry.ReplyUntil > now ? inquiry.ReplyUntil : null,
            ClosedAt = inquiry.ClosedAt,
            ClosedBy = inquiry.ClosedBy,
        };
    }

    private static bool TryState(string? written, out InquiryState state)
    {
        state = InquiryState.Open;
        return written is null || (written.All(char.IsAsciiLetter) && Enum.TryParse(written, ignoreCase: true, out state));
    }

    private static bool TooLong(string? name) => name?.Length > LongestName;

    private static string? Trimmed(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });

    private static ProblemHttpResult Conflict(string title, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: title);
}
