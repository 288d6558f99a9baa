using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Admin;
using Bot.Admin.People;
using Bot.Storage;
using Bot.Tests.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.People;

/// <summary>Who did what, when, with what was there before and after.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none" });

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task What_a_person_changes_is_kept_with_before_and_after()
    {
        using var marketer = await ConsoleClient.Invited(_bot.Api, "marketer");
        await marketer.Submit("/segments?condition=all", "/segments", ("name", "みなさん"));
        await _bot.Api.PutAsJsonAsync("/api/segments/x", new { name = "一", condition = "all" });
        await _bot.Api.PutAsJsonAsync("/api/segments/x", new { name = "二", condition = "all" });

        var entries = await Entries("collection=segments");

        var made = entries[^1];
        Assert.Equal("テスト marketer", made.GetProperty("name").GetString());
        Assert.Equal("console", made.GetProperty("door").GetString());
        Assert.Equal("POST /segments", made.GetProperty("deed").GetString());
        var renamed = entries[0];
        Assert.Equal("configuration", renamed.GetProperty("name").GetString());
        var member = renamed.GetProperty("changes")[0].GetProperty("members").EnumerateArray().Single(member => member.GetProperty("name").GetString() == "name");
        Assert.Equal("\"一\"", member.GetProperty("before").GetString());
        Assert.Equal("\"二\"", member.GetProperty("after").GetString());
    }
    [Fact]
    public void Whatever_is_logged_has_a_name_people_know()
    {
        var reader = new Reader(new HttpContextAccessor { HttpContext = new DefaultHttpContext() }, TimeZoneInfo.Utc);
        var logged = _bot.Services.GetServices<Collection>().Where(collection => collection.Trace != Trace.Nothing).Select(collection => collection.Name).ToList();

        Assert.NotEmpty(logged);
        Assert.True(logged.All(name => AuditWords.Kind(name, reader) != name), string.Join(", ", logged.Where(name => AuditWords.Kind(name, reader) == name)));
    }

    [Fact]
    public async Task What_friends_and_the_bot_do_is_nobodys_deed()
    {
        var friend = await _bot.Friend("さくら");
        await friend.Say("辛さ");
        await friend.Answer();

        Assert.Empty(await Entries(""));
    }

    [Fact]
    public async Task Of_a_friend_it_says_which_members_changed_and_not_what_they_say_and_forgets_whose_when_they_are_erased()
    {
        var friend = await _bot.Tagged("さくら", "秘密のタグ");
        var told = JsonSerializer.Serialize(await Entries($"userId={friend.UserId}"));
        Assert.Contains("tags", told, StringComparison.Ordinal);
        Assert.DoesNotContain("秘密のタグ", System.Text.RegularExpressions.Regex.Unescape(told), StringComparison.Ordinal);
        var export = await _bot.Api.GetStringAsync($"/api/friends/{friend.UserId}/export");
        Assert.Contains("\"audit\"", export, StringComparison.Ordinal);
        Assert.DoesNotContain("configuration", export, StringComparison.Ordinal);

        (await _bot.Api.DeleteAsync($"/api/friends/{friend.UserId}")).EnsureSuccessStatusCode();

        Assert.DoesNotContain(friend.UserId, JsonSerializer.Serialize(await Entries("")), StringComparison.Ordinal);
        Assert.NotEmpty(await Entries("collection=friends"));
    }

    [Fact]
    public async Task Data_that_is_taken_out_is_told_too()
    {
        var friend = await _bot.Follower("さくら");
        using var owner = await ConsoleClient.Invited(_bot.Api, "owner");
        await owner.Submit($"/friends/{friend.UserId}", $"/friends/{friend.UserId}/export");

        Assert.Contains(await Entries(""), entry => entry.GetProperty("deed").GetString() == "POST /friends/{id}/export" && entry.GetProperty("name").GetString() == "テスト owner");
    }

    [Fact]
    public async Task The_page_shows_it_to_owners_and_saves_it_as_a_file_that_runs_nothing()
    {
        using var owner = await ConsoleClient.Invited(_bot.Api, "owner");
        await _bot.Api.PutAsJsonAsync("/api/segments/x", new { name = "=HYPERLINK(\"https://evil.example\")", condition = "all" });

        var page = await owner.Open("/settings/audit?of=segments");
        var file = await owner.Open("/settings/audit.csv");

        Assert.Contains("セグメントを追加", page.Text, StringComparison.Ordinal);
        Assert.Contains("at,person,door,deed", file.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPER", file.Html, StringComparison.Ordinal);
        using var staff = await ConsoleClient.Invited(_bot.Api, "staff");
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Open("/settings/audit")).Status);
    }

    [Fact]
    public async Task A_refused_write_leaves_no_trace()
    {
        await _bot.Api.PutAsJsonAsync("/api/segments/x", new { name = "一", condition = "((" });

        Assert.Empty(await Entries("collection=segments"));
    }

    private async Task<IReadOnlyList<JsonElement>> Entries(string query) =>
        [.. (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/audit?" + query)).GetProperty("items").EnumerateArray()];
}
