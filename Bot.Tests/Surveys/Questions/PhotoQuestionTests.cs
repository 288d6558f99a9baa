using Bot.Line;
using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class PhotoQuestionTests
{
    private static SurveyInput.Sent Picture(string id) => new(new ReceivedMedia { Type = "image", Id = id, ContentProvider = new ContentProvider("line") });

    [Fact]
    public void One_picture_is_the_answer()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: photo, text: お写真を }");
        Assert.Equal((1, 1), (chat.Buttons.OfType<CameraRollAction>().Count(), chat.Buttons.OfType<CameraAction>().Count()));
        Assert.Equal("写真を1枚お送りください。", chat.Say("決定").Said[0]);

        chat.Take(Picture("7"));

        Assert.Equal(["7"], chat.Run.Path.Single().Value.Photos);
        Assert.Equal("写真1枚", chat.Friend.Answers.Single().Text);
    }

    [Fact]
    public void Several_are_counted_until_it_is_decided()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: photo, text: お写真を, most: 2 }");
        Assert.Equal(["お写真を\n（2枚まで）"], chat.Said);

        Assert.Equal("写真をお送りください（2枚まで）。", chat.Say("決定").Said[0]);
        chat.Take(Picture("7"));
        Assert.Contains("1枚いただきました（あと1枚まで）", chat.Said[0], StringComparison.Ordinal);
        chat.Take(Picture("8")).Take(Picture("9"));
        Assert.Equal("写真は2枚までです。よろしければ「決定」を押してください。", chat.Said[0]);

        chat.Tap("取り消す").Take(Picture("9")).Tap("決定");
        Assert.Equal(["7", "9"], chat.Run.Path.Single().Value.Photos);
    }

    [Theory]
    [InlineData("video", "申し訳ありません、動画ではなく写真でお送りください。")]
    [InlineData("audio", "写真を1枚お送りください。")]
    public void Other_recordings_are_politely_refused(string type, string reason) =>
        Assert.Equal(reason, SurveyChat.Agreed("- { id: q, kind: photo, text: お写真を }").Take(new SurveyInput.Sent(new ReceivedMedia { Type = type, Id = "1" })).Said[0]);

    [Fact]
    public void A_picture_elsewhere_is_refused_and_a_redelivered_one_counts_once()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: photo, text: お写真を, most: 3 }")
            .Take(new SurveyInput.Sent(new ReceivedMedia { Type = "image", Id = "1", ContentProvider = new ContentProvider("external", "https://example.com/1") }));
        Assert.False(chat.Understood);

        chat.Take(Picture("7")).Take(Picture("7"));

        Assert.Equal(["7"], Assert.IsType<SurveyState.Asking>(chat.Run.State).Chosen);
    }
}
