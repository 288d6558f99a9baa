using Bot.Friends;
using Bot.Surveys;

namespace Bot.Tests.Surveys;

/// <summary>Ways through a survey that are not from top to bottom.</summary>
public sealed class SurveyFlowTests
{
    private const string Jumping = """
        - id: eaten
          kind: choice
          text: もう召し上がりましたか？
          options:
            - はい
            - { label: まだ, then: end }
            - { label: 店が見つからない, then: address }
        - id: taste
          kind: text
          text: お味は？
          then: end
        - id: address
          kind: text
          text: どちらでお困りですか？
        """;

    [Fact]
    public void An_option_may_lead_to_the_end()
    {
        var chat = SurveyChat.Agreed(Jumping).Tap("まだ");

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(["eaten"], chat.Run.Path.Select(given => given.Question));
    }

    [Fact]
    public void An_option_may_lead_over_questions_to_another()
    {
        var chat = SurveyChat.Agreed(Jumping).Tap("店が見つからない");

        Assert.Equal(new SurveyState.Asking("address"), chat.Run.State with { });
        Assert.Equal(["どちらでお困りですか？"], chat.Said);
    }

    [Fact]
    public void A_question_may_lead_to_the_end_whatever_is_answered()
    {
        var chat = SurveyChat.Agreed(Jumping).Tap("はい").Say("おいしい");

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(["eaten", "taste"], chat.Run.Path.Select(given => given.Question));
    }

    [Fact]
    public void Back_goes_to_the_question_answered_before_whatever_was_jumped_over()
    {
        var chat = SurveyChat.Agreed(Jumping).Tap("店が見つからない").Say("戻る");

        Assert.Equal(new SurveyState.Asking("eaten"), chat.Run.State with { });
    }

    [Fact]
    public void A_jump_back_asks_what_lies_between_anew_and_only_the_new_answers_count()
    {
        const string Confirming = """
            - { id: guest, kind: text, text: お名前は？, attribute: 名前 }
            - { id: seats, kind: number, text: 何名さまですか？ }
            - id: right
              kind: choice
              text: "{guest}さま、{seats:0}名さまでよろしいですか？"
              options: [はい, { label: いいえ, then: guest }]
            """;
        var chat = SurveyChat.Agreed(Confirming).Say("山田", "2");
        Assert.Equal(["山田さま、2名さまでよろしいですか？"], chat.Said);

        chat.Tap("いいえ").Say("山本", "3");
        Assert.Equal(["山本さま、3名さまでよろしいですか？"], chat.Said);
        chat.Tap("はい");

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(["guest", "seats", "right"], chat.Run.Path.Select(given => given.Question));
        Assert.Equal("山本", Assert.Single(chat.Friend.Attributes).Text);
        Assert.Equal(3, chat.Friend.Answers.Count);
    }

    private const string Children = """
        - { id: children, kind: number, text: お子さまは何人ですか？, min: 0, max: 9 }
        - id: child
          kind: section
          repeat: { times: children, most: 3 }
          questions:
            - { id: child-name, kind: text, text: "{round:0}人目のお子さまのお名前は？", attribute: お子さま }
            - { id: child-age, kind: number, text: "{child-name}ちゃんは何歳ですか？" }
            - { id: school, kind: text, text: "{child-name}ちゃんの学校は？", when: answer(child-age) >= 6 }
        """;

    [Fact]
    public void A_section_is_gone_through_as_often_as_a_number_says()
    {
        var chat = SurveyChat.Agreed(Children).Say("2");
        Assert.Equal(["1人目のお子さまのお名前は？"], chat.Said);

        chat.Say("はな", "7");
        Assert.Equal(["はなちゃんの学校は？"], chat.Said);
        chat.Say("みなみ小学校", "たろう");
        Assert.Equal(["たろうちゃんは何歳ですか？"], chat.Said);
        chat.Say("3");

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(["children", "child-name", "child-age", "school", "child-name-2", "child-age-2"], chat.Run.Path.Select(given => given.Question));
        Assert.Equal(["お子さま", "お子さま2"], chat.Friend.Attributes.Select(attribute => attribute.Name));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("9", 1 + (3 * 3))]
    public void A_section_is_gone_through_never_for_none_and_no_more_often_than_its_most(string children, int questions)
    {
        var chat = SurveyChat.Agreed(Children).Say(children);
        for (var step = 0; step < 20 && chat.Run.State.IsWaiting; step++)
        {
            chat.Say("8");
        }

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(questions, chat.Run.Path.Count);
    }

