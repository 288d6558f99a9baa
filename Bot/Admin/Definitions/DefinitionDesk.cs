using Bot.Definitions;
using Bot.People;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Surveys.Results;
using Bot.Transcripts;

namespace Bot.Admin.Definitions;

/// <summary>A file in somebody's hands: its text as they have it, what is live, and what else they should know.</summary>
/// <param name="Kind">The kind, e.g. <c>surveys</c>.</param>
/// <param name="File">The file's name.</param>
/// <param name="Yaml">The text as it is being written.</param>
/// <param name="BasedOn">The hash of what was live when it was begun; null: there was no such file.</param>
/// <param name="Live">What is live now; null: nothing of this name.</param>
public sealed record Editing(string Kind, string File, string Yaml, string? BasedOn, PublishedFile? Live)
{
    /// <summary>The draft that was kept of it; null: there is none.</summary>
    public DefinitionDraft? Draft { get; init; }

    /// <summary>Who else is writing it, the latest first.</summary>
    public IReadOnlyList<OtherWriter> Others { get; init; } = [];

    /// <summary>Whether the text is somebody else's draft: there is nothing else of this file yet.</summary>
    public bool IsTheirs { get; init; }

    /// <summary>Whether the file in this machine's folder says something else than what is live.</summary>
    public bool FolderDiffers { get; init; }

    /// <summary>The file as people name it.</summary>
    public string Path => $"{Kind}/{File}";

    /// <summary>Whether somebody published it since it was begun.</summary>
    public bool IsOvertaken => Live?.Hash != BasedOn;

    /// <summary>Whether it says anything else than what is live.</summary>
    public bool IsChanged => Live is null || Live.Yaml != Yaml;
}

/// <summary>Somebody else who has a draft of the file.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="At">When they last wrote.</param>
public sealed record OtherWriter(string Name, DateTimeOffset At);

/// <summary>What publishing would do.</summary>
/// <param name="Editing">The file.</param>
/// <param name="Check">What the linter finds.</param>
/// <param name="Difference">From what is live to the text.</param>
/// <param name="Changes">The same in words, of a survey; null: it is none, or new.</param>
/// <param name="InTheMiddle">How many friends are in the middle of the survey; null: it is none, or they are being counted.</param>
/// <param name="Theirs">What somebody else published since it was begun, from what it was begun from; null: nobody did.</param>
public sealed record PublishReview(
    Editing Editing, DraftCheck Check, TextDifference Difference, IReadOnlyList<SurveyChange>? Changes, int? InTheMiddle, TextDifference? Theirs)
{
    /// <summary>Why it was not published.</summary>
    public IReadOnlyList<DefinitionError> Errors { get; init; } = [];

    /// <summary>Whether the file was to be taken out.</summary>
    public bool IsRemoval { get; init; }
}

/// <summary>Brings together what the editor's pages show.</summary>
internal sealed class DefinitionDesk(Publications publications, Drafts drafts, Rehearsals rehearsals, SurveyBook surveys, SurveyResultsReader results, PeopleDesk people)
{
    /// <summary>Whether there is such a kind, and a file may be called so.</summary>
    public bool Knows(string kind, string file) => publications.Find(kind) is not null && DefinitionFile.IsName(file);

    /// <summary>The file as this person left it: their draft, else a version asked for, else what is live, else what is in the folder, else what somebody else drafts. Null: there is nothing of this name.</summary>
    public async Task<Editing?> Open(string kind, string file, string? from, CancellationToken ct)
    {
        if (!Knows(kind, file))
        {
            return null;
        }

        var live = await publications.Live(kind, file, ct);
        var folder = publications.Find(kind)!.InFolder($"{kind}/{file}");
        var draft = await drafts.Find(kind, file, Me.Id, ct);
        var version = string.IsNullOrEmpty(from) ? null : await publications.Version(kind, file, from, ct);
        var theirs = await Theirs(kind, file, ct);
        var own = version?.Yaml ?? draft?.Yaml ?? live?.Yaml ?? folder?.Yaml?.Text;
        var text = own ?? (theirs is [var first, ..] ? first.Yaml : null);
        return text is null ? null : new Editing(kind, file, text, version is null && draft is not null ? draft.BasedOn : live?.Hash, live)
        {
            Draft = draft,
            Others = await Named(theirs, ct),
            IsTheirs = own is null,
            FolderDiffers = folder is not null && folder.Hash != live?.Hash,
        };
    }

