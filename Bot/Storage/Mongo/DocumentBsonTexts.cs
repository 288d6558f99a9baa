using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>Where a collection's fields declared as text stand: a tree of names, in which lists are passed through.</summary>
internal sealed class DocumentBsonTexts
{
    private readonly List<(byte[] Name, DocumentBsonTexts Place)> _members = [];

    private DocumentBsonTexts()
    {
    }

    /// <summary>Whether a text here is a declared field's value.</summary>
    public bool IsField { get; private set; }

    /// <summary>The places of a collection; null when it declares no text.</summary>
    public static DocumentBsonTexts? Of(Collection collection)
    {
        var root = new DocumentBsonTexts();
        foreach (var field in collection.Fields.Where(field => field.Kind == FieldKind.Text))
        {
            FieldPath.Check(field.Path).Aggregate(root, (place, name) => place.Add(Encoding.UTF8.GetBytes(name))).IsField = true;
        }

        return root._members.Count == 0 ? null : root;
    }

    /// <summary>The place of a member, if there is text in or below it.</summary>
    public DocumentBsonTexts? Member(ReadOnlySpan<byte> name)
    {
        foreach (var (known, place) in _members)
        {
            if (name.SequenceEqual(known))
            {
                return place;
            }
        }

        return null;
    }

    private DocumentBsonTexts Add(byte[] name)
    {
        if (Member(name) is { } known)
        {
            return known;
        }

        var place = new DocumentBsonTexts();
        _members.Add((name, place));
        return place;
    }
}
