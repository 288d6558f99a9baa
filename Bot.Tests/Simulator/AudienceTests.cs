using System.Text;
using Bot.Line;
using Bot.Simulator.Platform;

namespace Bot.Tests.Simulator;

public sealed class AudienceTests : IDisposable
{
    private static readonly IReadOnlyList<Message> Hello = [new TextMessage("ご案内")];
    private static readonly string Nobody = $"U{new string('0', 32)}";

    private readonly string _folder = Directory.CreateTempSubdirectory("audience").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_audience_is_filled_by_the_clock_and_then_narrowcasts_reach_it()
    {
        await using var line = await SimulatedLine.Start();
        var (one, two, other) = (await line.Friend("一"), await line.Friend("二"), await line.Friend("三"));

        var id = (await line.Client.CreateAudience("婚約中の人", [one.UserId, Nobody, MadeUpId.Of(7)], "一回目")).Value!.AudienceGroupId;

        var waiting = (await line.Client.FindAudience(id)).Value!;
        Assert.Equal(("IN_PROGRESS", 0), (waiting.AudienceGroup.Status, waiting.AudienceGroup.AudienceCount!.Value));
        Assert.Contains(Assert.Single(waiting.Jobs!).JobStatus, new[] { "QUEUED", "WORKING" });
        Assert.Equal($"Invalid audience group id: {id}", (await Narrowcast(line, id)).Failure!.Message);
        line.Clock.Advance(TimeSpan.FromSeconds(5));
        var ready = (await line.Client.FindAudience(id)).Value!;
        Assert.Equal((true, 2, "一回目"), (ready.AudienceGroup.IsReady, ready.AudienceGroup.AudienceCount!.Value, Assert.Single(ready.Jobs!).Description));

        // One more; the audience stays ready, without them until the job is finished.
        Assert.True((await line.Client.AddToAudience(id, [two.UserId])).Succeeded);
        Assert.Equal((true, 2), ((await line.Client.FindAudience(id)).Value!.AudienceGroup is var now ? (now.IsReady, now.AudienceCount!.Value) : default));
        line.Clock.Advance(TimeSpan.FromSeconds(5));

        var sent = (await Narrowcast(line, id)).Value!.RequestId!;
        line.Clock.Advance(TimeSpan.FromSeconds(5));
        await one.Answer();
        line.Clock.Advance(TimeSpan.FromSeconds(5));
        var progress = (await line.Client.NarrowcastProgress(sent)).Value!;
        Assert.Equal(("succeeded", 3, 3), (progress.Phase, progress.SuccessCount!.Value, progress.TargetCount!.Value));
        Assert.Single((await two.Screen()).BotTexts);
        Assert.Empty((await other.Screen()).BotTexts);
        Assert.Equal(3, (await line.Client.QuotaConsumption()).Value!.TotalUsage);

        // Everybody but those, and both at once: an audience of the bot's own needs no 50.
        var others = new OperatorRecipient { Not = new AudienceRecipient(id) };
        Assert.True((await line.Client.Narrowcast(new() { Recipient = others }, Hello, Guid.NewGuid().ToString())).Succeeded);
        line.Clock.Advance(TimeSpan.FromSeconds(5));
        await other.Answer();
        Assert.Single((await one.Screen()).BotTexts);
    }

    [Theory]
    [InlineData(0, "QUEUED")]
    [InlineData(1.999, "QUEUED")]
    [InlineData(2, "WORKING")]
    [InlineData(4.999, "WORKING")]
    [InlineData(5, "FINISHED")]
    public void An_upload_is_queued_worked_on_and_finished(double seconds, string status)
    {
        var at = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.FromHours(9));

