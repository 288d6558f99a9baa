using Bot.Conditions;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>
/// The names that friends bear: tags, attributes, and the surveys, questions and coupons of their facts, gathered from
/// the change feed.
/// </summary>
public sealed class NamesInUse(IDocumentStore store) : IDisposable
{
    private const int Page = 500;
    private const int PagesAtOnce = 20;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _tags = [];
    private readonly HashSet<(string Name, ValueKind Kind)> _attributes = [];
    private readonly HashSet<string> _surveys = [];
    private readonly HashSet<(string Survey, string Question, string? Option)> _answers = [];
    private readonly HashSet<string> _coupons = [];
    private ConditionVocabulary? _gathered;
    private string? _seen;

    /// <summary>All names until now; null while there are too many changes to have seen them all.</summary>
    public async Task<ConditionVocabulary?> Read(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await CatchUp(ct) ? _gathered ??= Gather() : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<bool> CatchUp(CancellationToken ct)
    {
        for (var pages = 0; pages < PagesAtOnce; pages++)
        {
            // Names are only ever added, so a feed that starts over teaches nothing wrong.
            var page = await store.Changes(FriendCollections.Friends, _seen, Page, ct);
            foreach (var change in page.Items)
            {
                if (change.Value is { } friend && Learn(friend))
                {
                    _gathered = null;
                }
            }

            _seen = page.Next;
            if (page.Items.Count == 0)
            {
                return true;
            }
        }

        return false;
    }

    // Whether there was anything new.
    private bool Learn(Friend friend)
    {
        var known = Count;
        _tags.UnionWith(friend.Tags.Select(tag => tag.Name));
        _attributes.UnionWith(friend.Attributes.Select(attribute => (attribute.Name, KindOf(attribute))));
        _surveys.UnionWith(friend.Surveys.Select(survey => survey.Survey));
        _answers.UnionWith(friend.Answers.Select(answer => (answer.Survey, answer.Question, (string?)null)));
        _answers.UnionWith(friend.Answers.SelectMany(answer => (answer.Choices ?? []).Select(option => (answer.Survey, answer.Question, (string?)option))));
        _coupons.UnionWith(friend.Coupons.Select(coupon => coupon.Coupon));
        return Count > known;
    }

    private int Count => _tags.Count + _attributes.Count + _surveys.Count + _answers.Count + _coupons.Count;

    private ConditionVocabulary Gather() => new()
    {
        Tags = [.. _tags],
        Attributes = [.. _attributes.Select(attribute => new KnownAttribute(attribute.Name, attribute.Kind))],
        Surveys =
        [
            .. _surveys.Select(survey => new KnownSurvey(survey, null, [])),
            .. _answers.GroupBy(answer => answer.Survey).Select(survey => new KnownSurvey(survey.Key, null,
            [
                .. survey.GroupBy(answer => answer.Question).Select(question => new KnownQuestion(
                    question.Key, null, null, [.. question.Where(answer => answer.Option is not null).Select(answer => new KnownName(answer.Option!))])),
            ])),
        ],
        Coupons = [.. _coupons.Select(coupon => new KnownName(coupon))],
    };

    private static ValueKind KindOf(FriendAttribute attribute) => attribute switch
    {
        { Text: not null } => ValueKind.Text,
        { Number: not null } => ValueKind.Number,
        { Date: not null } => ValueKind.Day,
        _ => ValueKind.Flag,
    };
}
