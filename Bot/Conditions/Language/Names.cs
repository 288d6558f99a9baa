using static Bot.Conditions.ConditionProblemKind;

namespace Bot.Conditions.Language;

/// <summary>Settles the names of a condition by the vocabulary: the id that was meant, or a problem with the nearest ones.</summary>
internal sealed class Names(ConditionVocabulary known, Cursor cursor)
{
    public string? CurrentSurvey => known.CurrentSurvey;

    private readonly Dictionary<object, ILookup<string, Spelling>> _spellings = [];

    public string Tag(Token token) =>
        known.Tags is not { } tags || tags.Contains(token.Text) ? token.Text : Settle(UnknownTag, token, token.Text, tags, tags.Select(tag => new KnownName(tag)));

    public Subject Attribute(Token token)
    {
        if (known.Attributes is not { } attributes)
        {
            return new Subject(token.Text, null, null);
        }

        var name = Settle(UnknownAttribute, token, token.Text, attributes, attributes.Select(attribute => new KnownName(attribute.Name)));
        return new Subject(name, attributes.FirstOrDefault(attribute => attribute.Name == name)?.Kind, null);
    }

    public string Survey(Token token) => Survey(token, token.Text);

    public string Survey(Token token, string name) => known.Surveys is { } surveys
        ? Settle(UnknownSurvey, token, name, surveys, surveys.Select(survey => new KnownName(survey.Id, survey.Title)))
        : name;

    public bool IsSurvey(string id) => known.Surveys?.Any(survey => survey.Id == id) == true;

    public Subject Question(Token token, string survey, string name)
    {
        if (known.Surveys?.FirstOrDefault(candidate => candidate.Id == survey) is not { } found)
        {
            return new Subject(name, null, null);
        }

        var id = Settle(UnknownQuestion, token, name, found.Questions, found.Questions.Select(question => new KnownName(question.Id, question.Text)));
        var question = found.Questions.FirstOrDefault(question => question.Id == id);
        return new Subject(id, question?.Kind, question) { Survey = survey };
    }

    public string Option(Literal value, string text, KnownQuestion question) =>
        Settle(UnknownOption, new Token(TokenKind.Word, value.Start, value.Length, text, text), text, question.Options, question.Options);

    public string Coupon(Token token) => known.Coupons is { } coupons ? Settle(UnknownCoupon, token, token.Text, coupons, coupons) : token.Text;

    public string Campaign(Token token) => known.Campaigns is { } campaigns ? Settle(UnknownCampaign, token, token.Text, campaigns, campaigns) : token.Text;

    /// <summary>Ways to go on where a word begins no test: a word of the language, or a tag named so.</summary>
    public IReadOnlyList<string> Meant(Token token) => token.Kind is TokenKind.Word or TokenKind.Quoted
        ? [.. Nearest.To(token.Text, Reserved.Heads), .. Nearest.To(token.Text, known.Tags ?? []).Select(tag => $"tag = {Printer.Name(tag)}")]
        : [];

    // The id itself, then the name it goes by, then what only looks different (width, case, kana).
    private string Settle(ConditionProblemKind kind, Token token, string typed, object list, IEnumerable<KnownName> names)
    {
        if (names.Any(name => name.Id == typed))
        {
            return typed;
        }

        var titled = names.Where(name => name.Name == typed).Select(name => name.Id).Distinct().ToList();
        var alike = titled.Count > 0 ? titled : [.. SpellingsOf(list, names)[Width.FoldName(typed)].Select(name => name.Id).Distinct()];
        if (alike is [var meant])
        {
            return meant;
        }

        if (cursor.MayReportMore)
        {
            var near = alike.Count > 0 ? alike : Nearest.To(typed, SpellingsOf(list, names).SelectMany(same => same));
            cursor.Report(Problems.Unknown(kind, token, typed, [.. near.Select(Printer.Name)]));
        }

        return typed;
    }

    // Everything the names may be called; made once a list, since one text may hold many names.
    private ILookup<string, Spelling> SpellingsOf(object list, IEnumerable<KnownName> names)
    {
        if (!_spellings.TryGetValue(list, out var spellings))
        {
            spellings = names
                .SelectMany(name => name.Name is { } title && title != name.Id ? [(name.Id, Written: name.Id), (name.Id, Written: title)] : new[] { (name.Id, Written: name.Id) })
                .Select(name => new Spelling(Width.FoldName(name.Written), name.Written, name.Id))
                .ToLookup(spelling => spelling.Folded);
            _spellings[list] = spellings;
        }

        return spellings;
    }
}

/// <summary>What a value is compared with: its settled name, and what is known of its values.</summary>
internal sealed record Subject(string Name, ValueKind? Kind, KnownQuestion? Question)
{
    /// <summary>The survey of a question.</summary>
    public string? Survey { get; init; }
}
