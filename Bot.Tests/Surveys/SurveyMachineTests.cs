using Bot.Friends;
using Bot.Surveys;

namespace Bot.Tests.Surveys;

public class SurveyMachineTests
{
    private const string Two = """
        - id: spice
          kind: choice
          text: 辛さは？
          tag-group: 辛さ
          options: [{ label: 甘口, tags: 甘口 }, { label: 辛口, tags: 辛口 }]
        - id: why
          kind: text
          when: answer(spice) = 辛口
          text: なぜですか？
        - id: visits
          kind: number
          text: 何回目ですか？
          min: 1
        """;

    [Fact]
    public void Nothing_is_asked_before_consent()
    {
        var chat = new SurveyChat(SurveyChat.Asking(Two)).Begin();

        Assert.Equal(new SurveyState.AskingConsent(), chat.Run.State);
        Assert.Contains("試すため", Assert.Single(chat.Said), StringComparison.Ordinal);
        Assert.Equal(["同意してはじめる", "今回はやめておく"], chat.Buttons.Select(button => button.Label));
    }

    [Fact]
    public void A_refusal_ends_it_and_asks_nothing()
    {
        var chat = new SurveyChat(SurveyChat.Asking(Two)).Begin().Tap("今回はやめておく");

        Assert.Equal(new SurveyState.Declined(), chat.Run.State);
        Assert.Contains(new SurveyEffect.Declined(), chat.Effects);
        Assert.Empty(chat.Run.Path);
        Assert.False(chat.Say("甘口").Understood);
    }

    [Fact]
    public void The_last_answer_completes_the_survey_and_tags_the_friend()
    {
        var chat = SurveyChat.Agreed(Two).Tap("甘口").Say("3回目");

        Assert.Equal(["試し"], chat.Survey.Keywords);
        Assert.Equal(["甘口"], chat.Tags);
        Assert.False(chat.Understood);

        chat.Say("３回");

        Assert.Equal(new SurveyState.Completed(), chat.Run.State);
        Assert.Equal(["ありがとう"], chat.Said);
        Assert.Contains(new SurveyEffect.Completed(), chat.Effects);
        Assert.Equal(3, chat.Friend.Answers.Single(fact => fact.Question == "visits").Number);
    }

    [Fact]
    public void A_question_is_asked_only_where_it_applies()
    {
        Assert.Equal(["何回目ですか？"], SurveyChat.Agreed(Two).Tap("甘口").Said);
        Assert.Equal(["なぜですか？"], SurveyChat.Agreed(Two).Tap("辛口").Said);
    }

    [Fact]
    public void Answers_of_an_earlier_run_do_not_decide_what_is_asked()
    {
        const string later = """
            - id: visits
              kind: number
              text: 何回目ですか？
              optional: true
            - id: again
              kind: text
              when: answer(visits) > 1
              text: またのご来店ですね？
            """;
        var chat = SurveyChat.Agreed(later).Say("5", "はい");
        Assert.Equal(new SurveyState.Completed(), chat.Run.State);

        chat.Begin().Say("はい", "スキップ");

        Assert.Equal(new SurveyState.Completed(), chat.Run.State);
        Assert.DoesNotContain(chat.Friend.Answers, fact => fact.Question == "visits");
    }

    [Fact]
    public void A_tag_set_by_an_answer_decides_the_next_question()
    {
        var chat = SurveyChat.Agreed("""
            - id: stage
              kind: choice
              text: ご状況は？
              options: [{ label: 婚約中, tags: 婚約中 }, そのほか]
            - id: day
              kind: date
              when: tag = 婚約中
              text: お式はいつですか？
            """);

        Assert.Equal(["お式はいつですか？"], chat.Tap("婚約中").Said);
    }

    [Fact]
    public void Going_back_replaces_the_answer_and_its_tag()
    {
        var chat = SurveyChat.Agreed(Two).Tap("辛口").Say("好きだから").Tap("戻る").Tap("戻る").Tap("甘口").Say("1");

        Assert.Equal(new SurveyState.Completed(), chat.Run.State);
        Assert.Equal(["甘口"], chat.Tags);
        Assert.Equal(["spice", "visits"], chat.Friend.Answers.Select(fact => fact.Question));
    }

    [Fact]
    public void What_stood_behind_in_an_exclusive_group_comes_forward_when_the_later_answer_is_changed()
    {
        var chat = SurveyChat.Agreed("""
            - id: now
              kind: choice
              text: いまは？
              tag-group: 段階
              options: [{ label: 検討, tags: 検討 }, 未定]
            - id: soon
              kind: choice
              text: 決まりましたか？
              tag-group: 段階
              options: [{ label: はい, tags: 予定 }, いいえ]
            - id: last
              kind: number
              text: 何人ですか？
            """).Say("検討", "はい");
        Assert.Equal(["予定"], chat.Tags);

        chat.Say("戻る", "いいえ");

        Assert.Equal(["検討"], chat.Tags);
    }

