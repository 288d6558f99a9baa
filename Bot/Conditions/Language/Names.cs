using static Bot.Conditions.ConditionProblemKind;

namespace Bot.Conditions.Language;

/// <summary>Settles the names of a condition by the vocabulary: the id that was meant, or a problem with the nearest ones.</summary>
internal sealed class Names(ConditionVocabulary known, Cursor cursor)
{
    public string? CurrentSurvey => known.CurrentSurvey;

    public string Tag(Token token) => known.Tags is { } tags
        ? Settle(UnknownTag, token, token.Text, [.. tags.Select(tag => new KnownName(tag))])
        : token.Text;

    public Subject Attribute(Token token)
    {
        if (known.Attributes is not { } attributes)
        {
            return new Subject(token.Text, null, null);
        }

        var name = Settle(UnknownAttribute, token, token.Text, [.. attributes.Select(attribute => new KnownName(attribute.Name))]);
        return new Subject(name, attributes.FirstOrDefault(attribute => attribute.Name == name)?.Kind, null);
    }

    public string Survey(Token token) => Survey(token, token.Text);

    public string Survey(Token token, string name) => known.Surveys is { } surveys
        ? Settle(UnknownSurvey, token, name, [.. surveys.Select(survey => new KnownName(survey.Id, survey.Title))])
        : name;

    public bool IsSurvey(string id) => known.Surveys?.Any(survey => survey.Id == id) == true;

    public Subject Question(Token token, string survey, string name)
    {
        if (known.Surveys?.FirstOrDefault(candidate => candidate.Id == survey) is not { } found)
        {
            return new Subject(name, null, null);
        }

        var id = Settle(UnknownQuestion, token, name, [.. found.Questions.Select(question => new KnownName(question.Id, question.Text))]);
        var question = found.Questions.FirstOrDefault(question => question.Id == id);
        return new Subject(id, question?.Kind, question);
    }

    public string Option(Literal value, string text, KnownQuestion question) =>
        Settle(UnknownOption, new Token(TokenKind.Word, value.Start, value.Length, text, text), text, question.Options);

    public string Coupon(Token token) => known.Coupons is { } coupons ? Settle(UnknownCoupon, token, token.Text, coupons) : token.Text;

    public string Campaign(Token token) => known.Campaigns is { } campaigns ? Settle(UnknownCampaign, token, token.Text, campaigns) : token.Text;

    /// <summary>Ways to go on where a word begins no test: a word of the language, or a tag named so.</summary>
    public IReadOnlyList<string> Meant(Token token) => token.Kind is TokenKind.Word or TokenKind.Quoted
        ? [.. Nearest.To(token.Text, Reserved.Heads), .. Nearest.To(token.Text, known.Tags ?? []).Select(tag => $"tag = {Printer.Name(tag)}")]
        : [];

    // The id itself, then the name it goes by, then what only looks different (width, case, kana).
    private string Settle(ConditionProblemKind kind, Token token, string typed, IReadOnlyCollection<KnownName> names)
    {
        if (names.FirstOrDefault(name => name.Id == typed) is { } same)
        {
            return same.Id;
        }

        var folded = Width.FoldName(typed);
        var alike = names.Where(name => name.Name == typed).DistinctBy(name => name.Id).ToList() is [_, ..] titled
            ? titled
            : names.Where(name => Width.FoldName(name.Id) == folded || (name.Name is { } title && Width.FoldName(title) == folded)).DistinctBy(name => name.Id).ToList();
        if (alike is [var meant])
        {
            return meant.Id;
        }

        if (cursor.MayReportMore)
        {
            var near = alike.Count > 0 ? alike.Select(name => name.Id) : Nearest.To(typed, names.SelectMany(name => name.Name is { } title ? [name.Id, title] : new[] { name.Id }));
            cursor.Report(Problems.Unknown(kind, token, typed, [.. near.Select(Printer.Name)]));
        }

        return typed;
    }
}

/// <summary>What a value is compared with: its settled name, and what is known of its values.</summary>
internal sealed record Subject(string Name, ValueKind? Kind, KnownQuestion? Question);
