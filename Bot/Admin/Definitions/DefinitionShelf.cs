using Bot.Definitions;

namespace Bot.Admin.Definitions;

/// <summary>A file of a kind as lists show it: live or not, drafts of it, and what is wrong.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Live">What is live; null: nothing of it is.</param>
/// <param name="Drafts">What people write on it.</param>
/// <param name="Errors">What keeps a draft, or the file of the folder, from being live.</param>
public sealed record ShelvedFile(string File, PublishedFile? Live, IReadOnlyList<DefinitionDraft> Drafts, IReadOnlyList<DefinitionError> Errors);

/// <summary>Lists the files of a kind, live ones and drafts.</summary>
internal sealed class DefinitionShelf(Publications publications, Drafts drafts)
{
    // Reading a draft costs milliseconds; nobody has so many.
    private const int MostRead = 30;

    /// <summary>Every file by name; null: there is no such kind.</summary>
    public async Task<IReadOnlyList<ShelvedFile>?> Read(string kind, CancellationToken ct)
    {
        if (publications.Find(kind) is not { } publication)
        {
            return null;
        }

        var live = (await publication.Files(ct)).ToDictionary(file => file.Path);
        var written = (await drafts.List(kind, ct)).ToLookup(draft => draft.Path);
        var broken = publication.Errors.ToLookup(error => error.File);
        var wrong = written.SelectMany(one => one).Take(MostRead).SelectMany(draft => publication.ErrorsAlone(draft.Path, draft.Yaml)).ToLookup(error => error.File);
        return
        [
            .. live.Keys.Concat(written.Select(one => one.Key)).Concat(broken.Select(one => one.Key)).Distinct().Order(StringComparer.Ordinal).Select(path =>
                new ShelvedFile(Path.GetFileName(path), live.GetValueOrDefault(path), [.. written[path]], [.. wrong[path].Concat(broken[path]).Distinct()])),
        ];
    }
}
