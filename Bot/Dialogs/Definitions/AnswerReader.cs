using Bot.Conditions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
using Bot.Messages;

namespace Bot.Dialogs.Definitions;

/// <summary>Reads what is said and done at one place of the dialogs.</summary>
internal sealed class AnswerReader(Problems problems, MessageReferences references)
{
    private readonly MessageReader _messages = new(problems, references);

    public DialogAnswer Read(AnswerYaml yaml, string key)
    {
        var ways = new (string Key, bool Written)[] { ("messages", yaml.Messages is not null), ("one-of", yaml.OneOf is not null), ("open", yaml.Open is not null) }
            .Where(way => way.Written)
            .ToList();
        var does = Actions(yaml.Does);
        if (ways.Count > 1)
        {
            problems.Add(yaml.Place, LintRule.OneThing, $"The answer is said in one way, not by {LintText.Both(string.Join(" and ", ways.Select(way => way.Key)), string.Join("と", ways.Select(way => way.Key)))}.", "Keep one of them; 'closed' stands beside either.");
        }
        else if (ways.Count == 0 && (yaml.Closed is not null || yaml.Buttons is not null || does == DialogActions.None))
        {
            problems.Add(yaml.Place, LintRule.MissingKey, "The answer lacks 'messages'.", "Add 'messages: [こんにちは]'.");
        }

        if (yaml.Pick is not null && yaml.OneOf is null)
        {
            problems.Add(yaml.At(nameof(yaml.Pick)), LintRule.OneThing, "'pick' stands beside 'one-of' only.", "Remove it, or write several replies under 'one-of'.");
        }

        IReadOnlyList<Reply> replies = yaml.OneOf is { } several ? [.. several.Select(_messages.Read)]
            : yaml.Open is { } open ? [_messages.Read(open)]
            : yaml.Messages is not null ? [_messages.Read(yaml)]
            : [];
        var closed = yaml.Closed is null ? null : _messages.Read(yaml.Closed);
        foreach (var reply in replies.Append(closed).OfType<Reply>())
        {
            CheckRoom(yaml, reply, does);
        }

        return new DialogAnswer(key, replies) { Pick = yaml.Pick ?? PickOrder.InTurn, Closed = closed, When = Condition(yaml), Does = does };
    }

    /// <summary>Whether the answer asks for opening hours.</summary>
    public static bool AsksForHours(AnswerYaml yaml) => yaml.Open is not null || yaml.Closed is not null;

    // What does not fit into the reply would be pushed, which LINE counts.
    private void CheckRoom(AnswerYaml yaml, Reply reply, DialogActions does)
    {
        var more = (does.Coupon is null ? 0 : 1) + (does.Survey is null ? 0 : 1);
        if (more > 0 && reply.Parts.Count is <= LineLimits.Messages and var count && count + more > LineLimits.Messages)
        {
            problems.Add(yaml.Place, LintRule.TooManyMessages, $"With the coupon's card and the survey's question it is more than the {LineLimits.Messages} messages that LINE takes at once.", "Say less.");
        }
    }

    private Condition? Condition(AnswerYaml yaml)
    {
        if (yaml.When is not { } text)
        {
            return null;
        }

        var place = yaml.At(nameof(yaml.When));
        var parsed = ConditionText.Parse(text, ConditionVocabulary.Anything with { Campaigns = [] });
        foreach (var problem in parsed.Problems)
        {
            // The text stands on one line nearly always; then the column points at the word.
            var at = text.Contains('\n', StringComparison.Ordinal) ? place : place with { Column = place.Column + problem.Start };
            problems.Add(at, LintRule.Condition, $"The condition is not understood: {LintText.Both(problem.English, problem.Japanese)}", problem.Suggestions is [var nearest, ..] ? (LintText)$"Write '{nearest}'." : "docs/segments.md has the language.");
        }

        return parsed.Condition;
    }

    private DialogActions Actions(ActionsYaml? yaml)
    {
        if (yaml is null)
        {
            return DialogActions.None;
        }

        CheckNames(yaml, nameof(yaml.Tag), yaml.Tag);
        CheckNames(yaml, nameof(yaml.Untag), yaml.Untag);
        foreach (var set in yaml.Set ?? [])
        {
            CheckName(set.At(nameof(set.Attribute)), set.Attribute);
        }

        if (yaml.Survey is { } survey && references.Surveys?.Contains(survey) == false)
        {
            problems.Add(yaml.At(nameof(yaml.Survey)), LintRule.NoSuchSurvey, $"There is no survey '{survey}' in surveys/.", NearestWord.Hint(survey, references.Surveys));
        }

        if (yaml.Coupon is { } coupon && references.Coupons?.Contains(coupon) == false)
        {
            problems.Add(yaml.At(nameof(yaml.Coupon)), LintRule.NoSuchCoupon, $"There is no coupon '{coupon}' in coupons/.", NearestWord.Hint(coupon, references.Coupons));
        }

        foreach (var format in yaml.Notify is { } words ? Personalisation.UnknownFormatsIn(words) : [])
        {
            problems.UnknownFormat(yaml.At(nameof(yaml.Notify)), format);
        }

        return new DialogActions
        {
            Tags = [.. (yaml.Tag ?? []).Select(tag => tag.Trim())],
            Untag = [.. (yaml.Untag ?? []).Select(tag => tag.Trim())],
            Attributes = [.. (yaml.Set ?? []).Select(set => (set.Attribute.Trim(), set.Value.Trim()))],
            Survey = yaml.Survey,
            Coupon = yaml.Coupon,
            Notify = yaml.Notify?.Trim(),
            Inquiry = yaml.Inquiry ?? false,
        };
    }

    private void CheckNames(ActionsYaml yaml, string property, IReadOnlyList<string>? names)
    {
        for (var i = 0; i < names?.Count; i++)
        {
            CheckName(yaml.At(property, i), names[i]);
        }
    }

    private void CheckName(Place place, string name)
    {
        if (!FactName.IsGood(name))
        {
            problems.Add(place, LintRule.WrongValue, $"'{name}' is no name of a tag or attribute.", $"Write {FactName.MaxLength} characters at most, on one line.");
        }
    }
}