    [Fact]
    public void A_section_may_be_gone_through_as_long_as_the_friend_says_there_is_more()
    {
        var chat = SurveyChat.Agreed("""
            - id: pet
              kind: section
              repeat: { more: ほかにもいますか？, most: 3 }
              questions:
                - { id: pet-name, kind: text, text: ペットの名前は？ }
            """).Say("ポチ");
        Assert.Equal(["ほかにもいますか？"], chat.Said);

        chat.Say("はい", "タマ", "いいえ");

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(["pet-name", "pet-more", "pet-name-2", "pet-more-2"], chat.Run.Path.Select(given => given.Question));
    }

    [Fact]
    public void A_condition_of_a_section_holds_for_all_of_it()
    {
        var chat = SurveyChat.Agreed("""
            - { id: pet, kind: choice, text: ペットは？, options: [いる, いない] }
            - id: about
              kind: section
              when: answer(pet) = いる
              questions:
                - { id: sort, kind: text, text: どんな？ }
                - { id: old, kind: number, text: 何歳？, when: answer(sort) is known }
            - { id: last, kind: text, text: 最後に }
            """).Tap("いない");

        Assert.Equal(new SurveyState.Asking("last"), chat.Run.State with { });
    }

    private static string Shuffled => "- id: games\n  kind: section\n  random-order: true\n  questions:\n"
        + string.Concat(Enumerable.Range(0, 6).Select(i => $"    - {{ id: g{i}, kind: text, text: 質問{i} }}\n"))
        + "- { id: last, kind: text, text: 最後に }";

    [Fact]
    public void Shuffled_questions_come_in_an_order_of_the_friends_own_that_stays()
    {
        var survey = SurveyChat.Asking(Shuffled);
        var orders = Enumerable.Range(0, 20).Select(friend =>
        {
            var chat = new SurveyChat(survey) { Friend = Friend.FirstSeen($"U{friend}", SurveyChat.Noon) }.Begin().Say("はい");
            chat.Say("a", "b", "戻る", "戻る", "a", "b", "c", "d", "e", "f");
            Assert.Equal(new SurveyState.Asking("last"), chat.Run.State with { });
            return string.Join(',', chat.Run.Path.Select(given => given.Question));
        }).ToList();

        Assert.True(orders.Distinct().Count() > 5);
        Assert.All(orders, order => Assert.Equal(6, order.Split(',').Distinct().Count()));
        Assert.Equal(orders[0], string.Join(',', new SurveyChat(survey) { Friend = Friend.FirstSeen("U0", SurveyChat.Noon) }.Begin().Say("はい", "1", "2", "3", "4", "5", "6").Run.Path.Select(given => given.Question)));
    }

    [Fact]
    public void Options_in_random_order_keep_none_of_these_last_and_mean_the_same()
    {
        var survey = SurveyChat.Asking("""
            - id: fruit
              kind: multi-choice
              text: 好きなのは？
              random-order: true
              options: [りんご, みかん, ぶどう, もも, { label: どれでもない, alone: true }]
            """);
        var orders = Enumerable.Range(0, 12).Select(friend =>
        {
            var chat = new SurveyChat(survey) { Friend = Friend.FirstSeen($"U{friend}", SurveyChat.Noon) }.Begin().Say("はい");
            var labels = chat.LastMessages[^1].QuickReply!.Items.Select(item => item.Action.Label).Take(5).ToList();
            Assert.Equal("どれでもない", labels[4]);
            chat.Tap("もも").Tap("決定");
            Assert.Equal(["もも"], chat.Run.Path[^1].Value.Choices);
            return string.Join(',', labels);
        });

        Assert.True(orders.Distinct().Count() > 3);
    }

    [Fact]
    public void A_friend_always_gets_the_same_wording_and_friends_are_spread_over_them()
    {
        var survey = SurveyChat.Asking("""
            - id: why
              kind: text
              text: 理由を教えてください。
              variants: [{ id: warm, text: よろしければ、理由をお聞かせください！ }]
            """);
        var wordings = Enumerable.Range(0, 40).Select(friend =>
        {
            var chat = new SurveyChat(survey) { Friend = Friend.FirstSeen($"U{friend}", SurveyChat.Noon) }.Begin().Say("はい");
            var said = chat.Said[^1];
            Assert.Equal(said, chat.Say("").Said[^1]);
            return said;
        }).ToList();

        Assert.InRange(wordings.Count(said => said.StartsWith("よろしければ", StringComparison.Ordinal)), 8, 32);
    }

