using System.Globalization;
using Bot.Conditions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
using Bot.Messages;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>Checks what the bot would say against LINE's limits, and what no single key can show.</summary>
internal sealed class SurveyLint
{
    private const int MostThanks = 3;

    // Friends stop answering: each question past ten costs some of them.
    private const int TiringQuestions = 12;

    private readonly SurveyYaml _yaml;
    private readonly Survey _survey;
    private readonly IReadOnlyList<(Question Question, QuestionYaml Shape)> _written;
    private readonly Problems _problems;

    private SurveyLint(SurveyYaml yaml, Survey survey, IReadOnlyList<(Question Question, QuestionYaml Shape)> written, Problems problems) =>
        (_yaml, _survey, _written, _problems) = (yaml, survey, written, problems);

    public static void Check(SurveyYaml yaml, Survey survey, IReadOnlyList<(Question Question, QuestionYaml Shape)> written, Problems problems)
    {
        var lint = new SurveyLint(yaml, survey, written, problems);
        lint.Consent();
        lint.Start();
        lint.Times();
        foreach (var (question, shape) in written)
        {
            lint.Question(shape, question);
            lint.Jumps(shape, question);
        }

        lint.Scores();
        lint.Ends();
        lint.Groups();
        if (!problems.Any)
        {
            lint.Ways();
        }
    }

    private void Consent()
    {
        var (consent, shape) = (_survey.Consent, _yaml.Consent);
        Label(consent.Yes, shape?.At(nameof(ConsentYaml.Yes)) ?? _yaml.Place);
        Label(consent.No, shape?.At(nameof(ConsentYaml.No)) ?? _yaml.Place);
        if (TypedText.Plain(consent.Yes) == TypedText.Plain(consent.No))
        {
            _problems.Add(shape?.At(nameof(ConsentYaml.No)) ?? _yaml.Place, LintRule.ConsentUnclear, "Yes and no of the consent are the same.", "Word them differently.");
        }

        var run = new SurveyRun { Id = "0123456789", State = new SurveyState.AskingConsent() };
        Said(SurveyMessages.Draft(_survey, run, SomeOccasion), _yaml.At(nameof(SurveyYaml.Purpose)), "title, purpose and consent together");
        Said(SurveyMessages.Invite(_survey), _yaml.At(nameof(SurveyYaml.Title)), "the invitation in campaigns");
        Said(consent.Refused, shape?.At(nameof(ConsentYaml.Refused)) ?? _yaml.Place, "the answer to a refusal");
    }

    private void Start()
    {
        if (_yaml.Start is not { } start)
        {
            return;
        }

        if (start.Greeting is { } greeting)
        {
            Label(greeting, start.At(nameof(StartYaml.Greeting)));
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < start.Keywords?.Count; i++)
        {
            var keyword = start.Keywords[i];
            if (!seen.Add(TypedText.Plain(keyword)))
            {
                _problems.Add(start.At(nameof(StartYaml.Keywords), i), LintRule.KeywordTwice, $"The keyword '{keyword}' is there already (width, kana and case do not count).", "Remove it.");
            }
            else if (keyword.Length > 40)
            {
                _problems.Add(start.At(nameof(StartYaml.Keywords), i), LintRule.KeywordTooLong, "The keyword is longer than 40 characters.", "Use a word a friend will type.");
            }
        }

        if (start.Places is not null && start.Keywords is null)
        {
            _problems.Add(start.At(nameof(StartYaml.Places)), LintRule.PlacesWithoutKeyword, "A place stands behind a keyword, and there is none.", "Add 'keywords: [アンケート]'.");
        }

        var codes = new HashSet<string>();
        foreach (var place in (start.Places ?? []).Where(place => !codes.Add(place.Code)))
        {
            _problems.Add(place.At(nameof(StartPlaceYaml.Code)), LintRule.IdTwice, $"A place before has the code '{place.Code}' too.", "Give each place its own code.");
        }
    }

    private void Times()
    {
        var open = _survey.Availability;
        if (open.From >= open.Until)
        {
            _problems.Add(_yaml.Open!.At(nameof(AvailabilityYaml.Until)), LintRule.RangeUpsideDown, "The survey closes before it opens.", "Let 'until' come after 'from'.");
        }

        if (_yaml is { Once: true, AgainAfter: not null })
        {
            _problems.Add(_yaml.At(nameof(SurveyYaml.AgainAfter)), LintRule.OneThing, "'once' and 'again-after' contradict each other.", "Keep one of them.");
        }

        var before = TimeSpan.Zero;
        foreach (var reminder in _yaml.Reminders ?? [])
        {
            if (reminder.After <= before)
            {
                _problems.Add(reminder.At(nameof(ReminderYaml.After)), LintRule.RemindersOutOfOrder, "Reminders are counted from the last answer; this one is not later than the one before.", "Put them in the order of their times.");
            }

            before = reminder.After;
            Said(reminder.Text ?? "", reminder.At(nameof(ReminderYaml.Text)), "the reminder");
            if (_survey.TimeLimit <= reminder.After)
            {
                _problems.Warn(reminder.At(nameof(ReminderYaml.After)), LintRule.NeverHappens, "The time limit is over before this reminder.", "Remind earlier, or give more time.");
            }
        }

        if (_survey.CountsPlaces && _survey.TimeLimit is null)
        {
            _problems.Warn(
                _yaml.Places?.Place ?? _yaml.At(nameof(SurveyYaml.Questions)),
                LintRule.PlacesNeverFree,
                "Places are counted, but who stops half-way keeps theirs for ever.",
                "Add 'time-limit: 1h'; then the place is free again.");
        }
    }

