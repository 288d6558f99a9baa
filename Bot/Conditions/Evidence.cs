using System.Globalization;
using Bot.Friends;

namespace Bot.Conditions;

/// <summary>A fact of a friend that a test looks at: in the language's own words, with the time it came to be and who says so, where that is known.</summary>
public sealed record Evidence(string Fact, DateTimeOffset? At = null, FactSource? Source = null)
{
    /// <summary>What one test (a leaf of a condition) finds of a friend, whether it decides for or against; nothing where nothing is known.</summary>
    public static IReadOnlyList<Evidence> Of(Condition test, Friend friend, ConditionContext context) => test switch
    {
        Condition.StatusIs => [new($"status = {friend.Status.ToString().ToLowerInvariant()}", friend.Status == FriendStatus.Blocked ? friend.BlockedAt : friend.FollowedAt)],
        Condition.OptedOut(var topic) =>
        [
            .. friend.OptedOutAt is { } at ? [new("opted_out", at)] : Array.Empty<Evidence>(),
            .. (friend.OptedOutOf ?? []).Where(held => held.Topic == topic).Select(held => new Evidence($"opted_out({Text(held.Topic)})", held.Since)),
        ],
        Condition.Tag(var names, _) => [.. friend.Tags.Where(tag => names.Contains(tag.Name)).Select(tag => new Evidence($"tag = {Text(tag.Name)}", tag.Since, tag.Source))],
        Condition.Attribute(var name, _) =>
            [.. friend.Attributes.Where(held => held.Name == name).Select(held => new Evidence($"attribute({Text(name)}) = {Text(held.ValueText)}", held.At, held.Source))],
        Condition.Answer(var survey, var question, _) => Answers(friend, survey, question),
        Condition.Answered(var survey, var question, _) => Answers(friend, survey, question),
        Condition.SurveyIs(var survey, _) => Surveys(friend, survey),
        Condition.CouponIs(var coupon, _) => Coupons(friend, coupon),
        Condition.Received(var campaign) => context.RecipientsOf(campaign).Contains(friend.Id) ? [new($"received({Text(campaign)})")] : [],
        Condition.Clicked clicked => context.RecipientsOf(clicked.Key()).Contains(friend.Id) ? [new($"clicked({Text(clicked.Campaign)})")] : [],
        Condition.Date(var fact, _) => Moments(friend, fact),
        Condition.Known(var fact) => Moments(friend, fact),
        Condition.Never(var fact) => Moments(friend, fact),
        _ => [],
    };

    private static IReadOnlyList<Evidence> Answers(Friend friend, string survey, string? question) =>
    [
        .. friend.Answers
            .Where(answer => answer.Survey == survey && (question is null || answer.Question == question))
            .Select(answer => new Evidence($"answer({Text(survey)}.{Text(answer.Question)}) = {Text(Value(answer))}", answer.At, FactSource.Survey(survey))),
    ];

    private static IReadOnlyList<Evidence> Surveys(Friend friend, string survey) =>
    [
        .. friend.Surveys.Where(fact => fact.Survey == survey).SelectMany(fact => (IEnumerable<Evidence>)
        [
            new($"survey({Text(survey)}) is {fact.Standing.ToString().ToLowerInvariant()}", fact.StartedAt),
            .. fact.CompletedAt is { } completed ? [new Evidence($"completed({Text(survey)})", completed)] : Array.Empty<Evidence>(),
        ]),
    ];

    private static IReadOnlyList<Evidence> Coupons(Friend friend, string coupon) =>
    [
        .. friend.Coupons.Where(fact => fact.Coupon == coupon).SelectMany(fact => new (string Word, DateTimeOffset? At)[]
        {
            ("issued", fact.IssuedAt),
            ("expires", fact.ExpiresAt),
            ("redeemed", fact.RedeemedAt),
            ("revoked", fact.RevokedAt),
        }.Where(moment => moment.At is not null).Select(moment => new Evidence($"{moment.Word}({Text(coupon)})", moment.At))),
    ];

    private static IReadOnlyList<Evidence> Moments(Friend friend, DateFact fact) => fact switch
    {
        DateFact.FirstSeen => Moment("first_seen", friend.FirstSeenAt),
        DateFact.Followed => Moment("followed", friend.FollowedAt),
        DateFact.BlockedAt => Moment("blocked_at", friend.BlockedAt),
        DateFact.LastMessage => Moment("last_message", friend.LastMessageAt),
        DateFact.Started(var survey) => Surveys(friend, survey),
        DateFact.Completed(var survey) => Surveys(friend, survey),
        DateFact.Issued(var coupon) => Coupons(friend, coupon),
        DateFact.Redeemed(var coupon) => Coupons(friend, coupon),
        DateFact.Expires(var coupon) => Coupons(friend, coupon),
        _ => [],
    };

    private static IReadOnlyList<Evidence> Moment(string name, DateTimeOffset? at) => at is null ? [] : [new(name, at)];

    private static string Value(AnswerFact answer) =>
        answer.Text
        ?? (answer.Choices is { } choices ? string.Join(", ", choices) : null)
        ?? answer.Number?.ToString(CultureInfo.InvariantCulture)
        ?? answer.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        ?? "";

    private static string Text(string name) => Language.Lexer.IsOneWord(name) ? name : $"\"{name}\"";
}
