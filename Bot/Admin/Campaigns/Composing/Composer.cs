using Bot.Coupons;
using Bot.Friends;
using Bot.Surveys;

namespace Bot.Admin.Campaigns.Composing;

/// <summary>What the parts of the composer know in common.</summary>
public sealed record Composer
{
    /// <summary>What was typed.</summary>
    public required CampaignForm Form { get; init; }

    /// <summary>What is wrong, by the path of the field that says it.</summary>
    public IReadOnlyDictionary<string, string[]> Problems { get; init; } = new Dictionary<string, string[]>();

    /// <summary>What can stand in braces for each friend's own.</summary>
    public IReadOnlyList<string> Placeholders { get; init; } = [];

    /// <summary>The surveys that can be offered with a button.</summary>
    public IReadOnlyList<Survey> Surveys { get; init; } = [];

    /// <summary>The coupons that can be given.</summary>
    public IReadOnlyList<Coupon> Coupons { get; init; } = [];

    /// <summary>The topics friends may opt out of.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Friends to look at the messages as; the last has no values at all.</summary>
    public required IReadOnlyList<Friend> Friends { get; init; }

    /// <summary>What is wrong with this field; null: nothing.</summary>
    public string[]? Wrong(string field) => Problems.GetValueOrDefault(field);

    /// <summary>Whether something in or under this path is wrong.</summary>
    public bool IsWrongIn(string path) => Problems.Keys.Any(key => key.StartsWith(path, StringComparison.Ordinal));

    /// <summary>The first field with a problem, in the order of the page; null: none has one.</summary>
    public string? FirstWrong => Problems.Keys.OrderBy(Place).ThenBy(key => key.Length).FirstOrDefault();

    /// <summary>Where the page shall begin: what was just changed, or the first field with a problem.</summary>
    public bool IsFirst(string id) => (Form.Focus ?? (FirstWrong is { } wrong ? JsonForm.IdOf(wrong) : null)) == id;

    private static int Place(string field) => field switch
    {
        "name" => 0,
        "segment" => 1,
        "condition" => 2,
        "topic" => 3,
        "messages" => 4,
        "coupon" => 100,
        "share" => 5,
        _ when field.StartsWith("messages[", StringComparison.Ordinal) => 10 + field["messages[".Length] - '0',
        _ when field.StartsWith("variants[", StringComparison.Ordinal) => 110 + field["variants[".Length] - '0',
        _ => 130,
    };
}
