using Bot.Conditions;
using Bot.Conditions.Language;

namespace Bot.Tests.Conditions;

/// <summary>What is suggested at the caret, which stands at the <c>|</c>.</summary>
public class CompletionTests
{
    private static readonly string[] Pieces =
    [
        "tag", "tag = ", "甘口", "\"", "「", "」", "(", ")", ",", "=", "<", ">=", " ", "　", "and", "or", "not", "in", "between", "20", "90 days ago", "attribute(age)",
        "answer(spice-level.spice)", "survey(spice-level) is ", "last_message", "😀", "\ud83d", "\ude00", "\0", "\n", "\\", "でない", "かつ", "．", "ｔａｇ", "added", "2026-11-21",
    ];

    [Theory]
    [InlineData("|", "tag = ", "attribute(", "answer(", "survey(")]
    [InlineData("ta|", "tag = ")]
    [InlineData("ＴＡ|", "tag = ")]
    [InlineData("タグ|", "tag = ")]
    [InlineData("たぐ|", "tag = ")]
    [InlineData("甘|", "tag = 甘口")]
    [InlineData("pref|", "attribute(prefecture)")]
    [InlineData("tag =甘|", "甘口")]
    [InlineData("tag |", "=", "!=", "in (", "not in (")]
    [InlineData("tag = |", "甘口", "中辛")]
    [InlineData("tag = 結婚|", "結婚式検討", "結婚式予定")]
    [InlineData("tag = 式検|", "結婚式検討")]
    [InlineData("tag = こども|")]
    [InlineData("tag = vi|", "VIP")]
    [InlineData("tag = 子供|", "子供あり", "\"子供 なし\"")]
    [InlineData("tag = \"子供 |", "\"子供 なし\"")]
    [InlineData("tag = 「子供 |", "\"子供 なし\"")]
    [InlineData("tag = \"and|")]
    [InlineData("tag in (甘口, 中|", "中辛")]
    [InlineData("tag in (甘口|", "甘口", ",", ")")]
    [InlineData("tag = 甘口 |", "and", "or", "since", "added")]
    [InlineData("tag = 甘口 かつ n|", "not")]
    [InlineData("tag = 甘口 か|", "かつ")]
    [InlineData("attribute|", "attribute(")]
    [InlineData("attribute(|", "prefecture)", "age)")]
    [InlineData("attribute(age) |", ">", "<=", ">=", "<", "between", "=", "!=", "in (", "not in (", "is")]
    [InlineData("attribute(prefecture) |", "=", "!=", "in (", "not in (", "contains", "is")]
    [InlineData("attribute(member) = |", "true", "false")]
    [InlineData("attribute(birthday) between today and yes|", "yesterday")]
    [InlineData("answer(|", "spice-level.spice)", "spice-level.visits)")]
    [InlineData("answer(spice-level.w|", "spice-level.wish)")]
    [InlineData("answer(どの辛さ|", "spice-level.spice)")]
    [InlineData("answer(spice-level, v|", "visits)")]
    [InlineData("answered(wed|", "wedding)", "wedding.state)")]
    [InlineData("answer(spice-level.spice) = |", "甘口", "中辛", "辛口")]
    [InlineData("answer(spice-level.spice) = hot|", "辛口")]
    [InlineData("answer(spice-level.visits) >= |")]
    [InlineData("survey(お好み|", "spice-level)")]
    [InlineData("survey(spice-level) is |", "started", "ongoing", "completed", "stopped", "declined", "not")]
    [InlineData("survey(spice-level) is comp|", "completed")]
    [InlineData("coupon(お誕生|", "birthday)")]
    [InlineData("received(新作|", "新作の甘口カレー)")]
    [InlineData("status = |", "visitor", "following", "blocked")]
    [InlineData("last_message |", ">", "<=")]
    [InlineData("last_message > |", "today", "yesterday", "tomorrow", "7 days ago")]
    [InlineData("last_message > 6|", "6 days ago", "6 weeks ago")]
    [InlineData("last_message > ６|", "6 days ago")]
    [InlineData("last_message > 1 |", "day ago", "week ago")]
    [InlineData("last_message > 90 da|", "days ago", "days from now")]
    [InlineData("last_message > 90 days |", "ago", "from now")]
    [InlineData("tag = 甘口 and (tagg = 中辛) and st|", "started(", "status = ")]
    [InlineData("tag = 甘口\u0001 and |")]
    public void What_fits_is_suggested_likeliest_first(string typed, params string[] expected)
    {
        var texts = At(typed).Suggestions.Select(suggestion => suggestion.Text.Trim()).ToList();

        Assert.Equal(expected.Select(text => text.Trim()), texts.Take(expected.Length == 0 ? 1 : expected.Length));
    }

