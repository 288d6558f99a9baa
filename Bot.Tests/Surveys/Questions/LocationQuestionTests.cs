using Bot.Line;
using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class LocationQuestionTests
{
    private static readonly ReceivedLocation Station = new(35.681236, 139.767125) { Type = "location", Id = "1", Title = "東京駅", Address = "東京都千代田区丸の内1丁目" };

    [Fact]
    public void A_place_from_the_map_is_kept_with_its_address()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: location, text: どちらへ？, attribute: 届け先 }");
        Assert.IsType<LocationAction>(chat.Buttons.Last(button => button.Label == "場所を選ぶ"));

        chat.Take(new SurveyInput.Sent(Station));

        Assert.Equal(new GivenPlace(35.681236, 139.767125, "東京駅", "東京都千代田区丸の内1丁目"), chat.Run.Path.Single().Value.Place);
        Assert.Equal(("東京都千代田区丸の内1丁目", "東京都千代田区丸の内1丁目"), (chat.Friend.Answers.Single().Text, chat.Friend.Attributes.Single().Text));
    }

    [Fact]
    public void A_place_without_an_address_is_its_coordinates() => Assert.Equal(
        "35.681236,139.767125",
        SurveyChat.Agreed("- { id: q, kind: location, text: どちらへ？ }").Take(new SurveyInput.Sent(Station with { Title = null, Address = null })).Friend.Answers.Single().Text);

    [Fact]
    public void Words_and_stickers_are_no_place_unless_addresses_may_be_typed()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: location, text: どちらへ？ }");
        Assert.Equal("下の「場所を選ぶ」から、場所をお送りください。", chat.Say("東京駅").Said[0]);
        Assert.Equal("下の「場所を選ぶ」から、場所をお送りください。", chat.Take(new SurveyInput.Sent(SurveyChat.Sticker)).Said[0]);

        var typed = SurveyChat.Agreed("- { id: q, kind: location, text: どちらへ？, typed: true }");
        Assert.StartsWith("200文字までです", typed.Say(new string('長', 201)).Said[0], StringComparison.Ordinal);
        Assert.Equal("東京都千代田区1-1", typed.Say(" 東京都千代田区1-1 ").Friend.Answers.Single().Text);
    }
}
