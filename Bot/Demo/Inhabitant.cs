using Bot.Coupons;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Demo;

/// <summary>A friend of a <see cref="Population"/> with all that the product keeps of them beside: what the facts tell, these documents prove.</summary>
public sealed record Inhabitant(Friend Friend)
{
    /// <summary>Every answer they gave.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>How far they came in each survey.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>The survey they were in last; null: none.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The coupons they were given. Their codes alone are another each time: nobody may guess one.</summary>
    public IReadOnlyList<CouponIssue> Issues { get; init; } = [];

    /// <summary>Adds all of it to a commit.</summary>
    internal void AddTo(Commit commit)
    {
        commit.Insert(FriendCollections.Friends, Friend);
        foreach (var answer in Answers)
        {
            commit.Insert(SurveyCollections.Answers, answer);
        }

        foreach (var milestone in Milestones)
        {
            commit.Insert(SurveyCollections.Milestones, milestone);
        }

        foreach (var issue in Issues)
        {
            commit.Insert(CouponCollections.Issues, issue);
        }

        if (Conversation is { } conversation)
        {
            commit.Insert(SurveyCollections.Conversations, conversation);
        }
    }
}