    [Fact]
    public void Messages_stand_before_and_after_a_question_once()
    {
        var chat = SurveyChat.Agreed("""
            - { id: one, kind: text, text: 一つ目, after: ["「{one}」ですね。"] }
            - id: two
              kind: text
              text: 二つ目
              before:
                - image: https://shop.example/curry.jpg
            """).Say("辛口");

        Assert.Equal(["「辛口」ですね。", "(ImageMessage)", "二つ目"], chat.Said);
        Assert.Equal(["文章でお答えください。", "二つ目"], chat.Say(" ").Said);
        Assert.Equal(["アンケートをお休みします。「試し」と送ると続きからはじめられます。"], chat.Say("やめる").Said);
        chat.Take(new SurveyInput.Begin());
        Assert.Equal("二つ目", chat.Said[^1]);
        Assert.DoesNotContain("(ImageMessage)", chat.Said);
    }

    [Fact]
    public void An_answer_that_comes_after_a_questions_time_counts_as_none()
    {
        var chat = SurveyChat.Agreed("""
            - { id: quick, kind: text, text: 10秒で！, time-limit: 10 sec }
            - { id: slow, kind: text, text: ごゆっくり }
            """);
        chat.Now = chat.Now.AddSeconds(10);
        chat.Say("遅れました");

        Assert.Equal(["この質問は時間切れになりました。次へ進みますね。", "ごゆっくり"], chat.Said);
        Assert.True(chat.Run.Path[0].Value.IsSkipped);
        Assert.Empty(chat.Friend.Answers);
    }

    [Fact]
    public void Who_takes_too_long_for_the_whole_is_told_and_may_begin_again()
    {
        var chat = SurveyChat.Agreed("- { id: one, kind: text, text: 一つ目 }\n- { id: two, kind: text, text: 二つ目 }", "time-limit: 1h").Say("a");
        chat.Now = chat.Now.AddHours(1);
        chat.Say("b");

        Assert.IsType<SurveyState.Ended>(chat.Run.State);
        Assert.Equal(["アンケートの制限時間が過ぎました。ここまでのお答え、ありがとうございます。"], chat.Said);
        Assert.Single(chat.Friend.Answers);
        chat.Tap("やめる");
        Assert.Equal(["そのアンケートはもう終わっているので、お答えは変えていません。"], chat.Said);
        Assert.Equal(new SurveyState.Asking("one"), chat.Begin().Say("はい").Run.State with { });
    }

    [Fact]
    public void Who_broke_off_and_runs_out_of_time_has_stopped_once()
    {
        var chat = SurveyChat.Agreed("- { id: one, kind: text, text: 一つ目 }", "time-limit: 1h").Say("やめる");
        Assert.Contains(chat.Effects, effect => effect is SurveyEffect.Stopped);
        chat.Now = chat.Now.AddHours(1);

        chat.Take(new SurveyInput.TimePassed());

        Assert.IsType<SurveyState.Ended>(chat.Run.State);
        Assert.Empty(chat.Effects);
    }

    private const string Session = """
        - id: session
          kind: choice
          text: どちらの回に？
          options: [{ label: 土曜, places: 1 }, { label: 日曜, places: 2 }]
        - { id: guests, kind: number, text: 何名さま？ }
        """;

    [Fact]
    public void An_option_without_places_is_not_offered_and_typing_it_is_answered_kindly()
    {
        var taken = PlacesTaken.None("test").With("session/土曜", 1);
        var chat = new SurveyChat(SurveyChat.Asking(Session, "time-limit: 1h")) { Places = taken }.Begin().Say("はい");

        Assert.Equal("どちらの回に？\n（満席: 土曜）", chat.Said[^1]);
        Assert.DoesNotContain(chat.Buttons, button => button.Label == "土曜");
        Assert.Equal("申し訳ありません、「土曜」は満席になりました。ほかからお選びください。", chat.Say("土曜").Said[0]);
        Assert.Equal(1, chat.Tap("日曜").Places.Count("session/日曜"));
    }

    [Fact]
    public void A_changed_answer_gives_its_place_back()
    {
        var chat = SurveyChat.Agreed(Session, "time-limit: 1h").Tap("土曜").Say("戻る");
        Assert.Equal(1, chat.Places.Count("session/土曜"));
        Assert.Contains(chat.LastMessages[^1].QuickReply!.Items, item => item.Action.Label == "土曜");

        chat.Tap("日曜");

        Assert.Equal((0, 1), (chat.Places.Count("session/土曜"), chat.Places.Count("session/日曜")));
    }

