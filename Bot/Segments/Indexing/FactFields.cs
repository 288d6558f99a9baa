using System.Runtime.InteropServices;

namespace Bot.Segments.Indexing;

/// <summary>All fields there are, found by key, and by everything of a key but its value.</summary>
internal sealed class FactFields
{
    /// <summary>Texts of one attribute or question that are listed; all further ones are its "other".</summary>
    private const int MostTexts = 1_000;

    private const int LongestText = 64;

    private readonly List<FactField> _all = [];
    private readonly Dictionary<FactKey, FactField> _byKey = [];
    private readonly Dictionary<FactKey, List<FactField>> _families = [];

    public IReadOnlyList<FactField> All => _all;

    public FactField? Find(FactKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>The fields that differ from this key in their value alone.</summary>
    public IReadOnlyList<FactField> Family(FactKind kind, string subject, string part = "") => _families.GetValueOrDefault(new(kind, subject, part)) ?? [];

    /// <summary>The field to keep the fact in; a text beyond those that are listed is kept as "other".</summary>
    public FactField Of(FactKey key) => _byKey.GetValueOrDefault(key) ?? (IsListed(key) ? Add(key) : Of(Other(key)));

    public FactField Add(FactKey key, BinaryReader? from = null)
    {
        var field = FactField.Create(key, _all.Count, from);
        _all.Add(field);
        _byKey.Add(key, field);
        (CollectionsMarshal.GetValueRefOrAddDefault(_families, key with { Value = "" }, out _) ??= []).Add(field);
        return field;
    }

    private bool IsListed(FactKey key) =>
        key.Kind is not (FactKind.AttributeText or FactKind.AnswerText or FactKind.AnswerChoice)
        || (key.Value.Length <= LongestText && Family(key.Kind, key.Subject, key.Part).Count < MostTexts);

    private static FactKey Other(FactKey key) => new(
        key.Kind switch
        {
            FactKind.AttributeText => FactKind.AttributeOther,
            FactKind.AnswerText => FactKind.AnswerOther,
            _ => FactKind.AnswerOtherChoice,
        },
        key.Subject,
        key.Part);
}
