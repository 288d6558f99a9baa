using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Tests.FriendLists;

/// <summary>Files of facts as shops really have them, through the API.</summary>
public sealed class ImportTests : IClassFixture<ImportTests.Running>
{
    private static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    private readonly BotApplication _bot;
    private readonly string _sakura = NewId();
    private readonly string _kenta = NewId();

    public ImportTests(Running running)
    {
        _bot = running.Bot;
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        _bot.Store.Commit(
            new Commit()
                .Insert(FriendCollections.Friends, Friend.FirstSeen(_sakura, now) with { Status = FriendStatus.Following })
                .Insert(FriendCollections.Friends, Friend.FirstSeen(_kenta, now) with { Status = FriendStatus.Following }),
            CancellationToken.None).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Tags_and_attributes_of_every_type_are_read_with_the_file_as_their_source()
    {
        var answer = await Propose(
            $"\uFEFFユーザーID,名前,タグ,タグ:会員,属性:来店回数,属性:誕生日,属性:会員番号,属性:メルマガ\r\n{_sakura},さくら,甘口;🍛好き,1,12,1990/2/28,00123,はい\r\n{_kenta},健太,,0,3,2000-02-29,00456,いいえ\r\n");

        Assert.Empty(Problems(answer));
        Assert.Equal(("UTF-8", 2, 2), (answer.GetProperty("encoding").GetString(), answer.GetProperty("rows").GetInt32(), answer.GetProperty("changing").GetInt32()));
        Assert.Empty((await Find(_sakura)).Tags); // Nothing is done before the yes.
        await Approve(answer);

        var sakura = await Find(_sakura);
        Assert.Equal(["甘口", "🍛好き", "会員"], sakura.Tags.Select(tag => tag.Name));
        Assert.All(sakura.Tags, tag => Assert.Equal(FactSource.Import("members.csv"), tag.Source));
        Assert.Equal(12, Attribute(sakura, "来店回数").Number);
        Assert.Equal(new DateOnly(1990, 2, 28), Attribute(sakura, "誕生日").Date);
        Assert.Equal("00123", Attribute(sakura, "会員番号").Text);
        Assert.True(Attribute(sakura, "メルマガ").Flag);
        Assert.Equal(new DateOnly(2000, 2, 29), Attribute(await Find(_kenta), "誕生日").Date);
    }

    [Fact]
    public async Task Read_in_twice_it_changes_nothing_the_second_time()
    {
        var file = $"user_id,tags,attribute:memo\n{_sakura},甘口,常連\n";
        await Approve(await Propose(file));
        var before = await Find(_sakura);

        var again = await Propose(file);
        Assert.Equal(0, again.GetProperty("changing").GetInt32());
        var job = await Approve(again);

        Assert.Equal(0, job.GetProperty("changed").GetInt32());
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await Find(_sakura)));
    }

    [Fact]
    public async Task It_can_be_taken_back()
    {
        await Approve(await Propose($"user_id,attribute:memo\n{_sakura},常連\n"));
        var job = await Approve(await Propose($"user_id,tags,attribute:memo\n{_sakura},甘口,お得意様\n"));

        var undo = await (await _bot.Api.PostAsync($"/api/jobs/{job.GetProperty("id").GetString()}/undo", null)).Content.ReadFromJsonAsync<JsonElement>();
        await Done(undo);

        var sakura = await Find(_sakura);
        Assert.Equal("常連", Attribute(sakura, "memo").Text);
        Assert.DoesNotContain(sakura.Tags, tag => tag.Name == "甘口");
    }

    [Fact]
    public async Task Shift_JIS_from_an_old_Excel_is_read()
    {
        var answer = await Propose(ShiftJis.GetBytes($"ユーザーID\tタグ\r\n{_sakura}\t髙橋様、①番\r\n"));

        Assert.Equal("Shift_JIS", answer.GetProperty("encoding").GetString());
        await Approve(answer);
        Assert.Equal(["髙橋様", "①番"], (await Find(_sakura)).Tags.Select(tag => tag.Name));
    }

    [Fact]
    public async Task Quotes_commas_line_breaks_and_formulas_in_a_cell_are_the_cell()
    {
        var answer = await Propose($"user_id,attribute:memo,attribute:a\n{_sakura},\"一行目\n二行目, \"\"引用\"\"\",'=HYPERLINK(1)\n{_kenta},\"'-5\",'plain\n");

        Assert.Empty(Problems(answer));
        await Approve(answer);
        Assert.Equal("一行目\n二行目, \"引用\"", Attribute(await Find(_sakura), "memo").Text);
        Assert.Equal("=HYPERLINK(1)", Attribute(await Find(_sakura), "a").Text);
        Assert.Equal("'plain", Attribute(await Find(_kenta), "a").Text);
    }

    [Fact]
    public async Task Every_problem_says_line_column_cause_and_fix_and_only_good_lines_are_taken()
    {
        var answer = await Propose(string.Join('\n',
            "user_id,tag:会員,attribute:誕生日:date,attribute:memo",
            $"{_sakura},1,1990-01-01,ok",
            $"{_kenta},たぶん,1990-02-30,{new string('長', 5_000)}",
            "U00000000000000000000000000000000,1,,",
            ",1,,",
            $"{_sakura},0,,",
            $"{_sakura},1,1990-01-01,ok",
            $"{_kenta},1,,,too,many"));

        var problems = Problems(answer).Select(problem => (problem.GetProperty("line").GetInt32(), problem.TryGetProperty("column", out var column) ? column.GetString() : null)).ToList();
        Assert.Equal(
            [(3, "tag:会員"), (3, "attribute:誕生日:date"), (3, "attribute:memo"), (4, "user_id"), (5, "user_id"), (6, "user_id"), (8, null)],
            problems);
        Assert.All(Problems(answer), problem => Assert.True(problem.GetProperty("english").GetString()!.Length > 0 && problem.GetProperty("japaneseFix").GetString()!.Length > 0));
        await Approve(answer);
        Assert.Contains((await Find(_sakura)).Tags, tag => tag.Name == "会員");
        Assert.Empty((await Find(_kenta)).Tags);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a ZIP that says .csv", "Excel")]
    [InlineData("a\0b,c", "cannot be read as text")]
    [InlineData("", "empty")]
    [InlineData("user_id,tags", "no line with a friend")]
    [InlineData("user_id,\"tags\nU1,x", "does not end")]
    [InlineData("name,tags\nさくら,x", "No column says which friend")]
    [InlineData("user_id,足のサイズ\nU1,24", "means nothing here")]
    [InlineData("user_id,attribute:a,attribute:a\nU1,1,2", "two columns")]
    public async Task What_is_no_such_file_is_refused_with_a_reason(string file, string reason)
    {
        var answer = await Propose(file);

        Assert.False(answer.TryGetProperty("job", out var job) && job.ValueKind != JsonValueKind.Null);
        Assert.Contains(Problems(answer), problem => problem.GetProperty("english").GetString()!.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        using var content = new ByteArrayContent(new byte[12 * 1024 * 1024]);
        content.Headers.ContentType = new("text/csv");
        try
        {
            using var answer = await _bot.Api.PostAsync("/api/friends/import", content);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The connection was shut before all of it was sent: as good a refusal.
        }
    }

    [Fact]
    public async Task Friends_are_found_by_an_attribute_nobody_shares()
    {
        var (number, shared) = (NewId()[..8], NewId()[..8]);
        await Approve(await Propose($"user_id,attribute:会員番号:text\n{_sakura},{number}\n{_kenta},{shared}\n"));
        var other = NewId();
        await _bot.Store.Commit(
            new Commit().Insert(FriendCollections.Friends, Friend.FirstSeen(other, DateTimeOffset.UnixEpoch) with
            {
                Attributes = [new("会員番号", DateTimeOffset.UnixEpoch, FactSource.Api) { Text = shared }],
            }),
            CancellationToken.None);

        var answer = await Propose($"属性:会員番号,タグ\n{number},来店\n{shared},来店\nnobody,来店\n", key: "会員番号");
        await Approve(answer);

        Assert.Contains((await Find(_sakura)).Tags, tag => tag.Name == "来店");
        Assert.Equal(2, Problems(answer).Count);
        Assert.Empty((await Find(_kenta)).Tags);
    }

    [Fact]
    public async Task A_list_written_as_a_file_is_read_in_as_it_was()
    {
        var tag = "T" + NewId()[..8];
        await Approve(await Propose($"user_id,tags,attribute:memo\n{_sakura},{tag},\"=1+1, \"\"危険\"\"\"\n"));

        var file = await _bot.Api.GetByteArrayAsync($"/api/friends.csv?tag={tag}&column=tags&column=attribute:memo&column=status");
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Contains("'=1+1", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var again = await Propose(file);

        Assert.Empty(Problems(again));
        Assert.Equal((1, 0), (again.GetProperty("rows").GetInt32(), again.GetProperty("changing").GetInt32()));
    }

    private static string NewId() => "U" + Guid.NewGuid().ToString("N");

    private static FriendAttribute Attribute(Friend friend, string name) => friend.Attributes.Single(held => held.Name == name);

    private static List<JsonElement> Problems(JsonElement answer) => [.. answer.GetProperty("problems").EnumerateArray()];

    private async Task<Friend> Find(string id) => (await _bot.Store.Get(FriendCollections.Friends, id, CancellationToken.None))!.Value;

    private Task<JsonElement> Propose(string file, string? key = null) => Propose(Encoding.UTF8.GetBytes(file), key);

    private async Task<JsonElement> Propose(byte[] file, string? key = null)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("text/csv");
        using var answer = await _bot.Api.PostAsync($"/api/friends/import?file=members.csv&key={key}", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> Approve(JsonElement proposal)
    {
        var job = proposal.GetProperty("job");
        using var answer = await _bot.Api.PostAsync($"/api/jobs/{job.GetProperty("id").GetString()}/approve", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await Done(job);
    }

    private async Task<JsonElement> Done(JsonElement job)
    {
        var done = job;
        await BotApplication.Until(
            async () => (done = await _bot.Api.GetFromJsonAsync<JsonElement>($"/api/jobs/{job.GetProperty("id").GetString()}")).GetProperty("state").GetString() == "done", "the job is done");
        return done;
    }

    /// <summary>One bot for all of them; each has friends of its own.</summary>
    public sealed class Running : IDisposable
    {
        internal BotApplication Bot { get; } = new();

        public void Dispose() => Bot.Dispose();
    }
}