    /// <summary>The file as a form brings it.</summary>
    public async Task<Editing?> Open(string kind, string file, DefinitionPages.Written written, CancellationToken ct) =>
        Knows(kind, file)
            ? new Editing(kind, file, written.Text, written.BasedOn, await publications.Live(kind, file, ct)) { Others = await Named(await Theirs(kind, file, ct), ct) }
            : null;

    public Task<DraftCheck> Check(string kind, string file, string yaml, CancellationToken ct) => rehearsals.Check(kind, file, yaml, ct);

    public async Task<DraftCheck> KeepAndCheck(Editing editing, CancellationToken ct)
    {
        await Keep(editing.Kind, editing.File, new(editing.Yaml, editing.BasedOn), ct);
        return await Check(editing.Kind, editing.File, editing.Yaml, ct);
    }

    /// <summary>Keeps the text until it is published or thrown away; what is live need not be kept. False: there can be no such file.</summary>
    public async Task<bool> Keep(string kind, string file, DefinitionPages.Written written, CancellationToken ct)
    {
        if (!Knows(kind, file) || System.Text.Encoding.UTF8.GetByteCount(written.Text) > 2 * YamlFile.MaxBytes)
        {
            return false;
        }

        if (await publications.Live(kind, file, ct) is { } live && live.Yaml == written.Text && live.Hash == written.BasedOn)
        {
            await drafts.Drop(kind, file, Me.Id, ct);
        }
        else
        {
            await drafts.Keep(kind, file, Me.Id, written.Text, written.BasedOn, ct);
        }

        return true;
    }

    public async Task<PublishReview> Review(Editing editing, DraftCheck check, CancellationToken ct)
    {
        var before = editing.BasedOn is { } hash ? (await publications.Version(editing.Kind, editing.File, hash, ct))?.Yaml ?? "" : "";
        var live = check.Survey is { } survey ? surveys.Find(survey.Id) : null;
        return new(
            editing,
            check,
            TextDifference.Between(editing.Live?.Yaml ?? "", editing.Yaml),
            live is null || check.Survey is null ? null : SurveyComparison.Between(live, check.Survey).Changes,
            live is null ? null : await results.InTheMiddle(live, ct),
            editing.IsOvertaken ? TextDifference.Between(before, editing.Live?.Yaml ?? "") : null);
    }

    /// <summary>What changes in words from one text of a survey to another; null where one is none.</summary>
    public static IReadOnlyList<SurveyChange>? Changes(string kind, string? before, string after) =>
        kind == SurveyDefinition.Kind.Folder && before is not null && Read(before) is { } was && Read(after) is { } now ? SurveyComparison.Between(was, now).Changes : null;

    private async Task<IReadOnlyList<DefinitionDraft>> Theirs(string kind, string file, CancellationToken ct) =>
        [.. (await drafts.List(kind, ct)).Where(draft => draft.File == file && draft.Person != Me.Id)];

    private async Task<IReadOnlyList<OtherWriter>> Named(IReadOnlyList<DefinitionDraft> drafts, CancellationToken ct)
    {
        var named = new List<OtherWriter>();
        foreach (var draft in drafts)
        {
            named.Add(new((await people.Find(draft.Person, ct))?.Name ?? draft.Person, draft.At));
        }

        return named;
    }

    private static Survey? Read(string yaml) => SurveyDefinition.Read(new YamlFile("survey.yaml", yaml), new Problems("survey.yaml"));
}