        Assert.Equal(status, Audience.JobStatus(new AudienceFed(1, 1, at, "", []), at.AddSeconds(seconds)));
    }

    [Fact]
    public async Task An_audience_is_listed_renamed_deleted_and_ends_after_180_days()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        for (var i = 0; i < 41; i++)
        {
            Assert.True((await line.Client.CreateAudience($"Audience {i}", [friend.UserId])).Succeeded);
        }

        var all = await Listed(line);
        Assert.Equal(41, all.Select(audience => audience.AudienceGroupId).Distinct().Count());
        Assert.Equal(11, (await Listed(line, "audience 1")).Count);
        line.Clock.Advance(TimeSpan.FromSeconds(5));
        var page = (await line.Get("/v2/bot/audienceGroup/list?page=3&size=15&status=READY")).Json;
        Assert.Equal((11, false, 41), (page.GetProperty("audienceGroups").GetArrayLength(), page.GetProperty("hasNextPage").GetBoolean(), page.GetProperty("totalCount").GetInt32()));

        var id = all[0].AudienceGroupId;
        Assert.True((await line.Client.RenameAudience(id, "秋の招待🍁")).Succeeded);
        Assert.Equal("秋の招待🍁", (await line.Client.FindAudience(id)).Value!.AudienceGroup.Description);
        Assert.True((await line.Client.DeleteAudience(id)).Succeeded);
        foreach (var failure in (LineFailure?[])[(await line.Client.FindAudience(id)).Failure, (await line.Client.DeleteAudience(id)).Failure, (await line.Client.AddToAudience(id, [])).Failure])
        {
            Assert.Equal("AUDIENCE_GROUP_NOT_FOUND", Assert.Single(Assert.IsType<LineFailure.BadRequest>(failure).Details).Message);
        }

        line.Clock.Advance(TimeSpan.FromDays(180));
        Assert.Equal("EXPIRED", (await line.Client.FindAudience(all[1].AudienceGroupId)).Value!.AudienceGroup.Status);
        Assert.IsType<LineFailure.BadRequest>((await Narrowcast(line, all[1].AudienceGroupId)).Failure);
    }

    [Theory]
    [InlineData("page=0&size=20", "page")]
    [InlineData("", "page")]
    [InlineData("page=1&size=41", "size")]
    [InlineData("page=1&status=DONE", "status")]
    public async Task A_list_asked_for_wrongly(string query, string parameter)
    {
        await using var line = await SimulatedLine.Start();

        var answer = await line.Get($"/v2/bot/audienceGroup/list?{query}");

        Assert.Equal((400, $"The value for the '{parameter}' parameter is invalid"), (answer.Status, answer.Message));
        Assert.Equal(0, (await line.Get("/v2/bot/audienceGroup/list?page=1&size=40")).Json.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task One_id_that_is_none_refuses_all_of_them_before_and_at_LINE()
    {
        await using var line = await SimulatedLine.Start();

        var refused = Assert.IsType<LineFailure.BadRequest>((await line.Client.CreateAudience("だめ", [Nobody, "U123"])).Failure);
        Assert.Equal(new LineErrorDetail("UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT", "audiences[1].id"), Assert.Single(refused.Details));
        var answer = await line.Post("/v2/bot/audienceGroup/upload", """{"description":"だめ","audiences":[{"id":"U123"}]}""");
        Assert.Equal((400, "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"), (answer.Status, answer.Json.GetProperty("details")[0].GetProperty("message").GetString()));
        Assert.Empty(await Listed(line));
    }

    [Fact]
    public async Task An_empty_audience_stays_in_progress_and_ten_uploads_are_enough_at_a_time()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var id = (await line.Client.CreateAudience("空", [])).Value!.AudienceGroupId;
        line.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("IN_PROGRESS", (await line.Client.FindAudience(id)).Value!.AudienceGroup.Status);

        for (var i = 0; i < 10; i++)
        {
            Assert.True((await line.Client.AddToAudience(id, [friend.UserId])).Succeeded);
        }

        Assert.IsType<LineFailure.RateLimited>((await line.Client.AddToAudience(id, [friend.UserId])).Failure);
        line.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await line.Client.AddToAudience(id, [friend.UserId])).Succeeded);
        Assert.Equal(1, (await line.Client.FindAudience(id)).Value!.AudienceGroup.AudienceCount);
    }

    [Fact]
    public async Task A_file_of_ids_is_an_audience_too_whatever_the_SDK_leaves_undefined()
    {
        await using var line = await SimulatedLine.Start();
        var (one, two) = (await line.Friend("一"), await line.Friend("二"));

        var made = await Upload(line, HttpMethod.Post, $"{one.UserId}\r\n{Nobody}\n", ("description", "ファイル"), ("isIfaAudience", "undefined"), ("uploadDescription", "undefined"));
        Assert.Equal(202, made.Status);
        var id = made.Json.GetProperty("audienceGroupId").GetInt64();
        Assert.Equal(202, (await Upload(line, HttpMethod.Put, two.UserId, ("audienceGroupId", $"{id}"), ("uploadDescription", "二回目"))).Status);
        line.Clock.Advance(TimeSpan.FromSeconds(5));

        var found = (await line.Client.FindAudience(id)).Value!;
        Assert.Equal((true, 2, "二回目"), (found.AudienceGroup.IsReady, found.AudienceGroup.AudienceCount!.Value, found.Jobs![0].Description));
        Assert.Equal(400, (await Upload(line, HttpMethod.Post, "U123", ("description", "だめ"))).Status);
        Assert.Equal(400, (await Upload(line, HttpMethod.Post, one.UserId)).Status);
        Assert.Equal(415, (await line.Post("/v2/bot/audienceGroup/upload/byFile", "{}")).Status);

        // More than the 2 MB of other calls.
        var many = string.Join('\n', Enumerable.Repeat(Nobody, 70_000));
        Assert.Equal(202, (await Upload(line, HttpMethod.Post, many, ("description", "多い"))).Status);
    }

    [Fact]
    public async Task Who_saw_or_tapped_a_broadcast_is_an_audience_that_needs_50()
    {
        await using var line = await SimulatedLine.Start();
        var friends = new List<SimulatedPhone>();
        for (var i = 0; i < 51; i++)
        {
            friends.Add(await line.Friend($"友だち{i}"));
        }

        var requestId = (await line.Client.Broadcast([new TextMessage("https://example.com/menu と https://example.com/map")], Guid.NewGuid().ToString())).Value!.RequestId!;
        var message = (await friends[0].Screen()).Messages[^1].Id;
        foreach (var friend in friends.Take(50))
        {
            await friend.Look();
        }

        foreach (var friend in friends.Take(3))
        {
            await friend.Open(message, "https://example.com/menu");
        }

        var saw = await Of(line, "imp", new { description = "見た", requestId });
        var tapped = await Of(line, "click", new { description = "開いた", requestId, clickUrl = "https://example.com/menu" });
        Assert.Equal("AUDIENCE_GROUP_REQUEST_ID_DUPLICATE", Code(await line.Post("/v2/bot/audienceGroup/imp", new { description = "また", requestId })));
        Assert.Equal("REQUEST_NOT_FOUND", Code(await line.Post("/v2/bot/audienceGroup/imp", new { description = "ない", requestId = Guid.NewGuid() })));
        line.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(("READY", 50), (await line.Client.FindAudience(saw)).Value!.AudienceGroup is var one ? (one.Status, one.AudienceCount!.Value) : default);
        Assert.Equal(("FAILED", 0, "AUDIENCE_GROUP_AUDIENCE_INSUFFICIENT"), (await line.Client.FindAudience(tapped)).Value!.AudienceGroup is var other ? (other.Status, other.AudienceCount!.Value, other.FailedType) : default);
        Assert.Equal(4, await ErrorOf(line, new AudienceRecipient(tapped)));
        Assert.Equal(2, await ErrorOf(line, new OperatorRecipient { And = [new AudienceRecipient(saw), new OperatorRecipient { Not = new AudienceRecipient(saw) }] }));
        Assert.Null(await ErrorOf(line, new AudienceRecipient(saw)));

        await line.Switch(new { narrowcastMinimums = false });
        Assert.Null(await ErrorOf(line, new AudienceRecipient(tapped)));
        line.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal("TOO_OLD_MESSAGES", Code(await line.Post("/v2/bot/audienceGroup/click", new { description = "遅い", requestId })));
    }

    [Fact]
    public async Task Audiences_outlive_a_restart()
    {
        var journal = Path.Combine(_folder, "line.jsonl");
        long id;
        await using (var line = await SimulatedLine.Start(journal))
        {
            id = (await line.Client.CreateAudience("残る", [(await line.Friend()).UserId])).Value!.AudienceGroupId;
            await line.Client.RenameAudience(id, "まだある");
            await line.Client.DeleteAudience((await line.Client.CreateAudience("消える", [])).Value!.AudienceGroupId);
            line.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        for (var start = 0; start < 2; start++)
        {
            await using var line = await SimulatedLine.Start(journal);
            Assert.Equal((id, "まだある", true, 1L), Assert.Single(await Listed(line)) is var one ? (one.AudienceGroupId, one.Description, one.IsReady, one.AudienceCount!.Value) : default);
        }
    }

    private static Task<LineResult<Bot.Line.Sent>> Narrowcast(SimulatedLine line, long audience) =>
        line.Client.Narrowcast(new() { Recipient = new AudienceRecipient(audience) }, Hello, Guid.NewGuid().ToString());

    private static async Task<int?> ErrorOf(SimulatedLine line, NarrowcastRecipient recipient)
    {
        var sent = await line.Client.Narrowcast(new() { Recipient = recipient }, Hello, Guid.NewGuid().ToString());
        line.Clock.Advance(TimeSpan.FromSeconds(10));
        return (await line.Client.NarrowcastProgress(sent.Value!.RequestId!)).Value!.ErrorCode;
    }

    private static async Task<long> Of(SimulatedLine line, string kind, object body)
    {
        var answer = await line.Post($"/v2/bot/audienceGroup/{kind}", body);
        Assert.True(answer.Status == 202, answer.Body);
        return answer.Json.GetProperty("audienceGroupId").GetInt64();
    }

    private static string? Code(Answer answer)
    {
        Assert.Equal(400, answer.Status);
        return answer.Json.GetProperty("details")[0].GetProperty("message").GetString();
    }

    private static async Task<IReadOnlyList<LineAudience>> Listed(SimulatedLine line, string? description = null)
    {
        var listed = new List<LineAudience>();
        await foreach (var audience in line.Client.Audiences(description))
        {
            listed.Add(audience.Value!);
        }

        return listed;
    }

    private static async Task<Answer> Upload(SimulatedLine line, HttpMethod method, string ids, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(ids)), "file", "ids.txt");
        using var request = new HttpRequestMessage(method, "/v2/bot/audienceGroup/upload/byFile") { Content = form };
        using var response = await line.Api.SendAsync(request);
        return await Answer.Of(response);
    }
}
