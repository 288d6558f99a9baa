using Bot.Definitions;
using Bot.Friends;
using Bot.Line;

namespace Bot.Messages;

/// <summary>Turns written buttons into actions of LINE's.</summary>
internal sealed class ButtonReader(Problems problems, MessageReferences references)
{
    /// <summary>Buttons above the keyboard, within LINE's limits.</summary>
    public IReadOnlyList<QuickReplyItem> QuickReplies(IReadOnlyList<ButtonYaml> buttons)
    {
        var items = new List<QuickReplyItem>();
        foreach (var button in buttons)
        {
            if (Labelled(button) is not { } action)
            {
                continue;
            }

            var item = new QuickReplyItem(action, button.Icon);
            items.Add(item);
            problems.CheckLimits([new TextMessage("…") { QuickReply = new QuickReply([item]) }], button.Place);
        }

        return items;
    }

    /// <summary>Buttons of a template; each needs a label.</summary>
    public IReadOnlyList<LineAction> Actions(IReadOnlyList<ButtonYaml> buttons) => [.. buttons.Select(Labelled).OfType<LineAction>()];

    /// <summary>What a tap does; null where that could not be read.</summary>
    public LineAction? Action(ButtonYaml yaml)
    {
        if (yaml.Label is { } label && LineLimits.Graphemes(label) > LineLimits.Label)
        {
            problems.Add(yaml.At(nameof(yaml.Label)), LintRule.LabelTooLong, $"The label '{label}' has {LineLimits.Graphemes(label)} characters; LINE shows {LineLimits.Label}.", "Shorten it.");
            return null;
        }

        NotFilled(yaml, nameof(yaml.Label), yaml.Label);
        NotFilled(yaml, nameof(yaml.Says), yaml.Says);
        var kinds = new (object? Written, Func<LineAction?> Make)[]
        {
            (yaml.Says, () => new MessageAction(yaml.Says!)),
            (yaml.Survey, () => Survey(yaml, yaml.Survey!)),
            (yaml.Url, () => new UriAction(yaml.Url!) { AltUri = yaml.DesktopUrl is { } desktop ? new AltUri(desktop) : null }),
            (yaml.Shows, () => Shows(yaml, yaml.Shows!)),
            (yaml.Copies, () => new ClipboardAction(yaml.Copies!)),
            (yaml.Picks, () => Picks(yaml.Picks!)),
            (yaml.Camera == true ? yaml : null, () => new CameraAction()),
            (yaml.CameraRoll == true ? yaml : null, () => new CameraRollAction()),
            (yaml.Location == true ? yaml : null, () => new LocationAction()),
        }.Where(kind => kind.Written is not null).ToList();
        if (kinds.Count > 1)
        {
            problems.Add(yaml.Place, LintRule.OneThing, "A button does one thing: says, survey, url, shows, copies, picks, camera, camera-roll or location.", "Keep one of them.");
            return null;
        }

        if (yaml.DesktopUrl is not null && yaml.Url is null)
        {
            problems.Add(yaml.At(nameof(yaml.DesktopUrl)), LintRule.OneThing, "'desktop-url' stands beside 'url' only.", "Add 'url: https://…'.");
        }

        var action = kinds.Count == 1 ? kinds[0].Make() : yaml.Label is { } says ? new MessageAction(says) : null;
        if (kinds.Count == 0 && yaml.Label is null)
        {
            problems.Add(yaml.Place, LintRule.OneThing, "The button does nothing.", "Write for example 'says: メニュー' or 'url: https://…'.");
        }

        return action is null ? null : action with { Label = yaml.Label };
    }

    private LineAction? Labelled(ButtonYaml yaml)
    {
        if (yaml.Label is null)
        {
            problems.Add(yaml.Place, LintRule.MissingKey, "The button lacks 'label'.", "Add 'label: メニュー'.");
            return null;
        }

        return Action(yaml);
    }

    private PostbackAction? Survey(ButtonYaml yaml, string survey)
    {
        if (references.Surveys.Contains(survey))
        {
            return new PostbackAction(references.ToStartSurvey(survey)) { DisplayText = yaml.Label };
        }

        problems.Add(yaml.At(nameof(yaml.Survey)), LintRule.NoSuchSurvey, $"There is no survey '{survey}' in surveys/.", NearestWord.Hint(survey, references.Surveys));
        return null;
    }

    private PostbackAction? Shows(ButtonYaml yaml, string word)
    {
        if (references.Shows.TryGetValue(word, out var data))
        {
            return new PostbackAction(data) { DisplayText = yaml.Label };
        }

        problems.Add(yaml.At(nameof(yaml.Shows)), LintRule.WrongValue, $"There is no '{word}' to show here.", NearestWord.Hint(word, [.. references.Shows.Keys]));
        return null;
    }

    private DatetimePickerAction? Picks(PickYaml yaml)
    {
        if (FactName.IsGood(yaml.Attribute))
        {
            return new DatetimePickerAction(MessagePostback.ToPick(yaml.Attribute.Trim()), (yaml.Mode ?? PickMode.Date) switch
            {
                PickMode.Time => "time",
                PickMode.Datetime => "datetime",
                _ => "date",
            })
            {
                Initial = yaml.Initial,
                Min = yaml.Min,
                Max = yaml.Max,
            };
        }

        problems.Add(yaml.At(nameof(yaml.Attribute)), LintRule.AttributeValue, $"'{yaml.Attribute}' is no name of an attribute.", $"Write {FactName.MaxLength} characters at most, on one line.");
        return null;
    }

    // LINE shows labels as they are: a placeholder would reach the friend.
    private void NotFilled(ButtonYaml yaml, string property, string? words)
    {
        if (words is not null && Personalisation.PlaceholdersIn(words) is [var first, ..])
        {
            problems.Add(yaml.At(property), LintRule.PlaceholderNotFilled, $"'{{{first}}}' is not filled in on buttons.", "Write it in the message above instead.");
        }
    }
}