    private void Question(QuestionYaml shape, Question question)
    {
        var place = shape.At(nameof(QuestionYaml.Text));
        foreach (var text in question.Variants.Select(variant => variant.Text).Prepend(question.Text))
        {
            foreach (var chosen in question.Drafts)
            {
                var run = new SurveyRun
                {
                    Id = "0123456789",
                    Step = 99_999,
                    State = new SurveyState.Asking(question.Id) { Chosen = chosen },
                    Path = [new GivenAnswer(question.Id, AnswerValue.Skipped)],
                };
                var worded = question with { Text = text, Variants = [] };
                Said(SurveyMessages.Draft(_survey with { Questions = [worded] }, run, SomeOccasion), place, "the question");
            }

            _problems.CheckPlaceholders(new TextMessage(text), place);
        }

        if (question.Retry is { } retry)
        {
            Said(retry, shape.At(nameof(QuestionYaml.Retry)), "the words before asking again");
        }

        if (question.Before.Count > 2 || question.After.Count > 2)
        {
            _problems.Add(
                shape.At(question.Before.Count > 2 ? nameof(QuestionYaml.Before) : nameof(QuestionYaml.After)),
                LintRule.TooManyMessages,
                "LINE takes five messages in one reply: two after an answer, two before the next question, and the question.",
                "Join them.");
        }

        Placeholders(shape, question);
    }

    // A name that is a question's is its answer's; one that is asked now or later has none yet.
    private void Placeholders(QuestionYaml shape, Question question)
    {
        var later = _survey.Questions.SkipWhile(other => other.Id != question.Id).Select(other => other.Id).ToHashSet();
        Unknown(Personalisation.PlaceholdersIn(question.Text), shape.At(nameof(QuestionYaml.Text)));
        Unknown(question.Variants.SelectMany(variant => Personalisation.PlaceholdersIn(variant.Text)), shape.At(nameof(QuestionYaml.Variants)));
        Unknown(Personalisation.Placeholders(question.Before), shape.At(nameof(QuestionYaml.Before)));
        Unknown(Personalisation.Placeholders(question.After).Where(key => key != question.Id), shape.At(nameof(QuestionYaml.After)));

        void Unknown(IEnumerable<string> keys, Place place)
        {
            foreach (var key in keys.Where(later.Contains))
            {
                _problems.Add(place, LintRule.NoSuchQuestion, $"'{{{key}}}' is the answer to a question that comes later.", "Use a question before this one.");
            }
        }
    }

    private void Jumps(QuestionYaml shape, Question question)
    {
        var written = shape.JumpsOfAnswers.Concat(shape.Then is { } own ? [(own, shape.At(nameof(QuestionYaml.Then)))] : []);
        foreach (var (then, place) in written.Where(jump => jump.Then != "end" && _survey.Find(question.Names.GetValueOrDefault(jump.Then, jump.Then)) is null))
        {
            _problems.Add(
                place,
                LintRule.NoSuchQuestion,
                $"'then' leads to the question '{then}', which does not exist.",
                NearestWord.Hint(then, [.. _survey.Questions.Select(other => other.Id), "end"]));
        }
    }

    private void Scores()
    {
        foreach (var score in _yaml.Scores ?? [])
        {
            foreach (var scored in score.Questions)
            {
                switch (_survey.Find(scored.Question))
                {
                    case null:
                        _problems.Add(scored.At(nameof(ScoredQuestionYaml.Question)), LintRule.NoSuchQuestion, $"There is no question '{scored.Question}'.", NearestWord.Hint(scored.Question, [.. _survey.Questions.Select(question => question.Id)]));
                        break;
                    case { Known.Kind: not ValueKind.Number } question when question.Choosable.All(option => option.Points is null):
                        _problems.Warn(scored.At(nameof(ScoredQuestionYaml.Question)), LintRule.ScoresNothing, $"No answer to '{scored.Question}' counts in a score.", "Give its options 'points'.");
                        break;
                }
            }

            foreach (var same in (score.Bands ?? []).GroupBy(band => band.AtLeast).SelectMany(same => same.Skip(1)))
            {
                _problems.Add(same.At(nameof(ScoreBandYaml.AtLeast)), LintRule.IdTwice, "Two bands begin at the same score.", "Let one of them begin higher.");
            }
        }
    }