    [Fact]
    public void A_tag_that_staff_had_put_on_is_never_taken_back()
    {
        var chat = SurveyChat.Agreed(Two);
        chat.Friend = chat.Friend.WithTag(new FriendTag("甘口", SurveyChat.Noon, FactSource.Staff("佐藤"))).Friend;

        chat.Say("甘口", "戻る", "辛口");

        Assert.Equal(["甘口", "辛口"], chat.Tags);
    }

    [Fact]
    public void Back_at_the_first_question_and_restart_anywhere_lead_somewhere()
    {
        var chat = SurveyChat.Agreed(Two).Say("戻る");
        Assert.Equal([SurveyWords.FirstAlready, "辛さは？"], chat.Said);

        chat.Say("辛口", "最初から");

        Assert.Equal([SurveyWords.Restarted, "辛さは？"], chat.Said);
        Assert.Empty(chat.Run.Path);
    }

    [Fact]
    public void A_friend_who_stopped_goes_on_where_they_were()
    {
        var chat = SurveyChat.Agreed(Two).Say("辛口").Say(" やめる ");
        Assert.IsType<SurveyState.Stopped>(chat.Run.State);
        Assert.Contains(new SurveyEffect.Stopped(), chat.Effects);
        Assert.False(chat.Say("甘口").Understood);

        chat.Take(new SurveyInput.Begin());

        Assert.Equal([SurveyWords.Resumed, "なぜですか？"], chat.Said);
    }

    [Fact]
    public void Old_and_repeated_taps_change_nothing_and_are_answered()
    {
        var chat = SurveyChat.Agreed(Two);
        var sweet = chat.Buttons.Single(button => button.Label == "甘口");
        chat.Tap(sweet);
        var run = chat.Run;

        chat.Tap(sweet);

        Assert.Same(run, chat.Run);
        Assert.False(chat.Understood);
        Assert.Equal([SurveyWords.ButtonAnswered("甘口"), "何回目ですか？"], chat.Said);

        chat.Say("1").Tap(sweet);
        Assert.Equal([SurveyWords.ButtonFinished], chat.Said);
    }

    [Theory]
    [InlineData("v")]
    [InlineData("n")]
    [InlineData("q")]
    public void A_tap_of_another_version_run_or_question_is_old(string part)
    {
        var chat = SurveyChat.Agreed(Two);
        var good = new SurveyInput.Tapped(chat.Survey.Version, "spice", chat.Run.Nonce, "1");

        chat.Take(part switch { "v" => good with { Version = "000000000000" }, "n" => good with { Nonce = "run0.2" }, _ => good with { Question = "visits" } });

        Assert.False(chat.Understood);
        Assert.Equal(SurveyWords.ButtonOld, chat.Said[0]);
        Assert.True(chat.Take(good).Understood);
    }

    [Fact]
    public void Options_of_several_are_chosen_and_unchosen_until_decided()
    {
        var chat = SurveyChat.Agreed("""
            - id: likes
              kind: multi-choice
              text: お好きなものは？
              at-most: 2
              options: [{ label: カレー, tags: カレー好き }, { label: ナン, tags: ナン好き }, ラッシー, { label: とくにない, alone: true }]
            """);

        Assert.Equal([SurveyWords.AtLeast(1), "お好きなものは？"], chat.Tap("決定").Said);
        var first = chat.Buttons.Last(button => button.Label == "カレー");
        chat.Tap(first);
        Assert.Contains("✓ カレー", chat.Buttons.Select(button => button.Label));

        // The same button a second time is old: it does not undo.
        Assert.Equal(SurveyWords.ButtonOld, chat.Tap(first).Said[0]);
        Assert.Equal(["カレー"], Assert.IsType<SurveyState.Asking>(chat.Run.State).Chosen);

        chat.Say("ナンとラッシー");
        Assert.False(chat.Understood);
        Assert.Equal(SurveyWords.AtMost(2), chat.Say("なん、ラッシー").Said[0]);
        Assert.Equal(["とくにない"], Assert.IsType<SurveyState.Asking>(chat.Tap("とくにない").Run.State).Chosen);
        chat.Say("ﾅﾝ 1");
        chat.Tap("✓ カレー").Say("カレー").Tap("決定");

        Assert.Equal(["カレー", "ナン"], chat.Friend.Answers.Single().Choices);
        Assert.Equal(["カレー好き", "ナン好き"], chat.Tags);
    }

    [Fact]
    public void Answering_again_moves_the_tags_of_several_choices()
    {
        const string likes = """
            - id: likes
              kind: multi-choice
              text: お好きなものは？
              options: [{ label: カレー, tags: カレー好き }, { label: ナン, tags: ナン好き }]
            """;
        var chat = SurveyChat.Agreed(likes).Say("カレー", "決定");

        chat.Begin().Say("はい", "ナン", "決定");

        Assert.Equal(["ナン好き"], chat.Tags);
    }
}
