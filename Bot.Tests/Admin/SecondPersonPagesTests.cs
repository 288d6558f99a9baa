using System.Net;
using Bot.Tests.Journeys;

namespace Bot.Tests.Admin;

/// <summary>A campaign to many, and two people of the shop: who wrote it asks, somebody else approves.</summary>
public sealed class SecondPersonPagesTests : IDisposable
{
    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none", ["Campaigns:SecondApprovalAbove"] = "1" });

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task Who_wrote_or_asked_cannot_approve_another_can_and_a_viewer_only_looks()
    {
        var phone = await _bot.Tagged("さくら", "甘口");
        await _bot.Tagged("健太", "甘口");
        using var writer = await ConsoleClient.Invited(_bot.Api, "marketer");
        using var other = await ConsoleClient.Invited(_bot.Api, "marketer");
        using var viewer = await ConsoleClient.Invited(_bot.Api, "viewer");
        var draft = await writer.Submit("/campaigns/new", "/campaigns", ("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "新商品です🍛"));
        var (page, approve) = (draft.Path, draft.Path + "/approve");

        // Alone one can only ask, whatever is posted.
        Assert.Contains("承認を頼む", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("承認して", draft.Text, StringComparison.Ordinal);
        var tried = await writer.Submit(page, approve, ("when", "now"));
        Assert.Equal(HttpStatusCode.Conflict, tried.Status);
        Assert.Contains("別の人の承認が必要です", tried.Text, StringComparison.Ordinal);

        // Having asked, one waits.
        var asked = await writer.Post(page + "/ask", [.. draft.HiddenFieldsOf(approve), ("when", "now")]);
        Assert.Contains("承認を待っています", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("承認して", asked.Text, StringComparison.Ordinal);
        tried = await writer.Submit(page, approve, ("when", "now"));
        Assert.Equal(HttpStatusCode.Conflict, tried.Status);
        Assert.Contains("書いた人や承認を頼んだ人は承認できません", tried.Text, StringComparison.Ordinal);

        // Who only looks sees how it stands, and who may go on.
        var looked = await viewer.Open(page);
        Assert.Contains("承認待ち", looked.Text, StringComparison.Ordinal);
        Assert.Contains("承認と送信には、マーケターかオーナーの役割が必要です", looked.Text, StringComparison.Ordinal);
        var token = (await viewer.Open("/me")).HiddenFieldsOf("/sign-out");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Post(approve, [.. token, .. draft.HiddenFieldsOf(approve).Where(field => field.Item1 == "hash"), ("when", "now")])).Status);

        // Nothing has gone out until now; the other one approves what both have seen.
        Assert.DoesNotContain("新商品です🍛", (await phone.Screen()).BotTexts);
        Assert.Contains("承認して 2 人に送る", (await other.Open(page)).Text, StringComparison.Ordinal);
        var approved = await other.Submit(page, approve, ("when", "now"));
        Assert.Equal(HttpStatusCode.OK, approved.Status);
        await BotApplication.Until(async () => (await phone.Screen()).BotTexts.Contains("新商品です🍛"), "it arrives");
    }

    [Fact]
    public async Task Who_changes_what_waits_for_approval_is_its_writer_from_then_on_and_the_first_one_can_approve_that()
    {
        await _bot.Tagged("さくら", "甘口");
        await _bot.Tagged("健太", "甘口");
        using var writer = await ConsoleClient.Invited(_bot.Api, "marketer");
        using var other = await ConsoleClient.Invited(_bot.Api, "marketer");
        using var viewer = await ConsoleClient.Invited(_bot.Api, "viewer");
        var draft = await writer.Submit("/campaigns/new", "/campaigns", ("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "新商品です"));
        var (page, approve) = (draft.Path, draft.Path + "/approve");
        await writer.Post(page + "/ask", [.. draft.HiddenFieldsOf(approve), ("when", "now")]);

        var changed = await other.Submit($"{page}/edit", $"{page}/edit", ("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "直しました"));

        Assert.Contains("下書き", changed.Text, StringComparison.Ordinal);
        await other.Post(page + "/ask", [.. changed.HiddenFieldsOf(approve), ("when", "now")]);
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(page, approve, ("when", "now"))).Status);
        Assert.Contains("承認できる方: テスト marketer ", (await other.Open(page)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await writer.Submit(page, approve, ("when", "now"))).Status);
        await new Marketer(_bot.Api).Until(page.Split('/')[^1], "sent");
    }

    [Fact]
    public async Task Nobody_makes_the_words_of_another_their_own_by_saving_them_and_the_page_says_when_nobody_can_approve()
    {
        await _bot.Tagged("さくら", "甘口");
        await _bot.Tagged("健太", "甘口");
        using var writer = await ConsoleClient.Invited(_bot.Api, "marketer");
        using var other = await ConsoleClient.Invited(_bot.Api, "marketer");
        (string, string)[] words = [("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "新商品です🍛")];
        var draft = await writer.Submit("/campaigns/new", "/campaigns", words);
        var (page, approve) = (draft.Path, draft.Path + "/approve");

        var saved = await other.Submit($"{page}/edit", $"{page}/edit", words);
        var asked = await other.Post(page + "/ask", [.. saved.HiddenFieldsOf(approve), ("when", "now")]);
        Assert.Contains("いまは、承認できる方がいません", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await writer.Submit(page, approve, ("when", "now"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await other.Submit(page, approve, ("when", "now"))).Status);

        // Whoever wrote it asks, and the other approves.
        var again = await writer.Submit(page, page + "/return");
        await writer.Post(page + "/ask", [.. again.HiddenFieldsOf(approve), ("when", "now")]);
        Assert.Equal(HttpStatusCode.OK, (await other.Submit(page, approve, ("when", "now"))).Status);
        await new Marketer(_bot.Api).Until(page.Split('/')[^1], "sent");
    }
}