    [Theory]
    [InlineData("tag = 甘| and all", "tag = 甘口 and all")]
    [InlineData("tag = 中|辛 and all", "tag = 中辛 and all")]
    [InlineData("ta| = 甘口", "tag = 甘口")]
    [InlineData("attr|(age) > 20", "attribute(age) > 20")]
    [InlineData("attribute(pre|) = 東京", "attribute(prefecture) = 東京")]
    [InlineData("attribute(pre| = 東京", "attribute(prefecture) = 東京")]
    [InlineData("answer(spice-level.|spice) = 甘口", "answer(spice-level.spice) = 甘口")]
    [InlineData("tag = \"子供 |あり\" and all", "tag = \"子供 なし\" and all")]
    [InlineData("tag = \"子供 | and tag = \"VIP\"", "tag = \"子供 なし\" and tag = \"VIP\"")]
    [InlineData("tag = |甘口", "tag = 甘口 甘口")]
    [InlineData("tag in (甘|, 中辛)", "tag in (甘口, 中辛)")]
    [InlineData("a|", "attribute(")]
    [InlineData("😀 and ta|", "😀 and tag = ")]
    public void A_suggestion_takes_the_place_of_the_word_and_adds_the_signs_that_are_missing(string typed, string afterwards) =>
        Assert.Equal(afterwards, Put(typed.Replace("|", "", StringComparison.Ordinal), At(typed).Suggestions[0]));

    [Fact]
    public void A_suggestion_says_what_it_is_and_what_it_would_mean()
    {
        var option = At("answer(spice-level.spice) = ホット|").Suggestions;
        var tag = At("tag = 甘|").Suggestions[0];
        var survey = At("survey(|").Suggestions[0];
        var word = At("last_m|").Suggestions[0];

        Assert.Empty(option);
        Assert.Equal((SuggestionKind.Tag, "甘口", "tag = 甘口"), (tag.Kind, tag.Label, tag.Alone?.ToString()));
        Assert.Equal((SuggestionKind.Survey, "spice-level", "お好みの辛さ"), (survey.Kind, survey.Label, survey.Japanese));
        Assert.Equal((SuggestionKind.Word, "最後に話した日"), (word.Kind, word.Japanese));
        Assert.Equal("answer(spice-level.spice) = hot", At("answer(spice-level.spice) = 辛口|").Suggestions[0].Alone?.ToString());
        Assert.Null(tag.Count);
    }

    [Fact]
    public void A_label_that_could_mean_another_option_is_written_by_its_id()
    {
        var shop = new ConditionVocabulary
        {
            Surveys = [new("s", null, [new("q", null, ValueKind.Choice, [new("a", "はい"), new("b", "はい"), new("c", "a"), new("d", "いいえ")])])],
        };

        var texts = ConditionText.Complete("answer(s.q) = ", 14, shop).Suggestions.Select(suggestion => suggestion.Text);

        Assert.Equal(["a", "b", "c", "いいえ"], texts);
    }

    [Fact]
    public void A_name_that_cannot_be_written_is_not_suggested()
    {
        var odd = new ConditionVocabulary { Tags = ["", "a\0b", "\ud83d", "よい"] };

        Assert.Equal(["よい"], ConditionText.Complete("tag = ", 6, odd).Suggestions.Select(suggestion => suggestion.Text));
    }

    [Theory]
    [InlineData("attribute(age) >= |", new[] { ValueKind.Number })]
    [InlineData("attribute(birthday) = |", new[] { ValueKind.Day })]
    [InlineData("attribute(memo) contains |", new[] { ValueKind.Text })]
    [InlineData("attribute(memo) = |", new[] { ValueKind.Text, ValueKind.Number, ValueKind.Day })]
    [InlineData("answer(spice-level.spice) = |", new ValueKind[0])]
    [InlineData("tag = |", new ValueKind[0])]
    [InlineData("tag = 甘口 |", new ValueKind[0])]
    public void What_can_be_typed_freely_is_told(string typed, ValueKind[] kinds) => Assert.Equal(kinds, At(typed).FreeValues);

