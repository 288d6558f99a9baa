using System.Net;
using System.Text;
using Bot.Storage;
using Bot.Surveys.Photos;
using Bot.Tests.Admin;
using Bot.Tests.Journeys;
using Bot.Tests.Simulator;

namespace Bot.Tests.Surveys.Questions;

/// <summary>Pictures of answers with the whole product: sent from a phone, fetched from LINE, given out, taken back, erased.</summary>
public sealed class PhotoCopyTests : IDisposable
{
    private const string Survey = """
        id: receipt
        title: レシート
        purpose: 試すため
        start: { keywords: [レシート] }
        questions:
          - { id: one, kind: photo, text: レシートの写真をどうぞ }
          - { id: many, kind: photo, text: お料理の写真をどうぞ, most: 3 }
        finish: { messages: [届きました] }
        """;

    private readonly BotApplication _bot = Visit.AtNoon();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task A_picture_is_kept_beside_its_answer_and_given_out_as_what_it_is()
    {
        var phone = await Begin();
        await Send(phone);
        var photo = Assert.Single(await Kept(1));

        var answer = await _bot.Api.GetAsync($"api/surveys/receipt/answers/{photo.Answer}/photos/1");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal((HttpStatusCode.OK, "image/png", "nosniff"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal((photo.Bytes, "image/png"), (bytes.LongLength, PhotoFormat.Of(bytes)));
        Assert.Contains(photo.Answer, await _bot.Api.GetStringAsync("api/surveys/receipt/questions/one/photos"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.GetAsync($"api/surveys/receipt/answers/{photo.Answer}/photos/2")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.GetAsync($"api/surveys/spice-level/answers/{photo.Answer}/photos/1")).StatusCode);
        using var console = new ConsoleClient(_bot.Address);
        Assert.Contains($"src=\"/surveys/receipt/answers/{photo.Answer}/photos/1\"", (await console.Open("/surveys/receipt/questions/one/photos")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await console.Open($"/surveys/receipt/answers/{photo.Answer}/photos/1")).Status);
        Assert.Contains("/surveys/receipt/questions/one/photos", (await console.Open("/surveys/receipt")).Html, StringComparison.Ordinal);
        using var stranger = _bot.Client(_bot.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync($"api/surveys/receipt/answers/{photo.Answer}/photos/1")).StatusCode);
    }

    [Fact]
    public async Task Of_several_pictures_the_one_that_is_taken_back_goes_and_an_erasure_takes_them_all()
    {
        var phone = await Begin();
        await Send(phone);
        await Send(phone);
        await Send(phone);
        Assert.Contains("届きました", (await phone.Choose("決定"))[0].Text, StringComparison.Ordinal);
        var photos = await Kept(3);
        Assert.Equal((3, 3), (await Count(PhotoCollections.Photos), await Count(PhotoCollections.Pieces)));
        Assert.Contains("$binary", await _bot.Api.GetStringAsync($"api/friends/{phone.UserId}/export"), StringComparison.Ordinal);

        await phone.Unsend(photos[^1].MessageId);
        await BotApplication.Until(async () => await Count(PhotoCollections.Photos) == 2, "the picture goes");
        Assert.Equal(2, await Count(PhotoCollections.Pieces));
        Assert.Equal(HttpStatusCode.OK, (await _bot.Api.GetAsync($"api/surveys/receipt/answers/{photos[1].Answer}/photos/1")).StatusCode);

        (await _bot.Api.DeleteAsync($"api/friends/{phone.UserId}")).EnsureSuccessStatusCode();
        Assert.Equal((0, 0), (await Count(PhotoCollections.Photos), await Count(PhotoCollections.Pieces)));
    }

    [Fact]
    public async Task A_picture_taken_back_before_the_answer_is_whole_is_no_part_of_it()
    {
        var phone = await Begin();
        await Send(phone);
        await Send(phone);
        var sent = (await phone.Screen()).Messages.Last(message => message.Type == "image").Id;
        await Send(phone);

        await phone.Unsend(sent);
        await BotApplication.Until(async () => (await _bot.Api.GetStringAsync($"api/friends/{phone.UserId}/timeline")).Contains("messageUnsent", StringComparison.Ordinal), "the unsend is noted");
        await phone.Choose("決定");

        Assert.Equal(2, (await Kept(2)).Count);
    }

    [Fact]
    public async Task What_LINE_has_no_more_or_is_too_large_is_noted_and_fetched_no_more()
    {
        var phone = await Begin();
        await Send(phone);
        var photo = Assert.Single(await Kept(1));
        var due = photo with { State = PhotoState.Due, DueAt = photo.At, Tries = 0, MediaType = null, Bytes = 0, Pieces = 0 };
        var commit = new Commit()
            .Insert(PhotoCollections.Photos, due with { Id = AnswerPhoto.Key("other", 1), Answer = "other", MessageId = "404" })
            .Insert(PhotoCollections.Photos, due with { Id = AnswerPhoto.Key("small", 1), Answer = "small", MostBytes = photo.Bytes - 1 })
            .Insert(PhotoCollections.Photos, due with { Id = AnswerPhoto.Key("nobody", 1), Answer = "nobody", FriendId = "U" + new string('0', 32) });
        Assert.IsType<CommitResult.Committed>(await _bot.Store.Commit(commit, default));

        await BotApplication.Until(async () => (await Photo("other-1")).State == PhotoState.Gone && (await Photo("small-1")).State == PhotoState.Refused, "both are given up");

        Assert.Equal((null, null), ((await Photo("other-1")).DueAt, (await Photo("small-1")).DueAt));
        Assert.Equal(1, await Count(PhotoCollections.Pieces));
        Assert.Contains("LINE did not have it any more.", await _bot.Api.GetStringAsync($"api/friends/{phone.UserId}/timeline"), StringComparison.Ordinal);

        // Nobody's picture is not kept, and not fetched for ever.
        await BotApplication.Until(async () => await _bot.Store.Get(PhotoCollections.Photos, "nobody-1", default) is null, "nobody's picture goes");
    }

    [Theory]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000", "image/png")]
    [InlineData("00000018667479706865696300000000", "image/heic")]
    [InlineData("0000001866747970617669660000", null)]
    [InlineData("3C73766720786D6C6E733D", null)]
    [InlineData("FFD8", null)]
    [InlineData("", null)]
    public void A_picture_is_known_by_its_first_bytes(string hex, string? mediaType) => Assert.Equal(mediaType, PhotoFormat.Of(Convert.FromHexString(hex)));

    private async Task<SimulatedPhone> Begin()
    {
        (await _bot.Api.PutAsync("api/definitions/surveys/receipt.yaml", new StringContent(Survey, Encoding.UTF8, "application/yaml"))).EnsureSuccessStatusCode();
        var phone = await _bot.Friend();
        await phone.Ask("レシート");
        await phone.Choose("同意してはじめる");
        return phone;
    }

    private static async Task Send(SimulatedPhone phone)
    {
        await phone.Picture();
        await phone.Answer();
    }

    private async Task<IReadOnlyList<AnswerPhoto>> Kept(int count)
    {
        IReadOnlyList<AnswerPhoto> kept = [];
        await BotApplication.Until(
            async () =>
            {
                kept = [.. (await _bot.Store.Find(new Query<AnswerPhoto>(PhotoCollections.Photos, Filter.Everything), default)).Items.Select(stored => stored.Value).OrderBy(photo => photo.Id)];
                return kept.Count(photo => photo.State == PhotoState.Kept) == count;
            },
            $"{count} pictures are kept");
        return kept;
    }

    private async Task<AnswerPhoto> Photo(string id) => (await _bot.Store.Get(PhotoCollections.Photos, id, default))!.Value;

    private async Task<int> Count<T>(Collection<T> collection)
        where T : class => (int)await _bot.Store.Count(collection, Filter.Everything, default);
}
