using System.Text.Json.Nodes;
using Bot.Simulator.Platform;
using Bot.Simulator.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Simulator.Phone;

/// <summary>The simulator's own routes: what people do on their phones, and what one may look at.</summary>
internal sealed class PhoneApi(LinePlatform platform, WebhookSender webhooks)
{
    // LINE takes pictures of 10 MB and recordings of 200; what people send here is kept in memory and in the journal.
    private const int LargestPicture = 10 * 1024 * 1024;
    private const int LargestRecording = 25 * 1024 * 1024;

    private readonly Phones _phones = new(platform);
    private readonly Wallets _wallets = new(platform);

    public void Map(IEndpointRouteBuilder routes)
    {
        var sim = routes.MapGroup("/sim");
        sim.MapGet("/users", Users);
        sim.MapPost("/users", AddUser);
        sim.MapPost("/users/bulk", AddCrowd);
        sim.MapGet("/users/{id}/chat", Chat);
        sim.MapGet("/users/{id}/picture", Picture);
        sim.MapPost("/users/{id}/read", Read);
        sim.MapPost("/users/{id}/follow", (string id) => Act(id, _phones.Follow));
        sim.MapPost("/users/{id}/unblock", (string id) => Act(id, _phones.Follow));
        sim.MapPost("/users/{id}/block", (string id) => Act(id, _phones.Block));
        sim.MapPost("/users/{id}/message", (string id, SayRequest say) => Act(id, person => Say(person, say)));
        sim.MapPost("/users/{id}/edit", (string id, EditRequest edit) => Act(id, person => _phones.Edit(person, edit.MessageId, edit.Text)));
        sim.MapPost("/users/{id}/unsend", (string id, UnsendRequest unsend) => Act(id, person => _phones.Unsend(person, unsend.MessageId)));
        sim.MapPost("/users/{id}/tap", (string id, TapRequest tap) => Act(id, person => DoTap(person, tap)));
        sim.MapPost("/users/{id}/postback", (string id, PostbackRequest postback) =>
            Act(id, person => _phones.Postback(person, postback.Data, postback.DisplayText, postback.Params)));
        sim.MapPost("/users/{id}/sticker", (string id, StickerRequest sticker) => Act(id, person => _phones.Sticker(person, sticker.PackageId, sticker.StickerId)));
        sim.MapPost("/users/{id}/location", (string id, LocationRequest place) =>
            Act(id, person => _phones.Location(person, place.Title, place.Address, place.Latitude, place.Longitude)));
        sim.MapPost("/users/{id}/image", Image);
        sim.MapPost("/users/{id}/video", (string id, HttpRequest request, long? duration, CancellationToken cancellation) =>
            Recording(id, "video", request, duration, cancellation));
        sim.MapPost("/users/{id}/audio", (string id, HttpRequest request, long? duration, CancellationToken cancellation) =>
            Recording(id, "audio", request, duration, cancellation));
        sim.MapPost("/users/{id}/watched", (string id, WatchedRequest watched) => Act(id, person => _phones.Watched(person, watched.MessageId)));
        sim.MapPost("/users/{id}/open", (string id, OpenRequest open) => Act(id, person => _phones.OpenLink(person, open.MessageId, open.Url)));
        sim.MapPost("/users/{id}/login", LogIn);
        sim.MapPost("/users/{id}/beacon", (string id, BeaconRequest beacon) => Act(id, person => _phones.Beacon(person, beacon.Hwid, beacon.Type, beacon.Dm)));
        sim.MapPost("/users/{id}/link", (string id, LinkRequest link) => Act(id, person => _phones.LinkAccount(person, link.Nonce, link.Ok)));
        sim.MapGet("/users/{id}/coupons", CouponsOf);
        sim.MapGet("/users/{id}/coupons/{couponId}", CouponOf);
        sim.MapPost("/users/{id}/coupons/{couponId}/acquire", (string id, string couponId) => DoCoupon(id, couponId, _wallets.Acquire));
        sim.MapPost("/users/{id}/coupons/{couponId}/use", (string id, string couponId) => DoCoupon(id, couponId, _wallets.Use));
        sim.MapGet("/coupons", AllCoupons);
        sim.MapGet("/content/{messageId}", Content);
        sim.MapGet("/log", (long? after, int? limit) => TypedResults.Ok(platform.Calls.Since(after ?? 0, Math.Clamp(limit ?? 200, 1, 1_000))));
        sim.MapGet("/log/{seq:long}", LogEntry);
        sim.MapPost("/verify", Verify);
        sim.MapPost("/reset", Reset);
    }