    [Fact]
    public void Within_a_survey_its_questions_need_no_survey()
    {
        var inside = Shop.Vocabulary with { CurrentSurvey = "spice-level" };

        Assert.Equal("spice)", ConditionText.Complete("answer(", 7, inside).Suggestions[0].Text);
        Assert.Equal("state)", ConditionText.Complete("answer(wedding, ", 16, inside).Suggestions[0].Text);
    }

    [Fact]
    public void At_most_twelve_are_suggested_unless_more_are_asked_for()
    {
        var many = new ConditionVocabulary { Tags = [.. Enumerable.Range(0, 100).Select(number => $"タグ{number}")] };

        Assert.Equal(12, ConditionText.Complete("tag = ", 6, many).Suggestions.Count);
        Assert.Equal(100, ConditionText.Complete("tag = ", 6, many, most: 1000).Suggestions.Count);
        Assert.Equal(["タグ77"], ConditionText.Complete("tag = ﾀｸﾞ77", 11, many).Suggestions.Select(suggestion => suggestion.Text));
    }

    [Fact]
    public void Whatever_comes_next_in_a_condition_is_suggested_before_it_is_there()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var condition = new Sample(seed).Condition();
            var (text, known) = (ConditionText.Print(condition), KnownTo(condition));
            var tokens = Lexer.Read(text).Tokens;
            foreach (var next in tokens.SkipLast(1))
            {
                var here = ConditionText.Complete(text[..next.Start], next.Start, known, int.MaxValue);

                Assert.True(
                    here.Suggestions.Any(suggestion => Lexer.Read(suggestion.Text).Tokens[0] is var first && first.Text == next.Text)
                    || (next.Kind is TokenKind.Word or TokenKind.Quoted && here.FreeValues.Count > 0),
                    $"{text[..next.Start]}|{text[next.Start..]}: {string.Join(" · ", here.Suggestions.Select(suggestion => suggestion.Text))}");
            }
        }
    }

    [Fact]
    public void Taking_a_suggestion_makes_no_mistake_before_it()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var condition = new Sample(seed).Condition(depth: 2);
            var (text, known) = (ConditionText.Print(condition), KnownTo(condition));
            for (var at = 0; at <= text.Length; at++)
            {
                foreach (var suggestion in ConditionText.Complete(text, at, known, 100).Suggestions)
                {
                    AssertNothingWrongBefore(suggestion.Start, Put(text, suggestion), known);
                    AssertNothingWrongBefore(suggestion.Start, Put(text, suggestion)[..(suggestion.Start + suggestion.Text.Length)], known);
                }
            }
        }
    }

    [Fact]
    public void Taking_what_is_suggested_again_and_again_only_ever_leaves_something_to_add()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (random, text) = (new Random(seed), "");
            for (var steps = 0; steps < 25; steps++)
            {
                var (suggestions, free) = ConditionText.Complete(text, text.Length, Shop.Vocabulary, int.MaxValue);
                var start = text.Length;
                if (free.Count > 0 && (suggestions.Count == 0 || random.Next(2) == 0))
                {
                    text += free[random.Next(free.Count)] switch
                    {
                        ValueKind.Number => "2026 ",
                        ValueKind.Day => "2026-11-21 ",
                        _ => "\"とても 辛い\" ",
                    };
                }
                else
                {
                    Assert.True(suggestions.Count > 0, $"{text}|");
                    var taken = suggestions[random.Next(suggestions.Count)];
                    (start, text) = (taken.Start, Put(text, taken));
                    text += text.EndsWith('(') ? "" : " ";
                }

                AssertNothingWrongBefore(start, text, Shop.Vocabulary);
            }
        }
    }

    [Fact]
    public void No_text_and_no_place_is_too_strange()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var at = random.Next(-3, text.Length + 4);

            foreach (var suggestion in ConditionText.Complete(text, at, Shop.Vocabulary).Suggestions)
            {
                Assert.InRange(suggestion.Start, 0, Math.Clamp(at, 0, text.Length));
                Assert.InRange(suggestion.Start + suggestion.Length, Math.Clamp(at, 0, text.Length) - 1, text.Length);
                Put(text, suggestion);
            }
        }
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_place_outside_the_text_is_its_nearest_end(int at) =>
        Assert.Equal(at < 0 ? "tag " : "and ", ConditionText.Complete("tag = 甘口 ", at, Shop.Vocabulary).Suggestions[0].Text);

    [Fact]
    public void A_text_too_long_to_be_a_condition_and_one_nested_too_deep_get_none()
    {
        var deep = new string('(', ConditionText.MaxDepth + 1);

        Assert.Empty(ConditionText.Complete(new string('a', 100_000), 5, Shop.Vocabulary).Suggestions);
        Assert.Empty(ConditionText.Complete(deep, deep.Length, Shop.Vocabulary).Suggestions);
        Assert.NotEmpty(ConditionText.Complete(deep, deep.Length - 1, Shop.Vocabulary).Suggestions);
    }

    private static Completion At(string typed) =>
        ConditionText.Complete(typed.Remove(typed.IndexOf('|', StringComparison.Ordinal), 1), typed.IndexOf('|', StringComparison.Ordinal), Shop.Vocabulary);

    private static string Put(string text, Suggestion suggestion) =>
        text.Remove(suggestion.Start, suggestion.Length).Insert(suggestion.Start, suggestion.Text);

    // A parenthesis that is not closed yet is told where it opens.
    private static void AssertNothingWrongBefore(int start, string text, ConditionVocabulary known) =>
        Assert.DoesNotContain(
            ConditionText.Parse(text, known).Problems,
            problem => problem.Start < start && problem.Kind != ConditionProblemKind.UnclosedParenthesis && Tell(text, problem));

    private static bool Tell(string text, ConditionProblem problem) =>
        throw new InvalidOperationException($"{text}: {problem.Start} {problem.English}");

    // Every name of the condition, and nothing of what values are.
    private static ConditionVocabulary KnownTo(Condition condition)
    {
        var tests = condition.Tests().ToList();
        var dates = tests.Select(test => test switch
        {
            Condition.Date(var fact, _) => fact,
            Condition.Known(var fact) => fact,
            Condition.Never(var fact) => fact,
            _ => null,
        }).ToList();
        var questions = tests.SelectMany(test => test switch
        {
            Condition.Answer(var survey, var question, _) => [(survey, question)],
            Condition.Answered(var survey, { } question, _) => [(survey, question)],
            _ => Array.Empty<(string Survey, string Question)>(),
        }).ToList();
        var surveys = questions.Select(question => question.Survey)
            .Concat(tests.OfType<Condition.Answered>().Select(test => test.Survey))
            .Concat(tests.OfType<Condition.SurveyIs>().Select(test => test.Survey))
            .Concat(dates.OfType<DateFact.Started>().Select(fact => fact.Survey))
            .Concat(dates.OfType<DateFact.Completed>().Select(fact => fact.Survey));
        var coupons = tests.OfType<Condition.CouponIs>().Select(test => test.Coupon)
            .Concat(dates.OfType<DateFact.Issued>().Select(fact => fact.Coupon))
            .Concat(dates.OfType<DateFact.Redeemed>().Select(fact => fact.Coupon))
            .Concat(dates.OfType<DateFact.Expires>().Select(fact => fact.Coupon));
        return new ConditionVocabulary
        {
            Tags = [.. tests.OfType<Condition.Tag>().SelectMany(test => test.Names).Distinct()],
            Attributes = [.. tests.OfType<Condition.Attribute>().Select(test => test.Name).Distinct().Select(name => new KnownAttribute(name))],
            Surveys =
            [
                .. surveys.Distinct().Select(survey => new KnownSurvey(survey, null,
                    [.. questions.Where(question => question.Survey == survey).Select(question => question.Question).Distinct().Select(question => new KnownQuestion(question, null, null, []))])),
            ],
            Coupons = [.. coupons.Distinct().Select(coupon => new KnownName(coupon))],
            Campaigns = [.. condition.CampaignsMentioned().Select(campaign => new KnownName(campaign))],
        };
    }
}
