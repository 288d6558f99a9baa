using System.Text;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Surveys;

namespace Bot.Transcripts;

/// <summary>
/// Checks and tries a draft beside everything that is live, on a stage of its own that is gone afterwards: nothing of it comes into the
/// store, nothing goes to LINE. A few at a time, and each for seconds only.
/// </summary>
internal sealed class Rehearsals(Publications publications, CouponCatalog coupons) : IDisposable
{
    private const int AtOnce = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>Everything the linter finds with this text in place of the file.</summary>
    public Task<DraftCheck> Check(string kind, string file, string yaml, CancellationToken ct) => OnStage(
        kind,
        file,
        yaml,
        async (stage, token) =>
        {
            var path = $"{kind}/{file}";
            var found = stage.Findings((await coupons.All(token)).Select(coupon => coupon.Id));
            var survey = stage.Surveys.FirstOrDefault(survey => survey.Path == path);
            return new DraftCheck(
                [.. found.Where(one => one.File == path)],
                [.. found.Where(one => one.File != path && one.Severity == Severity.Error)],
                survey,
                survey is null ? null : SurveyGraph.Of(survey));
        },
        ct);

    /// <summary>What a friend sees who does this, the draft being live.</summary>
    public Task<Rehearsal> Try(string kind, string file, string yaml, RehearsalScript script, CancellationToken ct) => OnStage(
        kind,
        file,
        yaml,
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

    private async Task<T> OnStage<T>(string kind, string file, string yaml, Func<TranscriptStage, CancellationToken, Task<T>> act, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Longest);
            var path = $"{kind}/{file}";
            var files = new Dictionary<string, IReadOnlyList<(string, byte[])>>();
            foreach (var publication in publications.All)
            {
                var live = (await publication.Files(limit.Token)).Where(one => one.Path != path).Select(one => (one.Path, Bytes: Encoding.UTF8.GetBytes(one.Yaml)));
                files[publication.Kind] = [.. publication.Kind == kind ? live.Append((Path: path, Bytes: Encoding.UTF8.GetBytes(yaml))).OrderBy(one => one.Path, StringComparer.Ordinal) : live];
            }

            // Reading files takes the processor for a while, and no turn of a friend should wait for that.
            return await Task.Run(
                async () =>
                {
                    using var stage = TranscriptStage.On(files);
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