    private Ok<UserList> Users(string? q, int? limit)
    {
        lock (platform.Gate)
        {
            var found = platform.People.Where(person => string.IsNullOrEmpty(q) || person.Name.Contains(q, StringComparison.OrdinalIgnoreCase) || person.Id == q);
            return TypedResults.Ok(new UserList(
                platform.People.Count,
                platform.People.Count(person => person.Standing == Standing.Friend),
                [.. found.Take(Math.Clamp(limit ?? 200, 1, 100_000)).Select(PersonView.Of)]));
        }
    }

    private Results<Ok<PersonView>, ValidationProblem> AddUser(AddUserRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 20)
        {
            return Invalid("name", "A name has 1 to 20 letters.");
        }

        if (request.Id is { } id && !LineApi.MessageCalls.IsUserId(id))
        {
            return Invalid("id", "A user id is U and 32 hexadecimal digits.");
        }

        var person = _phones.Add(request.Name.Trim(), request.Id, request.StatusMessage);
        if (request.Follow)
        {
            _phones.Follow(person);
        }

        lock (platform.Gate)
        {
            return TypedResults.Ok(PersonView.Of(person));
        }
    }

    private Results<Ok<CrowdAnswer>, ValidationProblem> AddCrowd(CrowdRequest request)
    {
        if (request.Count is < 1 or > 1_000_000)
        {
            return Invalid("count", "1 to 1,000,000 people.");
        }

        var added = _phones.AddCrowd(request.Count, request.Follow, request.Announce);
        return TypedResults.Ok(new CrowdAnswer(added.Count, [.. added.Select(person => person.Id)]));
    }

    /// <summary>The screen; with <c>wait</c> (seconds) answers when the bot has said something after <c>after</c>.</summary>
    private async Task<Results<Ok<ChatView>, NotFound>> Chat(string id, long? after, double? wait, CancellationToken cancellation)
    {
        var since = after ?? 0;
        using var watch = platform.Feed.Subscribe();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, 60)));
        while (true)
        {
            lock (platform.Gate)
            {
                if (platform.Find(id) is not { } person)
                {
                    return TypedResults.NotFound();
                }

                if (wait is null || patience.IsCancellationRequested || person.Chat.Any(entry => entry.FromBot && entry.Seq > since))
                {
                    return TypedResults.Ok(ChatView.Of(person, since));
                }
            }

            try
            {
                await watch.News.WaitToReadAsync(patience.Token);
                while (watch.News.TryRead(out _))
                {
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
            }
        }
    }

    private Results<NoContent, NotFound> Read(string id)
    {
        lock (platform.Gate)
        {
            if (platform.Find(id) is not { } person)
            {
                return TypedResults.NotFound();
            }

            _phones.Read(person);
            return TypedResults.NoContent();
        }
    }

    private static Results<ContentHttpResult, NotFound> Picture(string id, HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return LineApi.MessageCalls.IsUserId(id) ? TypedResults.Content(Portrait.Of(id), "image/svg+xml") : TypedResults.NotFound();
    }

    private async Task<Results<Ok<ActView>, NotFound, ProblemHttpResult>> Image(string id, HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > LargestPicture)
        {
            return TypedResults.Problem("A picture has at most 10 MB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        var mediaType = request.ContentType is "image/png" or "image/jpeg" ? request.ContentType : null;
        return (mediaType, bytes.Length) switch
        {
            (not null, > 0) => Act(id, person => _phones.Picture(person, mediaType, bytes.ToArray())),
            (_, 0) => Act(id, person => _phones.Picture(person, "image/png", SamplePicture.Png)),
            _ => TypedResults.Problem("A picture is image/png or image/jpeg.", statusCode: StatusCodes.Status415UnsupportedMediaType),
        };
    }

    private async Task<Results<Ok<ActView>, NotFound, ProblemHttpResult>> Recording(
        string id, string type, HttpRequest request, long? duration, CancellationToken cancellation)
    {
        if (request.ContentLength > LargestRecording)
        {
            return TypedResults.Problem("A video or sound has at most 25 MB here.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        if (bytes.Length == 0)
        {
            var sample = SampleRecording.Of(type);
            return Act(id, person => _phones.Recording(person, type, sample.MediaType, sample.Bytes, sample.Duration));
        }

        var mediaType = request.ContentType ?? "";
        return mediaType.StartsWith($"{type}/", StringComparison.Ordinal)
            ? Act(id, person => _phones.Recording(person, type, mediaType, bytes.ToArray(), duration is > 0 and { } known ? known : 1_000))
            : TypedResults.Problem($"The content type must be {type}/…, e.g. {SampleRecording.Of(type).MediaType}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
    }

    // As a LIFF app gets them; a browser logs in at /oauth2/v2.1/authorize.
    private Results<Ok<LoginAnswer>, NotFound> LogIn(string id, LoginRequest login)
    {
        lock (platform.Gate)
        {
            if (platform.Find(id) is not { } person)
            {
                return TypedResults.NotFound();
            }

            var consent = new Consent(id, login.Scope, login.Nonce, RedirectUri: null);
            return TypedResults.Ok(new LoginAnswer(
                platform.Channel.LoginId, platform.Logins.IssueIdToken(person, consent, liff: true), platform.Logins.IssueToken(id, login.Scope, Logins.LiffTokenLife).Token));
        }
    }

    private Ok<IReadOnlyList<CouponCount>> AllCoupons()
    {
        lock (platform.Gate)
        {
            return TypedResults.Ok<IReadOnlyList<CouponCount>>([.. platform.Coupons.All.Select(coupon => CouponCount.Of(coupon, platform.Now))]);
        }
    }

    private Results<Ok<IReadOnlyList<CouponView>>, NotFound> CouponsOf(string id)
    {
        lock (platform.Gate)
        {
            return platform.Find(id) is { } person
                ? TypedResults.Ok<IReadOnlyList<CouponView>>([.. _wallets.Listed(person).Select(coupon => CouponView.Of(coupon, person, platform.Now))])
                : TypedResults.NotFound();
        }
    }

    private Results<Ok<CouponView>, NotFound> CouponOf(string id, string couponId)
    {
        lock (platform.Gate)
        {
            return platform.Find(id) is { } person && platform.Coupons.Find(couponId) is { } coupon
                ? TypedResults.Ok(CouponView.Of(coupon, person, platform.Now))
                : TypedResults.NotFound();
        }
    }

    private Results<Ok<CouponView>, NotFound, ProblemHttpResult> DoCoupon(string id, string couponId, Func<Person, Coupon, string?> act)
    {
        lock (platform.Gate)
        {
            if (platform.Find(id) is not { } person || platform.Coupons.Find(couponId) is not { } coupon)
            {
                return TypedResults.NotFound();
            }

            return act(person, coupon) is { } refusal
                ? TypedResults.Problem(refusal, statusCode: StatusCodes.Status409Conflict)
                : TypedResults.Ok(CouponView.Of(coupon, person, platform.Now));
        }
    }

    // The phone itself shows what it sent at once, and in parts, as players ask for it.
    private Results<FileContentHttpResult, NotFound> Content(string messageId)
    {
        lock (platform.Gate)
        {
            return platform.ContentOf(messageId) is { } content
                ? TypedResults.File(content.Bytes, content.MediaType, enableRangeProcessing: true)
                : TypedResults.NotFound();
        }
    }

    private Results<Ok<CallView>, NotFound> LogEntry(long seq) =>
        platform.Calls.Find(seq) is { } call ? TypedResults.Ok(CallView.Of(call)) : TypedResults.NotFound();

    private async Task<Results<Ok<VerifyAnswer>, ProblemHttpResult>> Verify()
    {
        if (platform.WebhookUrl is not { } url)
        {
            return TypedResults.Problem("No webhook address is set.", statusCode: StatusCodes.Status409Conflict);
        }

        var answer = await webhooks.Verify(url);
        return TypedResults.Ok(new VerifyAnswer(answer.Success, answer.Status, answer.Detail));
    }

    private NoContent Reset()
    {
        platform.Reset();
        platform.AddReadyMadePeople();
        return TypedResults.NoContent();
    }

    private ActOutcome Say(Person person, SayRequest say) =>
        say.Text is { Length: > 0 and <= 10_000 } text ? _phones.Say(person, text) : new ActOutcome.Refused("A text has 1 to 10,000 letters.");

    private ActOutcome DoTap(Person person, TapRequest tap) => tap switch
    {
        { MessageId: { } messageId, Action: { } path } => _phones.TapAt(person, messageId, path, tap.Value),
        { Label: { } label } => _phones.TapLabel(person, label, tap.Value),
        _ => new ActOutcome.Refused("Name what to tap: messageId and action, or label."),
    };

    private Results<Ok<ActView>, NotFound, ProblemHttpResult> Act(string id, Func<Person, ActOutcome> act)
    {
        Person? person;
        lock (platform.Gate)
        {
            person = platform.Find(id);
        }

        return person is null
            ? TypedResults.NotFound()
            : act(person) switch
            {
                ActOutcome.Done done => TypedResults.Ok(ActView.Of(done)),
                ActOutcome.Refused(var why) => TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    private static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });
}

internal sealed record UserList(int Total, int Friends, IReadOnlyList<PersonView> Users);

internal sealed record AddUserRequest(string? Name, string? Id = null, string? StatusMessage = null, bool Follow = false);

/// <summary>Many people at once; <c>announce</c> posts each follow to the bot.</summary>
internal sealed record CrowdRequest(int Count, bool Follow = true, bool Announce = false);

internal sealed record CrowdAnswer(int Added, IReadOnlyList<string> Ids);

internal sealed record SayRequest(string? Text);

internal sealed record EditRequest(string MessageId, string Text);

internal sealed record UnsendRequest(string MessageId);

internal sealed record WatchedRequest(string MessageId);

internal sealed record OpenRequest(string MessageId, string Url);

internal sealed record LoginRequest(string Scope = "openid profile", string? Nonce = null);

internal sealed record LoginAnswer(string ClientId, string IdToken, string AccessToken);

internal sealed record BeaconRequest(string Hwid = "d41d8cd98f", string Type = "enter", string? Dm = null);

/// <summary>The nonce is what the shop's login page made up.</summary>
internal sealed record LinkRequest(string Nonce, bool Ok = true);

/// <summary>Where the finger goes: a message and the path of an action in it, or a label. Value: the picked date or time.</summary>
internal sealed record TapRequest(string? MessageId = null, string? Action = null, string? Label = null, string? Value = null);

internal sealed record PostbackRequest(string Data, string? DisplayText = null, JsonObject? Params = null);

internal sealed record StickerRequest(string PackageId = "446", string StickerId = "1988");

internal sealed record LocationRequest(double Latitude, double Longitude, string? Title = null, string? Address = null);

internal sealed record VerifyAnswer(bool Success, int Status, string Detail);
