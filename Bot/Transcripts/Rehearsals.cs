using System.Security.Cryptography;
using System.Text;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Transcripts;

/// <summary>
/// Checks and tries a draft beside everything that is live, on a stage of its own that is gone afterwards: nothing of it comes into the
/// store, nothing goes to LINE. A few at a time, and each for seconds only.
/// </summary>
internal sealed class Rehearsals(Publications publications, CouponCatalog coupons) : IDisposable
{
    private const int AtOnce = 2;
    private const int ChecksKept = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // By everything a finding can depend on: a file that is only looked at is not read anew each time.
    private readonly Remembered<string, DraftCheck> _checked = new(ChecksKept);
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>Everything the linter finds with this text in place of the file.</summary>
    public async Task<DraftCheck> Check(string kind, string file, string yaml, CancellationToken ct)
    {
        var files = await FilesWith(kind, file, yaml, ct);
        IReadOnlyList<string> couponIds = [.. (await coupons.All(ct)).Select(coupon => coupon.Id)];
        var key = Hash([$"{kind}/{file}", .. couponIds, .. files.Values.SelectMany(some => some).SelectMany(one => new[] { one.Path, one.Yaml })]);
        return _checked.Find(key)
            ?? _checked.Keep(key, await OnStage(files, (stage, _) => Task.FromResult(Checked(stage, $"{kind}/{file}", couponIds)), ct));
    }

    /// <summary>What a friend sees who does this, the draft being live.</summary>
    public async Task<Rehearsal> Try(string kind, string file, string yaml, RehearsalScript script, CancellationToken ct) => await OnStage(
        await FilesWith(kind, file, yaml, ct),
        async (stage, token) =>
        {
            var path = $"{kind}/{file}";
            var errors = stage.Errors.Where(error => error.File == path).ToList();
            if (errors.Count > 0)
            {
                return new Rehearsal(errors, script, "", [], null);
            }

            var friend = new TranscriptPlayer(stage);
            var survey = stage.Surveys.FirstOrDefault(survey => survey.Path == path);
            script = script.Lines.Count == 0 ? Opening(survey) : script;
            var transcript = await friend.Play(script.ToString(), token);
            var conversation = (await stage.Store.Get(SurveyCollections.Conversations, TranscriptPlayer.SomeFriend, token))?.Value;
            var at = survey is not null && conversation?.Survey == survey.Id ? SurveyGraph.NodeOf(conversation.Run.State) : null;
            return new Rehearsal([], script, transcript, friend.Played, at);
        },
        ct);

    public void Dispose() => _places.Dispose();

    // To a survey its keyword leads, or staff begin it; everything else begins when the friend follows.
    private static RehearsalScript Opening(Survey? survey)
    {
        var following = RehearsalScript.Empty.With("> (follow)");
        return survey is null ? following : following.With(survey.Keyword is { } keyword ? $"> {keyword}" : $"> (survey {survey.Id})");
    }

    private static DraftCheck Checked(TranscriptStage stage, string path, IEnumerable<string> couponIds)
    {
        var found = stage.Findings(couponIds);
        var survey = stage.Surveys.FirstOrDefault(survey => survey.Path == path);
        return new DraftCheck(
            [.. found.Where(one => one.File == path)],
            [.. found.Where(one => one.File != path && one.Severity == Severity.Error)],
            survey,
            survey is null ? null : SurveyGraph.Of(survey));
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<(string Path, string Yaml)>>> FilesWith(string kind, string file, string yaml, CancellationToken ct)
    {
        var path = $"{kind}/{file}";
        var files = new Dictionary<string, IReadOnlyList<(string, string)>>();
        foreach (var publication in publications.All)
        {
            var live = (await publication.Files(ct)).Where(one => one.Path != path).Select(one => (one.Path, one.Yaml));
            files[publication.Kind] = [.. publication.Kind == kind ? live.Append((Path: path, Yaml: yaml)).OrderBy(one => one.Path, StringComparer.Ordinal) : live];
        }

        return files;
    }

    private static string Hash(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length}:{text}"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private async Task<T> OnStage<T>(
        IReadOnlyDictionary<string, IReadOnlyList<(string Path, string Yaml)>> files, Func<TranscriptStage, CancellationToken, Task<T>> act, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Longest);

            // Reading files takes the processor for a while, and no turn of a friend should wait for that.
            return await Task.Run(
                async () =>
                {
                    using var stage = TranscriptStage.On(files.ToDictionary(
                        kind => kind.Key,
                        IReadOnlyList<(string, byte[])> (kind) => [.. kind.Value.Select(one => (one.Path, Encoding.UTF8.GetBytes(one.Yaml)))]));
                    return await act(stage, limit.Token);
                },
                limit.Token);
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>What a draft would be: everything found in it, the errors it brings about in other files, and the survey it is, when it is one without errors.</summary>
public sealed record DraftCheck(IReadOnlyList<DefinitionError> Findings, IReadOnlyList<DefinitionError> Elsewhere, Survey? Survey, SurveyGraph? Graph)
{
    /// <summary>Whether it could be published.</summary>
    public bool IsGood => Findings.All(finding => finding.Severity == Severity.Warning);
}

/// <summary>A draft tried: what keeps it from being tried, or what was done and came of it, and where in the survey the friend is (a node of its graph).</summary>
public sealed record Rehearsal(IReadOnlyList<DefinitionError> Errors, RehearsalScript Script, string Transcript, IReadOnlyList<PlayedTurn> Turns, string? At);
