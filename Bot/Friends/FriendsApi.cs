using System.Text.Json.Nodes;
using Bot.Access;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Friends;

/// <summary>The friends' part of the REST API.</summary>
internal static class FriendsApi
{
    private const int LongestText = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var friends = api.MapGroup("/friends").WithTags("Friends");
        friends.MapGet("/{userId}", Find);
        friends.MapGet("/{userId}/timeline", Timeline);
        friends.MapGet("/{userId}/export", Export).Needs(Permission.Friends).GivesDataOut();
        friends.MapPost("/{userId}/notes", Note).Needs(Permission.Friends).WithSummary("Write something down of a friend");
        friends.MapPut("/{userId}/tags/{tag}", AddTag).Needs(Permission.Friends);
        friends.MapDelete("/{userId}/tags/{tag}", RemoveTag).Needs(Permission.Friends);
        friends.MapPut("/{userId}/attributes/{name}", SetAttribute).Needs(Permission.Friends);
        friends.MapDelete("/{userId}/attributes/{name}", RemoveAttribute).Needs(Permission.Friends);
        api.MapGet("/erasures/{receiptId}", Receipt).WithTags("Friends");
    }

    /// <summary>A page of friends, or of a timeline; <c>next</c> goes into <c>after</c> of the following request.</summary>
    public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);

    /// <summary>Group: the exclusive group, of which a friend holds one tag. Staff: who sets it.</summary>
    public sealed record TagRequest(string? Group, string? Staff);

    /// <summary>What is written down, and by whom.</summary>
    public sealed record NoteRequest(string? Text, string? Staff);

    /// <summary>Exactly one of the four values. Staff: who sets it.</summary>
    public sealed record AttributeRequest(string? Text, double? Number, bool? Flag, DateOnly? Date, string? Staff);

    private static async Task<Results<Ok<Friend>, NotFound>> Find(string userId, FriendStore friends, CancellationToken ct) =>
        await friends.Find(userId, ct) is { } friend ? TypedResults.Ok(friend) : TypedResults.NotFound();

    private static async Task<Results<Ok<Listed<TimelineEntry>>, ValidationProblem, NotFound>> Timeline(
        string userId, FriendStore friends, string? after, int? limit, CancellationToken ct)
    {
        if (await friends.Find(userId, ct) is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var page = await friends.Timeline(userId, Paged(limit), after, ct);
            return TypedResults.Ok(new Listed<TimelineEntry>([.. page.Items.Select(stored => stored.Value)], page.Next));
        }
        catch (ArgumentException)
        {
            return BadCursor();
        }
    }

    private static async Task<Results<Ok<JsonObject>, NotFound>> Export(string userId, FriendErasure data, CancellationToken ct) =>
        await data.Export(userId, ct) is { } export ? TypedResults.Ok(export) : TypedResults.NotFound();

    private static async Task<Results<Ok<ErasureReceipt>, NotFound>> Receipt(string receiptId, IDocumentStore store, CancellationToken ct) =>
        await store.Get(FriendCollections.Erasures, receiptId, ct) is { } receipt ? TypedResults.Ok(receipt.Value) : TypedResults.NotFound();

    private static async Task<Results<Ok<Friend>, ValidationProblem, NotFound>> AddTag(
        string userId, string tag, TagRequest? request, FriendStore friends, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string[]>();
        CheckName(wrong, "tag", tag);
        if (request?.Group is { } group)
        {
            CheckName(wrong, "group", group);
        }

        return wrong.Count > 0
            ? TypedResults.ValidationProblem(wrong)
            : await Changed(friends, userId, change => change.AddTag(tag.Trim(), request?.Group?.Trim(), SourceOf(request?.Staff)), ct);
    }

    private static async Task<Results<Ok<Friend>, ValidationProblem, NotFound>> RemoveTag(
        string userId, string tag, string? staff, FriendStore friends, CancellationToken ct) =>
        await Changed(friends, userId, change => change.RemoveTag(tag, SourceOf(staff)), ct);

    private static async Task<Results<Ok<Friend>, ValidationProblem, NotFound>> SetAttribute(
        string userId, string name, AttributeRequest request, FriendStore friends, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string[]>();
        CheckName(wrong, "name", name);
        if (new object?[] { request.Text, request.Number, request.Flag, request.Date }.Count(value => value is not null) != 1)
        {
            wrong["value"] = ["Give exactly one of text, number, flag and date."];
        }

        if (request.Text is { Length: 0 or > LongestText })
        {
            wrong["text"] = [$"The text must have 1 to {LongestText} characters."];
        }

        return wrong.Count > 0
            ? TypedResults.ValidationProblem(wrong)
            : await Changed(
                friends,
                userId,
                change => change.SetAttribute(new FriendAttribute(name.Trim(), change.Now, SourceOf(request.Staff))
                {
                    Text = request.Text,
                    Number = request.Number,
                    Flag = request.Flag,
                    Date = request.Date,
                }),
                ct);
    }

    private static async Task<Results<Ok<Friend>, ValidationProblem, NotFound>> RemoveAttribute(
        string userId, string name, string? staff, FriendStore friends, CancellationToken ct) =>
        await Changed(friends, userId, change => change.RemoveAttribute(name, SourceOf(staff)), ct);

    private static async Task<Results<NoContent, ValidationProblem, NotFound>> Note(string userId, NoteRequest request, FriendStore friends, CancellationToken ct)
    {
        var noted = await friends.Change(userId, (change, _) => ValueTask.FromResult((object)change.Note(request.Text, SourceOf(request.Staff))), ct);
        return noted switch
        {
            null => TypedResults.NotFound(),
            true => TypedResults.NoContent(),
            _ => Invalid("text", $"A note has 1 to {FriendNotes.Longest} characters."),
        };
    }

    private static async Task<Results<Ok<Friend>, ValidationProblem, NotFound>> Changed(
        FriendStore friends, string userId, Action<FriendChange> decide, CancellationToken ct) =>
        await friends.Change(
            userId,
            (change, _) =>
            {
                decide(change);
                return ValueTask.FromResult(change);
            },
            ct) is { } changed
            ? TypedResults.Ok(changed.Friend)
            : TypedResults.NotFound();

    private static void CheckName(Dictionary<string, string[]> wrong, string field, string name)
    {
        if (!FactName.IsGood(name))
        {
            wrong[field] = [$"The {field} must have 1 to {FactName.MaxLength} characters and no line breaks."];
        }
    }

    private static FactSource SourceOf(string? staff) => string.IsNullOrWhiteSpace(staff) ? FactSource.Api : FactSource.Staff(staff.Trim());

    private static int Paged(int? limit) => Math.Clamp(limit ?? 50, 1, 500);

    private static ValidationProblem BadCursor() => Invalid("after", "This is not a 'next' of this list. Begin again without it.");

    private static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });
}
