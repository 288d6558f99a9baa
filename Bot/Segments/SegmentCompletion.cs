using Bot.Conditions;

namespace Bot.Segments;

/// <summary>What may be typed at a place of a segment's condition, and how many friends each of it would mean.</summary>
internal sealed class SegmentCompletion(SegmentVocabulary vocabulary, FriendFinder friends)
{
    /// <summary>The likeliest first. Whoever is typing does not wait: where a number would have to be looked up there is none.</summary>
    public async Task<Completion> At(string text, int at, DateTimeOffset now, CancellationToken ct)
    {
        var completion = ConditionText.Complete(text, at, await vocabulary.Recent(ct));
        var alone = completion.Suggestions.Select(suggestion => suggestion.Alone).OfType<Condition>().Distinct().ToList();
        var counts = await friends.CountAtOnce([.. alone.Select(condition => condition.AmongFollowing())], now, ct);
        var countOf = alone.Zip(counts).ToDictionary(counted => counted.First, counted => counted.Second);
        return completion with
        {
            Suggestions = [.. completion.Suggestions.Select(suggestion => suggestion.Alone is { } condition ? suggestion with { Count = countOf[condition] } : suggestion)],
        };
    }
}
