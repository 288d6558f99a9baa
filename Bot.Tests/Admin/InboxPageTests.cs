using System.Net;
using System.Text.RegularExpressions;
using Bot.Tests.Simulator;

namespace Bot.Tests.Admin;

/// <summary>The inbox as somebody of the shop uses it.</summary>
public sealed partial class InboxPageTests : IDisposable
{
    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none" });
    private readonly ConsoleClient _console;

    public InboxPageTests() => _console = new ConsoleClient(_bot.Address);

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Fact]
    public async Task What_the_bot_could_not_answer_is_answered_by_a_person_with_the_friends_name()
    {
        var sakura = await _bot.Follower("さくら");
        var inquiry = await Asks(sakura, "<b>自転車置き場</b>はありますか");

        // The bot has said that somebody will answer, which took the free reply.
        Assert.Contains("1通と数えられます", (await _console.Open(inquiry)).Text, StringComparison.Ordinal);
        var answered = await _console.Submit(inquiry, $"{inquiry}/answer", ("text", "はい、{name:さん}。店の裏にあります。"));

        Assert.Contains("お返事を送りました", answered.Text, StringComparison.Ordinal);
        Assert.Contains("はい、さくらさん。店の裏にあります。", answered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>自転車", answered.Html, StringComparison.Ordinal);
        await BotApplication.Until(
            async () => (await sakura.Screen()).Messages.Any(message => message.Text.Contains("店の裏", StringComparison.Ordinal)), "the friend reads it");
        Assert.DoesNotContain(inquiry, (await _console.Open("/inbox")).Html, StringComparison.Ordinal);
        Assert.Contains(inquiry, (await _console.Open("/inbox?state=answered")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_people_who_answer_the_second_is_told_and_keeps_what_they_wrote()
    {
        var sakura = await _bot.Follower("さくら");
        var inquiry = await Asks(sakura, "自転車置き場はありますか");
        var seen = (await _console.Open(inquiry)).HiddenFieldsOf($"{inquiry}/answer").ToList();

        await _console.Submit(inquiry, $"{inquiry}/answer", ("text", "はい、あります。"));
        var second = await _console.Post($"{inquiry}/answer", [.. seen, ("text", "いいえ、ありません。")]);

        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("ほかの方がお返事しました", second.Text, StringComparison.Ordinal);
        Assert.Contains("いいえ、ありません。</textarea>", WebUtility.HtmlDecode(second.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("いいえ、ありません", (await _console.Open($"/friends/{sakura.UserId}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  ", "お返事を書いてください")]
    [InlineData(null, "5,000文字まで")]
    public async Task An_answer_that_cannot_be_sent_says_why(string? text, string reason)
    {
        var inquiry = await Asks(await _bot.Follower("さくら"), "自転車置き場はありますか");

        var refused = await _console.Submit(inquiry, $"{inquiry}/answer", ("text", text ?? new string('あ', 5_001)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(reason, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_no_answer_is_put_away()
    {
        var inquiry = await Asks(await _bot.Follower("さくら"), "自転車置き場はありますか");

        var after = await _console.Submit(inquiry, $"{inquiry}/close");

        Assert.Contains("返事を待っている方はいません", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("textarea", (await _console.Open(inquiry)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_given_to_somebody_and_found_by_whose_it_is()
    {
        var inquiry = await Asks(await _bot.Follower("さくら"), "自転車置き場はありますか");
        var seen = (await _console.Open(inquiry)).HiddenFieldsOf($"{inquiry}/assign").ToList();

        var taken = await _console.Post($"{inquiry}/assign", [.. seen, ("to", "佐藤")]);
        Assert.Contains("佐藤", taken.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(inquiry, (await _console.Open("/inbox?whose=Nobodys")).Html, StringComparison.Ordinal);
        Assert.Contains("佐藤", (await _console.Open("/inbox")).Text, StringComparison.Ordinal);

        // Somebody who had the page open since before is told.
        var second = await _console.Post($"{inquiry}/assign", [.. seen, ("to", "鈴木")]);
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("担当が変わりました", second.Text, StringComparison.Ordinal);
        Assert.Contains("佐藤", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_answered_often_is_kept_changed_by_one_at_a_time_and_put_in_with_the_friends_name()
    {
        var saved = await _console.Submit("/inbox/replies", "/inbox/replies", ("title", "<script>駐車場"), ("text", "{name:さん}、駐車場は\n裏にございます。"));
        Assert.DoesNotContain("<script>駐", saved.Html, StringComparison.Ordinal);
        var edit = "/inbox/replies?edit=" + Edit().Match(saved.Html).Groups[1].Value;
        var seen = (await _console.Open(edit)).HiddenFieldsOf("/inbox/replies").ToList();
        await _console.Post("/inbox/replies", [.. seen, ("title", "駐車場"), ("text", "{name:さん}、店の裏です。")]);
        var late = await _console.Post("/inbox/replies", [.. seen, ("title", "駐車場"), ("text", "ありません。")]);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("ほかの方が書き換えました", late.Text, StringComparison.Ordinal);
        Assert.Contains("店の裏です。", late.Text, StringComparison.Ordinal);
        Assert.Contains("ありません。</textarea>", WebUtility.HtmlDecode(late.Html), StringComparison.Ordinal);

        var inquiry = await Asks(await _bot.Follower("さくら"), "車で行けますか");
        Assert.Contains("data-insert=\"さくらさん、店の裏です。\"", WebUtility.HtmlDecode((await _console.Open(inquiry)).Html), StringComparison.Ordinal);
        var chosen = await _console.Open(inquiry + "?reply=" + Edit().Match(saved.Html).Groups[1].Value);
        Assert.Contains("{name:さん}、店の裏です。</textarea>", WebUtility.HtmlDecode(chosen.Html), StringComparison.Ordinal);

        var gone = await _console.Submit("/inbox/replies", $"/inbox/replies/{Edit().Match(saved.Html).Groups[1].Value}/delete");
        Assert.Contains("消しました", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-insert", (await _console.Open(inquiry)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_and_the_one_before_are_one_key_away_and_the_conversation_stands_beside()
    {
        var first = await Asks(await _bot.Follower("さくら"), "自転車置き場はありますか");
        var kenta = await _bot.Follower("健太");
        await kenta.Say("駐車場はどちらですか、車で行きます");
        var second = "";
        await BotApplication.Until(
            async () => (second = Inquiry().Matches((await _console.Open("/inbox")).Html).Select(match => match.Value).FirstOrDefault(found => found != first && found != "/inbox/replies") ?? "").Length > 0, "the second waits");

        var page = await _console.Open(first);
        Assert.Contains($"href=\"{second}\" data-key=\"j\"", page.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{first}\" data-key=\"k\"", (await _console.Open(second)).Html, StringComparison.Ordinal);
        Assert.Contains("これまでの会話", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nonsense_finds_the_way_back()
    {
        Assert.Equal("/inbox", (await _console.Open("/inbox?state=nonsense&after=nonsense")).Path);
        Assert.Equal(HttpStatusCode.NotFound, (await _console.Open("/inbox/nonsense")).Status);
    }

    // What a friend asks waits in the inbox; where.
    private async Task<string> Asks(SimulatedPhone friend, string question)
    {
        await friend.Say(question);
        var place = "";
        await BotApplication.Until(
            async () => (place = Inquiry().Matches((await _console.Open("/inbox")).Html).Select(match => match.Value).FirstOrDefault(found => found != "/inbox/replies") ?? "").Length > 0, "it waits in the inbox");
        return place;
    }

    [GeneratedRegex("edit=([0-9a-f]+)")]
    private static partial Regex Edit();

    [GeneratedRegex("/inbox/[^\"?]+")]
    private static partial Regex Inquiry();
}
