using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class AudienceLimitsTests
{
    private static readonly string Id = $"U{new string('a', 32)}";

    [Theory]
    [InlineData(1, null)]
    [InlineData(120, null)]
    [InlineData(0, "description: May not be empty")]
    [InlineData(121, "description: Length must be between 0 and 120")]
    public void A_name(int length, string? problem)
    {
        var body = Json(new { description = new string('名', length) });

        Expect(problem, LineLimits.CheckAudience(body));
        Expect(problem, LineLimits.CheckAudienceName(body));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(10_000, null)]
    [InlineData(10_001, "audiences: Size must be between 0 and 10000")]
    public void Ids_in_one_request(int count, string? problem)
    {
        var audiences = Enumerable.Repeat(new { id = Id }, count);

        Expect(problem, LineLimits.CheckAudience(Json(new { description = "a", audiences })));
        Expect(problem, LineLimits.CheckAddedAudience(Json(new { audienceGroupId = 1, audiences })));
    }

    [Fact]
    public void An_id_that_is_none_is_named_unless_it_is_an_advertisers()
    {
        object[] audiences = [new { id = Id }, new { id = Id.ToUpperInvariant() }, new { }];

        Assert.Equal(
            ["audiences[1].id: UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT", "audiences[2].id: May not be empty"],
            LineLimits.CheckAudience(Json(new { description = "a", audiences })).Select(violation => violation.ToString()));
        Expect("audiences[2].id: May not be empty", LineLimits.CheckAudience(Json(new { description = "a", isIfaAudience = true, audiences })));
        Expect("audienceGroupId: must be specified", LineLimits.CheckAddedAudience(Json(new { audiences = Array.Empty<object>() })));
    }

    [Theory]
    [InlineData("autumn_2026", "20260101", "20260131", null)]
    [InlineData("a", "20260101", "20260101", null)]
    [InlineData("123456789012345678901234567890", "20260101", "20260101", null)]
    [InlineData("1234567890123456789012345678901", "20260101", "20260101", "customAggregationUnit: Must be of 1 to 30 letters, digits and underscores")]
    [InlineData("autumn-2026", "20260101", "20260101", "customAggregationUnit: Must be of 1 to 30 letters, digits and underscores")]
    [InlineData("秋", "20260101", "20260101", "customAggregationUnit: Must be of 1 to 30 letters, digits and underscores")]
    [InlineData("", "20260101", "20260101", "customAggregationUnit: Must be of 1 to 30 letters, digits and underscores")]
    [InlineData("a", "20260101", "20260201", "to: Must be 0 to 30 days after from")]
    [InlineData("a", "20260102", "20260101", "to: Must be 0 to 30 days after from")]
    public void A_units_statistics(string unit, string from, string to, string? problem) =>
        Expect(problem, LineLimits.CheckStatistics(unit, DateOnly.ParseExact(from, "yyyyMMdd"), DateOnly.ParseExact(to, "yyyyMMdd")));

    private static JsonElement Json(object body) => JsonSerializer.SerializeToElement(body);

    private static void Expect(string? problem, IReadOnlyList<LimitViolation> violations) =>
        Assert.Equal(problem is null ? [] : [problem], violations.Select(violation => violation.ToString()));
}