    private void Ends()
    {
        End(_yaml.Finish, _survey.Finish);
        if (_yaml.Finish.Messages is null)
        {
            _problems.Add(_yaml.Finish.Place, LintRule.MissingKey, "'finish' lacks 'messages'.", "Add 'messages: [ありがとうございました]'.");
        }

        foreach (var (shape, outcome) in (_yaml.Outcomes ?? []).Zip(_survey.Outcomes))
        {
            End(shape, outcome);
            if (outcome is { Messages: [], Coupon: null, Notice: null, Next: null } && outcome.Outcome == Outcome.None)
            {
                _problems.Add(shape.Place, LintRule.OneThing, "The outcome does nothing.", "Add messages, tags, attributes, a coupon, a notice or the next survey.");
            }
        }
    }

    private void End(FinishYaml shape, Consequence consequence)
    {
        if (consequence.Messages.Count > MostThanks)
        {
            _problems.Add(shape.At(nameof(FinishYaml.Messages), MostThanks), LintRule.TooManyMessages, $"There are {consequence.Messages.Count} messages at the end; one reply takes {MostThanks} beside the coupon.", "Join them.");
        }

        if (consequence.Next == _survey.Id)
        {
            _problems.Add(shape.At(nameof(FinishYaml.Next)), LintRule.NoWayOut, "The survey would begin again by itself for ever.", "Name another survey.");
        }

        Said(consequence.CouponHeld, shape.At(nameof(FinishYaml.CouponHeld)), "the message");
    }

    // A tag that is exclusive here and not there would go and stay by accident.
    private void Groups()
    {
        var groups = new Dictionary<string, string?>();
        var tags = _written.SelectMany(written => written.Shape.TagsOfAnswers).Select(tag => (tag.Tag.At(nameof(TagYaml.Name)), tag.Tag.Name, tag.Group));
        var atEnd = (_yaml.Outcomes ?? []).Prepend(_yaml.Finish).SelectMany(finish => finish.Tags ?? []).Select(tag => (tag.At(nameof(TagYaml.Name)), tag.Name, tag.Group));
        foreach (var (place, name, group) in tags.Concat(atEnd))
        {
            if (!groups.TryAdd(name, group) && groups[name] != group)
            {
                _problems.Add(place, LintRule.TagInTwoGroups, $"The tag '{name}' is in {Say(group)} here and in {Say(groups[name])} before.", "Put it in the same group everywhere.");
            }
        }

        static LintText Say(string? group) => group is null ? "no group" : (LintText)$"the group '{group}'";
    }

    // Goes every way a friend may take, and tells what nobody ever comes to.
    private void Ways()
    {
        var ways = SurveyWays.Of(_survey);
        foreach (var (question, shape) in _written)
        {
            if (ways.Unreached.Contains(question.Id))
            {
                _problems.Warn(
                    question.When is null ? shape.Place : shape.At(nameof(StepYaml.When)),
                    LintRule.Unreachable,
                    question.When is null ? (LintText)$"Nobody ever comes to the question '{question.Id}'." : (LintText)$"The condition of '{question.Id}' can never hold where the question stands.",
                    "Look at the conditions and jumps before it, or remove it.");
            }

            if (ways.Endless.Contains(question.Id))
            {
                _problems.Add(shape.Place, LintRule.NoWayOut, $"Who comes to the question '{question.Id}' never gets to the end.", "Let one of its answers lead on, or 'then: end'.");
            }
        }

        foreach (var (shape, outcome) in (_yaml.Outcomes ?? []).Zip(_survey.Outcomes).Where(one => ways.NeverHolding.Contains(one.Second)))
        {
            _problems.Warn(shape.At(nameof(ConsequenceYaml.When)), LintRule.NeverHappens, "This condition can never hold at the end.", "Look at the answers it asks for, or remove the outcome.");
        }

        if (ways.Longest > TiringQuestions)
        {
            _problems.Warn(
                _yaml.At(nameof(SurveyYaml.Questions)),
                LintRule.Tiring,
                $"The longest way has {ways.Longest} questions; many friends stop after {TiringQuestions}.",
                "Ask less, or split it into two surveys, the second as 'next'.");
        }
    }

    private void Said(string text, Place place, LintText what) => Said(text.Length == 0 ? null : new TextMessage(text), place, what);

    private void Said(Message? message, Place place, LintText what)
    {
        // An empty text comes of something missing, which is told already.
        if (message is null or TextMessage { Text: "" })
        {
            return;
        }

        // Labels are told of where they are written.
        foreach (var violation in LineLimits.Check([message]).Where(violation => !violation.Path.EndsWith(".label", StringComparison.Ordinal)).Take(3))
        {
            _problems.Add(place, LintRule.LineLimit, $"LINE does not take {what}: {violation.Path.Replace("messages[0].", "", StringComparison.Ordinal)}: {violation.Words}", "Change or shorten it to fit.");
        }
    }

    private void Label(string label, Place place)
    {
        if (new StringInfo(label).LengthInTextElements > 20)
        {
            _problems.Add(place, LintRule.LabelTooLong, $"The button '{label}' has {new StringInfo(label).LengthInTextElements} characters; LINE takes 20.", "Shorten it.");
        }
    }

    // Any day does: what is said does not grow with it.
    private static Occasion SomeOccasion { get; } = new(Friend.FirstSeen("U", default), new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc);
}
