using System.Text.Json;
using Bot.Admin.Campaigns;
using Bot.Campaigns;
using Bot.Line;

namespace Bot.Tests.Admin;

public class CampaignFormTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Fields_become_messages_in_the_order_of_the_form()
    {
        var (request, problem) = new CampaignForm
        {
            Name = "新商品",
            Condition = "all",
            Text = "一行目\r\n二行目",
            Image = " https://shop.example/a.jpg ",
            More = """{"type":"sticker","packageId":"1","stickerId":"2"}""",
        }.ToRequest();

        Assert.Null(problem);
        Assert.Equal(
            """[{"type":"text","text":"一行目\n二行目"},{"type":"image","originalContentUrl":"https://shop.example/a.jpg","previewImageUrl":"https://shop.example/a.jpg"},{"type":"sticker","packageId":"1","stickerId":"2"}]""",
            JsonSerializer.Serialize(request.Messages, Readable));
    }

    [Fact]
    public void A_chosen_segment_takes_the_place_of_the_condition()
    {
        var (request, _) = new CampaignForm { Segment = "s1", Condition = "tag = 甘口" }.ToRequest();

        Assert.Equal((null, "s1"), (request.Condition, request.SegmentId));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1,")]
    [InlineData("こんにちは")]
    public void What_is_no_json_is_told_with_its_line(string more)
    {
        var (_, problem) = new CampaignForm { More = more }.ToRequest();

        Assert.StartsWith("1行目", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messages[0].text", "text")]
    [InlineData("messages[1].originalContentUrl", "image")]
    [InlineData("messages[2].contents", "more")]
    [InlineData("messages", "text")]
    [InlineData("segmentId", "segment")]
    public void A_problem_stands_at_the_field_it_is_about(string path, string field) =>
        Assert.Equal(field, new CampaignForm { Text = "a", Image = "https://a.example/b.jpg" }.FieldOf(path));

    [Fact]
    public void Opening_a_draft_and_saving_it_unchanged_changes_nothing()
    {
        IReadOnlyList<Message> messages =
        [
            new TextMessage("こんにちは🍛"),
            new ImageMessage("https://a.example/b.jpg", "https://a.example/b.jpg"),
            new TextMessage("返事をください") { QuickReply = new QuickReply([new QuickReplyItem(new MessageAction("はい") { Label = "はい" })]) },
        ];
        var campaign = new Campaign
        {
            Id = "c",
            Name = "n",
            Condition = "all",
            Content = new CampaignContent { Messages = messages },
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };

        var (request, problem) = CampaignForm.Of(campaign).ToRequest();

        Assert.Null(problem);
        Assert.Equal(LineJson.ToElement(messages).GetRawText(), LineJson.ToElement(LineJson.ParseMessages(request.Messages!.Value)).GetRawText());
    }
}
