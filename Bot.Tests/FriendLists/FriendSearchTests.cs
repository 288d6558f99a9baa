using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Tests.FriendLists;

/// <summary>Friends found by name and condition, paged and tagged all at once.</summary>
public sealed class FriendSearchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BotApplication _bot = new();

    public void Dispose() => _bot.Dispose();

    [Theory]
    [InlineData("さくら", 3)]
    [InlineData("サクラ", 3)]
    [InlineData("ＳＡＫＵ", 1)]
    [InlineData("ら 🌸", 1)]
    [InlineData("だれもいない", 0)]
    [InlineData("<script>", 1)]
    public async Task A_name_is_found_however_it_is_typed(string typed, int count)
    {
        await Add([("佐藤さくら", null), ("サクラ", null), ("さくら 🌸", null), ("sakura", null), ("<script>alert(1)</script>", null), (null, null), ("half \ud83c", null)]);

        Assert.Equal(count, (await Search($"name={Uri.EscapeDataString(typed)}")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task All_there_are_are_listed_with_those_who_no_longer_follow_until_a_status_tag_or_name_is_asked_for()
    {
        await Add([("さくら", "甘口"), ("もみじ", null), ("サクラ", null)]);
        var friends = new FriendStore(_bot.Store, TimeProvider.System);
        await friends.Change(Id(2), (change, _) => { change.Friend = change.Friend with { Status = FriendStatus.Blocked }; return ValueTask.FromResult(change); }, CancellationToken.None);

        Assert.Equal([Id(2), Id(1), Id(0)], await Listed(""));
        Assert.Equal([Id(1), Id(0)], await Listed("status=following"));
        Assert.Equal([Id(0)], await Listed("tag=甘口"));
        Assert.Equal([Id(2), Id(0)], await Listed("name=ｻｸﾗ"));
        var next = (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/friends?limit=2")).GetProperty("next").GetString();
        Assert.Equal([Id(0)], await Listed($"limit=2&after={Uri.EscapeDataString(next!)}"));
    }

    [Fact]
    public async Task A_name_that_changes_or_goes_is_not_found_any_more()
    {
        await Add([("さくら", null)]);
        Assert.Equal(1, (await Search("name=さくら")).GetProperty("count").GetInt32());
        var friends = new FriendStore(_bot.Store, TimeProvider.System);
        await friends.Change(Id(0), (change, _) => { change.Friend = change.Friend with { Profile = new("もみじ", Start) }; return ValueTask.FromResult(change); }, CancellationToken.None);

        Assert.Equal(0, (await Search("name=さくら")).GetProperty("count").GetInt32());
        Assert.Equal(1, (await Search("name=もみじ")).GetProperty("count").GetInt32());
        (await _bot.Api.DeleteAsync($"/api/friends/{Id(0)}")).EnsureSuccessStatusCode();
        Assert.Equal(0, (await Search("name=もみじ")).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("firstSeen")]
    [InlineData("lastMessage")]
    [InlineData("followed")]
    public async Task Pages_together_are_the_list_each_friend_once_in_order(string sort)
    {
        // Many share a moment, as after an import.
        await Add([.. Enumerable.Range(0, 57).Select(number => ((string?)$"友だち{number}", (string?)(number % 3 == 0 ? "甘口" : null)))], number => Start.AddDays(number / 10));

        var (ids, next) = (new List<string>(), (string?)null);
        do
        {
            var page = await Search($"sort={sort}&limit=7&condition={Uri.EscapeDataString("not tag = 甘口")}" + (next is null ? "" : "&after=" + next));
            Assert.Equal(38, page.GetProperty("count").GetInt32());
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(friend => friend.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);

        var expected = Enumerable.Range(0, 57).Where(number => number % 3 != 0)
            .OrderByDescending(number => number / 10).ThenByDescending(Id, StringComparer.Ordinal).Select(Id);
        Assert.Equal(expected, ids);
    }

    [Fact]
    public async Task Many_are_tagged_after_a_preview_and_untagged_by_taking_it_back()
    {
        await Add([.. Enumerable.Range(0, 600).Select(number => ((string?)$"友だち{number}", (string?)(number < 300 ? "甘口" : null)))]);
        await Post("/api/friends/tagging", new { condition = "tag = 甘口", name = "友だち1", put = "VIP" });
        var wanted = new { condition = "tag = 甘口", put = "VIP" };

        var preview = await Post("/api/friends/tagging/preview", wanted);
        Assert.Equal((300, 111), (preview.GetProperty("matching").GetInt32(), preview.GetProperty("already").GetInt32()));
        var job = await Post("/api/friends/tagging", wanted);
        Assert.Equal((300, 189), (job.GetProperty("total").GetInt32(), job.GetProperty("changed").GetInt32()));
        var undone = await Post($"/api/jobs/{job.GetProperty("id").GetString()}/undo", new { });

        Assert.Equal(189, undone.GetProperty("changed").GetInt32());
        Assert.Equal(111, (await Search("tag=VIP")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Who_is_being_erased_is_neither_tagged_nor_written_into_files_and_their_page_offers_nothing_but_erasing()
    {
        await Add([("さくら", "甘口"), ("もみじ", "甘口")]);
        var friends = new FriendStore(_bot.Store, TimeProvider.System);
        await friends.Change(Id(0), (change, _) => { change.Friend = change.Friend.ErasedBy("wish", isOwnWish: true); return ValueTask.FromResult(change); }, CancellationToken.None);
        var everybody = new { condition = "tag = 甘口 and (status = blocked or status = following)" };

        var tagged = await Post("/api/friends/tagging", new { everybody.condition, put = "VIP" });
        var written = await Post("/api/friends/export", new { everybody.condition, columns = new[] { "tags", "id" } });
        using var console = new Bot.Tests.Admin.ConsoleClient(_bot.Address);
        var page = await console.Open($"/friends/{Id(0)}");

        Assert.Equal((2, 1), (tagged.GetProperty("total").GetInt32(), tagged.GetProperty("changed").GetInt32()));
        Assert.DoesNotContain(Id(0), await _bot.Api.GetStringAsync($"/api/jobs/{written.GetProperty("id").GetString()}/file"), StringComparison.Ordinal);
        Assert.Contains("この方のご希望で", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"method=\"post\" action=\"/friends/{Id(0)}", page.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/friends/{Id(0)}/erase\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_many_is_written_as_long_work_and_forgets_who_is_erased()
    {
        await Add([.. Enumerable.Range(0, 300).Select(number => ((string?)$"=友だち{number}", (string?)"甘口"))]);
        var job = await Post("/api/friends/export", new { condition = "tag = 甘口", columns = new[] { "tags", "id", "nonsense" } });
        (await _bot.Api.DeleteAsync($"/api/friends/{Id(7)}")).EnsureSuccessStatusCode();

        var file = await _bot.Api.GetStringAsync($"/api/jobs/{job.GetProperty("id").GetString()}/file");

        var lines = file.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("ユーザーID,名前,タグ", lines[0]);
        Assert.Equal(300, lines.Length);
        Assert.Equal($"{Id(0)},\"'=友だち0\",甘口", lines[1]);
        Assert.DoesNotContain(Id(7), file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_understood_is_refused_everywhere()
    {
        foreach (var url in new[] { "/api/friends/search", "/api/friends.csv" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.GetAsync(url + "?condition=" + Uri.EscapeDataString("tag =="))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.PostAsJsonAsync("/api/friends/tagging", new { condition = "((", put = "VIP" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.PostAsJsonAsync("/api/friends/tagging", new { condition = "all", put = "VIP", takeOff = "VIP" })).StatusCode);
        foreach (var wrong in new[] { "after=nonsense", "limit=x" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.GetAsync($"/api/friends/search?{wrong}")).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.GetAsync($"/api/friends?{wrong}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await _bot.Api.GetAsync("/api/friends?limit=-1")).StatusCode);
    }

    [Fact]
    public async Task A_status_or_order_there_is_not_is_refused_rather_than_left_out()
    {
        await Add([("さくら", null)]);
        foreach (var path in new[] { "", "/search", ".csv" })
        {
            using var answer = await _bot.Api.GetAsync($"/api/friends{path}?status=folowing");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("There is no status 'folowing'. Use one of visitor, following, ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.GetAsync("/api/friends/search?sort=age")).StatusCode);
        foreach (var path in new[] { "tagging", "tagging/preview", "export" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.PostAsJsonAsync($"/api/friends/{path}", new { status = "folowing", put = "VIP" })).StatusCode);
        }

        Assert.Equal(0, (await Search("tag=VIP")).GetProperty("count").GetInt32());
    }

    private static string Id(int number) => $"U{number:x32}";

    private async Task Add(IReadOnlyList<(string? Name, string? Tag)> friends, Func<int, DateTimeOffset>? at = null)
    {
        var commit = new Commit();
        foreach (var ((name, tag), number) in friends.Select((friend, number) => (friend, number)))
        {
            var moment = at?.Invoke(number) ?? Start.AddMinutes(number);
            commit.Insert(FriendCollections.Friends, Friend.FirstSeen(Id(number), moment) with
            {
                Status = FriendStatus.Following,
                FollowedAt = moment,
                LastMessageAt = moment,
                Profile = name is null ? null : new(name, moment),
                Tags = tag is null ? [] : [new(tag, moment, FactSource.Bot)],
            });
        }

        Assert.IsType<CommitResult.Committed>(await _bot.Store.Commit(commit, CancellationToken.None));
    }

    private async Task<IEnumerable<string?>> Listed(string query) =>
        [.. (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/friends?" + query)).GetProperty("items").EnumerateArray().Select(friend => friend.GetProperty("id").GetString())];

    private Task<JsonElement> Search(string query) => _bot.Api.GetFromJsonAsync<JsonElement>("/api/friends/search?" + query);

    // What is asked for, and of long work its end.
    private async Task<JsonElement> Post(string url, object body)
    {
        using var answer = await _bot.Api.PostAsJsonAsync(url, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            await BotApplication.Until(
                async () => (said = await _bot.Api.GetFromJsonAsync<JsonElement>($"/api/jobs/{said.GetProperty("id").GetString()}")).GetProperty("state").GetString() == "done", "the job is done");
        }

        return said;
    }
}
