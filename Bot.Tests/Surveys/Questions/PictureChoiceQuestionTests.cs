using System.Text;
using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Tests.Surveys.Questions;

public class PictureChoiceQuestionTests
{
    private const string Dress = """
        - id: dress
          kind: picture-choice
          text: お好きなドレスは？
          options:
            - { label: Aライン, picture: "https://example.com/a.jpg", tags: Aライン }
            - { label: マーメイド, picture: "https://example.com/m.jpg" }
            - { label: プリンセス, picture: "https://example.com/p.jpg" }
        """;

    [Fact]
    public void Pictures_stand_two_in_a_row_under_the_question_and_a_tap_chooses()
    {
        var chat = SurveyChat.Agreed(Dress);
        var body = ((FlexBubble)Assert.IsType<FlexMessage>(chat.LastMessages.Single()).Contents).Body!.Contents;
        Assert.Equal("お好きなドレスは？", ((FlexText)body[0]).Text);
        Assert.Equal(3, body.Count);
        var last = Assert.IsType<FlexBox>(((FlexBox)body[2]).Contents[0]);
        Assert.Equal("https://example.com/p.jpg", Assert.IsType<FlexImage>(last.Contents[0]).Url);

        Assert.Equal(["プリンセス"], chat.Tap(last.Action!).Friend.Answers.Single().Choices);
    }

    [Fact]
    public void It_can_be_typed_too() => Assert.Equal("Aライン", SurveyChat.Agreed(Dress).Say("ａらいん").Friend.Tags.Single().Name);

    [Fact]
    public void A_full_option_shows_no_picture()
    {
        var question = SurveyChat.Asking(Dress).Questions.Single();
        var shown = (FlexMessage)question.Show("？", answer => answer, new Asking(default) { Full = new HashSet<string> { "Aライン" } });

        Assert.DoesNotContain("a.jpg", Encoding.UTF8.GetString(LineJson.ToUtf8([shown])), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pictures_with_too_many_and_with_other_addresses_it_is_an_error()
    {
        Assert.Equal("picture-missing 2", QuestionErrors.Of("kind: picture-choice, options: [一, 二]"));
        Assert.Equal("too-many-options 1", QuestionErrors.Of($"kind: picture-choice, options: [{string.Join(", ", Enumerable.Range(0, 11).Select(i => $"{{ label: l{i}, picture: 'https://example.com/{i}' }}"))}]"));
        Assert.Equal("wrong-value 1", QuestionErrors.Of("kind: picture-choice, options: [{ label: 一, picture: 'http://example.com/1' }, { label: 二, picture: 'https://example.com/2' }]"));
        Assert.Equal("not-for-this-kind 1", QuestionErrors.Of("kind: choice, options: [{ label: 一, picture: 'https://example.com/1' }, 二]"));
    }
}