    [Fact]
    public void Who_runs_out_of_time_gives_the_place_back_without_a_word()
    {
        var chat = SurveyChat.Agreed(Session, "time-limit: 1h").Tap("土曜");
        chat.Now = chat.Now.AddHours(1);
        chat.Take(new SurveyInput.TimePassed());

        Assert.Empty(chat.Said);
        Assert.IsType<SurveyState.Ended>(chat.Run.State);
        Assert.Equal(0, chat.Places.Count("session/土曜"));
    }

    [Fact]
    public void Answering_again_moves_the_place_instead_of_taking_a_second()
    {
        var chat = SurveyChat.Agreed(Session, "time-limit: 1h").Tap("土曜").Say("2").Begin().Say("はい");
        Assert.Equal(1, chat.Places.Count("session/土曜"));

        chat.Tap("日曜").Say("2");

        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal((0, 1), (chat.Places.Count("session/土曜"), chat.Places.Count("session/日曜")));
    }

    [Fact]
    public void When_every_option_is_full_the_survey_says_so_and_ends()
    {
        var taken = PlacesTaken.None("test").With("session/土曜", 1).With("session/日曜", 2);
        var chat = new SurveyChat(SurveyChat.Asking(Session, "time-limit: 1h")) { Places = taken }.Begin().Say("はい");

        Assert.IsType<SurveyState.Ended>(chat.Run.State);
        Assert.Equal(["申し訳ありません、受付は定員に達しました。"], chat.Said);
    }

    [Fact]
    public void Only_so_many_may_take_part()
    {
        var survey = SurveyChat.Asking("- { id: one, kind: text, text: 一つ目 }", "time-limit: 1h\nplaces: { most: 1, full: 定員です。 }");
        var first = new SurveyChat(survey).Begin().Say("はい");
        var second = new SurveyChat(survey) { Places = first.Places }.Begin().Say("はい");

        Assert.Equal(1, first.Places.Count(PlacesTaken.Whole));
        Assert.IsType<SurveyState.Ended>(second.Run.State);
        Assert.Equal(["定員です。"], second.Said);
    }

    [Fact]
    public void Who_jumps_back_hears_their_answer_and_finds_nothing_chosen_where_a_question_follows_itself()
    {
        var chat = SurveyChat.Agreed("""
            - id: likes
              kind: multi-choice
              text: お好きなものは？
              options: [カレー, ナン, { label: 選びなおす, then: likes }]
              after: ["「{likes}」ですね。"]
            """).Tap("ナン").Tap("選びなおす").Tap("決定");

        Assert.Equal(["「ナン、選びなおす」ですね。", "お好きなものは？"], chat.Said);
        Assert.Equal(["カレー"], Assert.IsType<SurveyState.Asking>(chat.Tap("カレー").Run.State).Chosen);
    }

    [Fact]
    public void Beginning_again_at_the_first_question_forgets_what_was_chosen_there()
    {
        var chat = SurveyChat.Agreed("- { id: likes, kind: ranking, text: お好きな順に, options: [カレー, ナン, ラッシー], top: 2 }").Tap("ナン").Say("最初から");

        Assert.Empty(Assert.IsType<SurveyState.Asking>(chat.Run.State).Chosen);
    }

    [Fact]
    public void Whether_there_is_more_is_asked_about_the_same_round()
    {
        var chat = SurveyChat.Agreed("""
            - id: pet
              kind: section
              repeat: { more: "{pet-name}のほかにもいますか？", most: 3 }
              questions:
                - { id: pet-name, kind: text, text: ペットの名前は？ }
            """).Say("ポチ", "はい", "タマ");

        Assert.Equal(["タマのほかにもいますか？"], chat.Said);
    }

    [Fact]
    public void The_last_place_goes_to_who_decides_first_not_to_who_chose_it_first()
    {
        const string Sessions = """
            - id: sessions
              kind: multi-choice
              text: どの回に？
              options: [{ label: 土曜, places: 1 }, 日曜]
            """;
        var chat = SurveyChat.Agreed(Sessions, "time-limit: 1h").Tap("土曜");
        chat.Places = PlacesTaken.None("test").With("sessions/土曜", 1);
        chat.Tap("決定");

        Assert.False(chat.Understood);
        Assert.Equal("申し訳ありません、「土曜」は満席になりました。「✓ 土曜」を押して外してください。", chat.Said[0]);
        chat.Tap("✓ 土曜").Tap("日曜").Tap("決定");
        Assert.IsType<SurveyState.Completed>(chat.Run.State);
        Assert.Equal(1, chat.Places.Count("sessions/土曜"));
    }

