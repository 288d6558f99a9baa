using System.Collections.Concurrent;
using Bot.Definitions;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys.Definitions;

namespace Bot.Surveys;

/// <summary>Every survey there is: those of the files now, and every version that a conversation may still be in.</summary>
public sealed class SurveyBook(LiveDefinitions<Survey> definitions, IDocumentStore store)
{
    private readonly ConcurrentDictionary<string, Survey> _versions = new();
    private readonly ConcurrentDictionary<string, bool> _kept = new();

    // Rebuilt when the definitions were swapped: every message of every friend is compared with the keywords.
    private volatile KeywordTable _keywords = new(null, new Dictionary<string, SurveyStart>());

    /// <summary>The surveys of the files now.</summary>
    public IEnumerable<Survey> Current => definitions.Current.All;

    /// <summary>What is wrong in the files now; the last good versions stay in use.</summary>
    public IReadOnlyList<DefinitionError> Errors => definitions.Errors;

    /// <summary>The survey of this id as the files say now, or null.</summary>
    public Survey? Find(string id) => definitions.Find(id);

    /// <summary>The survey that a message starts, and the place named behind its keyword; null: none.</summary>
    public SurveyStart? StartedBy(string text)
    {
        var current = definitions.Current;
        var table = _keywords;
        if (table.Of != current)
        {
            table = new(current, current.All.SelectMany(SurveyStart.All).DistinctBy(start => start.Plain).ToDictionary(start => start.Plain, start => start.Start));
            _keywords = table;
        }

        // Nobody writes a keyword of this length; a long text need not be normalised to know it.
        return text.Length > 100 ? null : table.ByPlain.GetValueOrDefault(TypedText.Plain(text));
    }

    /// <summary>One version, whether it still is the current one or not; null when it was never begun.</summary>
    public async ValueTask<Survey?> Find(string id, string version, CancellationToken ct)
    {
        if (definitions.Find(id) is { } current && current.Version == version)
        {
            return current;
        }

        var key = SurveyVersion.Key(id, version);
        if (_versions.TryGetValue(key, out var known))
        {
            return known;
        }

        if ((await store.Get(SurveyCollections.Versions, key, ct))?.Value is not { } stored)
        {
            return null;
        }

        // It was valid when it was kept, so problems now can only be rules made stricter since.
        return SurveyDefinition.Read(new YamlFile(stored.Path, stored.Yaml), new Problems(stored.Path)) is { } survey
            ? _versions.GetOrAdd(key, survey)
            : null;
    }

    /// <summary>Sees to it that this version outlives its file, in the same commit as the first conversation in it.</summary>
    internal async ValueTask Keep(Survey survey, FriendChange change, CancellationToken ct)
    {
        var key = SurveyVersion.Key(survey.Id, survey.Version);
        if (_kept.ContainsKey(key))
        {
            return;
        }

        if (await store.Get(SurveyCollections.Versions, key, ct) is null)
        {
            change.Commit.Insert(SurveyCollections.Versions, new SurveyVersion(survey.Id, survey.Version, survey.Path, survey.Yaml));
            return;
        }

        _versions.TryAdd(key, survey);
        _kept.TryAdd(key, true);
    }

    private sealed record KeywordTable(DefinitionSet<Survey>? Of, IReadOnlyDictionary<string, SurveyStart> ByPlain);
}
