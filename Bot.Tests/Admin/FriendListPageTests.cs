using System.Net;
using System.Text;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Tests.Admin;

/// <summary>The list of friends, and what is done with many of them, as somebody of the shop does it.</summary>
public sealed class FriendListPageTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BotApplication _bot = new();
    private readonly ConsoleClient _console;

    public FriendListPageTests() => _console = new ConsoleClient(_bot.Address);

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Fact]
    public async Task A_condition_finds_and_counts_friends_and_says_what_is_wrong_with_it()
    {
        await Add("さくら", "甘口");
        await Add("健太", "辛口");

        var found = await _console.Open("/friends?condition=" + Uri.EscapeDataString("tag = 甘口"));
        var wrong = await _console.Open("/friends?condition=" + Uri.EscapeDataString("tagg = 甘口"));

        Assert.Contains("1 人", found.Text, StringComparison.Ordinal);
        Assert.Contains("さくら", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("健太", found.Text, StringComparison.Ordinal);
        Assert.Contains("<mark>tagg</mark>", wrong.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_columns_stand_in_the_address_and_are_remembered()
    {
        var id = await Add("さくら", "甘口");
        await _bot.Api.PutAsync($"/api/friends/{id}/attributes/会員番号", Json("""{"text":"00123"}"""));

        var asked = await _console.Open("/friends?column=" + Uri.EscapeDataString("attribute:会員番号") + "&column=nonsense&column=answer:x");
        var later = await _console.Open("/friends");

        Assert.All([asked, later], page =>
        {
            Assert.Contains("<th>会員番号</th>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
            Assert.Contains("00123", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<th>タグ</th>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Many_are_tagged_after_seeing_how_many_and_it_is_taken_back()
    {
        await Add("さくら", "甘口");
        await Add("健太", "甘口");
        await Add("もみじ", "辛口");
        var page = "/friends/tagging?condition=" + Uri.EscapeDataString("tag = 甘口") + "&put=VIP";

        var preview = await _console.Open(page);
        Assert.Contains("対象は 2 人で、そのうち 0 人にはもう付いています", preview.Text, StringComparison.Ordinal);
        var job = await _console.Submit(page, "/friends/tagging");
        await BotApplication.Until(async () => (await _console.Open(job.Path)).Text.Contains("2 人の情報が変わりました", StringComparison.Ordinal), "both have it");
        Assert.Contains("2 人", (await _console.Open("/friends?tag=VIP")).Text, StringComparison.Ordinal);

        var undo = await _console.Submit(job.Path, $"{job.Path}/undo");
        await BotApplication.Until(async () => (await _console.Open("/friends?tag=VIP")).Text.Contains("条件に合う友だちはいません", StringComparison.Ordinal), "nobody has it");
        Assert.StartsWith("/jobs/", undo.Path, StringComparison.Ordinal);
        Assert.Contains("元に戻す", (await _console.Open("/jobs")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_looked_at_before_it_is_read_in()
    {
        var sakura = await Add("さくら", "甘口");
        var file = $"ユーザーID,タグ,属性:誕生日:日付\n{sakura},<script>alert(1)</script>,1990-02-28\nUnobody,x,1990-02-30\n";

        var preview = await _console.Upload("/friends/import", "/friends/import", "会員<script>alert(1).csv", Encoding.UTF8.GetBytes(file));
        Assert.StartsWith("/friends/import/", preview.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", preview.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", preview.Html, StringComparison.Ordinal);
        Assert.Contains("3", preview.Text, StringComparison.Ordinal);
        Assert.Contains("日付(例: 2026-11-22)", preview.Text, StringComparison.Ordinal);
        var job = await _console.Submit(preview.Path, preview.Path);
        await BotApplication.Until(async () => (await _console.Open(job.Path)).Text.Contains("1 人の情報が変わりました", StringComparison.Ordinal), "it is read in");

        var friend = await _console.Open($"/friends/{sakura}");
        Assert.Contains("1990/02/28", friend.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", friend.Html, StringComparison.Ordinal);
        Assert.Contains("取り込み: 会員", friend.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused_on_the_page()
    {
        var refused = await _console.Upload("/friends/import", "/friends/import", "members.csv", [0x50, 0x4B, 0x03, 0x04, 0, 0, 0]);
        var large = await _console.Upload("/friends/import", "/friends/import", "members.csv", new byte[12 * 1024 * 1024]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (refused.Status, large.Status));
        Assert.Contains("Excelなどのファイル", refused.Text, StringComparison.Ordinal);
        Assert.Contains("大きすぎます", large.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task What_friends_are_called_runs_nowhere(string name)
    {
        var id = await Add(name, name);
        await _bot.Api.PutAsync($"/api/friends/{id}/attributes/{Uri.EscapeDataString("メモ")}", Json($$"""{"text":{{System.Text.Json.JsonSerializer.Serialize(name)}}}"""));

        foreach (var url in new[] { "/friends", $"/friends/{id}", $"/friends?tag={Uri.EscapeDataString(name)}", $"/friends?name={Uri.EscapeDataString(name)}&column=attribute:メモ", $"/friends/{id}/erase", $"/friends/tagging?put={Uri.EscapeDataString(name)}" })
        {
            var page = await _console.Open(url);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Facts_of_a_friend_are_written_down_typed_and_taken_back()
    {
        var id = await Add("さくら", "甘口");
        var page = $"/friends/{id}";

        var tagged = await _console.Submit(page, $"{page}/tags", ("name", "🍛常連"));
        Assert.Contains("タグを付けました", tagged.Text, StringComparison.Ordinal);
        var undo = tagged.HiddenFieldsOf($"{page}/undo").ToList();
        var wrong = await _console.Submit(page, $"{page}/attributes", ("name", "挙式予定日"), ("type", "date"), ("value", "2027-02-30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("value=\"2027-02-30\"", wrong.Html, StringComparison.Ordinal);
        await _console.Submit(page, $"{page}/attributes", ("name", "挙式予定日"), ("type", "date"), ("value", "2028-02-29"));
        var noted = await _console.Submit(page, $"{page}/notes", ("text", "<b>ご両親</b>と来店"));

        Assert.Contains("2028/02/29", noted.Text, StringComparison.Ordinal);
        Assert.Contains("<b>ご両親</b>と来店", WebUtility.HtmlDecode(noted.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>ご両親", noted.Html, StringComparison.Ordinal);
        Assert.Contains("スタッフ", noted.Text, StringComparison.Ordinal);
        var undone = await _console.Post($"{page}/undo", undo);
        Assert.Contains("元に戻しました", undone.Text, StringComparison.Ordinal);
        var friend = (await _bot.Store.Get(FriendCollections.Friends, id, CancellationToken.None))!.Value;
        Assert.Equal(["甘口"], friend.Tags.Select(tag => tag.Name));
        Assert.Equal(FactSourceKind.Staff, Assert.Single(friend.Attributes).Source.Kind);

        // A token of another friend, or none, does nothing.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _console.Post($"/friends/{await Add("健太", "辛口")}/undo", undo)).Status);
    }

    [Fact]
    public async Task A_friend_is_written_to_and_asked_a_survey()
    {
        var sakura = await _bot.Follower("さくら");
        var page = $"/friends/{sakura.UserId}";

        Assert.Contains("1通と数えられます", (await _console.Open(page)).Text, StringComparison.Ordinal);
        await _console.Submit(page, $"{page}/message", ("text", "{name:さん}、お忘れ物です"));
        await BotApplication.Until(async () => (await sakura.Screen()).BotTexts.Contains("さくらさん、お忘れ物です"), "the friend reads it");
        var asked = await _console.Submit(page, $"{page}/survey", ("survey", "spice-level"));

        Assert.Contains("アンケートを送りました", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _console.Submit(page, $"{page}/message", ("text", "  "))).Status);
        Assert.Contains("届いたキャンペーン", (await _console.Open($"{page}/campaigns")).Text, StringComparison.Ordinal);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<string> Add(string name, string tag)
    {
        var id = "U" + Guid.NewGuid().ToString("N");
        await _bot.Store.Commit(
            new Commit().Insert(FriendCollections.Friends, Friend.FirstSeen(id, Start) with
            {
                Status = FriendStatus.Following,
                FollowedAt = Start,
                Profile = new(name, Start),
                Tags = [new(tag, Start, FactSource.Bot)],
            }),
            CancellationToken.None);
        return id;
    }
}