    [Fact]
    public void Bands_of_a_score_leave_alone_what_staff_put_on()
    {
        const string More = """
            scores:
              - { attribute: 点, questions: [grade], bands: [{ at-least: 1, tag: 不満 }, { at-least: 4, tag: 満足 }] }
            """;
        var chat = new SurveyChat(SurveyChat.Asking("- { id: grade, kind: scale, text: 満足度は？, max: 5 }", More));
        chat.Friend = chat.Friend.WithTag(new FriendTag("満足", SurveyChat.Noon, FactSource.Staff("店長"))).Friend;

        chat.Begin().Say("はい", "1");

        Assert.Equal(["満足", "不満"], chat.Tags);
    }

    [Fact]
    public void Outcomes_follow_conditions_and_scores()
    {
        const string Questions = """
            - id: reason
              kind: choice
              text: 理由は？
              options: [{ label: 値段, points: 1 }, { label: 使い方, points: 5 }]
            - { id: grade, kind: scale, text: 満足度は？, max: 5 }
            """;
        const string More = """
            scores:
              - attribute: 満足度
                questions: [reason, { question: grade, weight: 2 }]
                bands: [{ at-least: 0, tag: 不満 }, { at-least: 10, tag: 満足 }]
            outcomes:
              - { when: answer(reason) = 値段, coupon: off, messages: [割引をどうぞ。], notice: 値段のお声 }
              - { when: attribute(満足度) >= 10, tags: [ファン], next: other }
            """;
        var cheap = SurveyChat.Agreed(Questions, More).Tap("値段").Say("1");
        Assert.Equal(["ありがとう", "割引をどうぞ。"], cheap.Said);
        Assert.Equal(["不満"], cheap.Tags);
        Assert.Contains(cheap.Effects, effect => effect is SurveyEffect.GiveCoupon("off", _));
        Assert.Contains(new SurveyEffect.TellStaff("値段のお声"), cheap.Effects);

        var happy = SurveyChat.Agreed(Questions, More).Tap("使い方").Say("5");
        Assert.Equal(["満足", "ファン"], happy.Tags);
        Assert.Equal(15, Assert.Single(happy.Friend.Attributes).Number);
        Assert.Equal(new SurveyEffect.StartSurvey("other"), happy.Effects[^1]);
        Assert.DoesNotContain(happy.Effects, effect => effect is SurveyEffect.GiveCoupon);

        // Who answers again falls into one band only.
        happy.Begin().Say("はい").Tap("値段").Say("1");
        Assert.Equal(["ファン", "不満"], happy.Tags);
    }

    [Fact]
    public void Other_asks_for_words_of_the_friends_own()
    {
        var chat = SurveyChat.Agreed("- id: fruit\n  kind: choice\n  text: 好きなのは？\n  options: [りんご, { label: その他, other: true }]").Tap("その他");
        Assert.Equal("好きなのは？\n「その他」の内容を、文字でお送りください。", chat.Said[^1]);

        chat.Say("🍌 バナナ");

        Assert.Equal(AnswerValue.Chose("その他") with { Text = "🍌 バナナ" }, chat.Run.Path[0].Value);
        Assert.Equal("その他（🍌 バナナ）", chat.Survey.Find("fruit")!.Say(chat.Run.Path[0].Value));
    }

    [Fact]
    public void More_options_than_LINE_has_buttons_are_listed_to_type_from()
    {
        var chat = SurveyChat.Agreed($"- {{ id: area, kind: choice, text: お住まいは？, options: [{string.Join(", ", Enumerable.Range(1, 20).Select(i => $"{i}区"))}] }}");
        Assert.StartsWith("お住まいは？\n\n1. 1区\n2. 2区", chat.Said[^1], StringComparison.Ordinal);
        Assert.EndsWith("20. 20区\n\n番号か名前でお答えください。", chat.Said[^1], StringComparison.Ordinal);
        Assert.Equal(["やめる"], chat.LastMessages[^1].QuickReply!.Items.Select(item => item.Action.Label));

        Assert.Equal("番号か名前でお答えください。", chat.Say("海").Said[0]);
        chat.Say("１５");

        Assert.Equal(["15区"], chat.Run.Path[0].Value.Choices);
    }
}
