using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class NarrowcastLimitsTests
{
    private const string Redelivery = """{"type":"redelivery","requestId":"5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}""";
    private const string Women = """{"type":"gender","oneOf":["female"]}""";

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"type":"audience","audienceGroupId":5614991017776}""", null)]
    [InlineData(Redelivery, null)]
    [InlineData($$"""{"type":"operator","and":[{{Redelivery}},{"type":"operator","not":{{Redelivery}} }]}""", null)]
    [InlineData("""{"type":"friends"}""", "recipient.type: Must be one of the following values: [operator, audience, redelivery]")]
    [InlineData("""{"type":"audience"}""", "recipient.audienceGroupId: must be specified")]
    [InlineData("""{"type":"redelivery"}""", "recipient.requestId: May not be empty")]
    [InlineData("""{"type":"operator"}""", "recipient: Exactly one of and, or, not must be specified")]
    [InlineData($$"""{"type":"operator","and":[{{Redelivery}}],"not":{{Redelivery}} }""", "recipient: Exactly one of and, or, not must be specified")]
    [InlineData("""{"type":"operator","or":[]}""", "recipient.or: Size must be between 1 and 2147483647")]
    [InlineData("""{"type":"operator","not":[]}""", "recipient.not: Must be an object")]
    public void A_recipient(string recipient, string? problem) =>
        Expect(recipient == "{}" ? "{}" : $$"""{"recipient":{{recipient}} }""", problem);

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "recipient: No more than 10 audiences and redeliveries")]
    public void Ten_lists_however_deep(int count, string? problem) =>
        Expect($$"""{"recipient":{"type":"operator","or":[{{Redelivery}},{"type":"operator","and":[{{string.Join(',', Enumerable.Repeat(Redelivery, count - 1))}}]}]} }""", problem);

    [Theory]
    [InlineData(Women, null)]
    [InlineData("""{"type":"gender","oneOf":[]}""", ".oneOf: Must be an array that is not empty")]
    [InlineData("""{"type":"gender"}""", ".oneOf: Must be an array that is not empty")]
    [InlineData("""{"type":"gender","oneOf":["women"]}""", ".oneOf: Must be of the following values: [male, female]")]
    [InlineData("""{"type":"gender","oneOf":["female",5]}""", ".oneOf: Must be of the following values: [male, female]")]
    [InlineData("""{"type":"appType","oneOf":["ios","android"]}""", null)]
    [InlineData("""{"type":"appType","oneOf":["windows"]}""", ".oneOf: Must be of the following values: [ios, android]")]
    [InlineData("""{"type":"area","oneOf":["jp_01","jp_47","tw_22","th_08","id_12"]}""", null)]
    [InlineData("""{"type":"area","oneOf":["jp_48"]}""", ".oneOf: Must be of the following values: [jp_01 to jp_47, tw_01 to tw_22, th_01 to th_08, id_01 to id_12]")]
    [InlineData("""{"type":"area","oneOf":["jp_00"]}""", ".oneOf: Must be of the following values: [jp_01 to jp_47, tw_01 to tw_22, th_01 to th_08, id_01 to id_12]")]
    [InlineData("""{"type":"age","gte":"age_15","lt":"age_70"}""", null)]
    [InlineData("""{"type":"age","lt":"age_20"}""", null)]
    [InlineData("""{"type":"age"}""", ": gte or lt must be specified")]
    [InlineData("""{"type":"age","gte":"age_20","lt":"age_20"}""", ".gte: Must be smaller than lt")]
    [InlineData("""{"type":"age","gte":"age_75"}""", ".gte: Must be one of the following values: [age_15, age_20, age_25, age_30, age_35, age_40, age_45, age_50, age_55, age_60, age_65, age_70]")]
    [InlineData("""{"type":"subscriptionPeriod","gte":"day_7","lt":"day_365"}""", null)]
    [InlineData("""{"type":"subscriptionPeriod","gte":"day_365","lt":"day_7"}""", ".gte: Must be smaller than lt")]
    [InlineData("""{"type":"subscriptionPeriod","lt":"day_8"}""", ".lt: Must be one of the following values: [day_7, day_30, day_90, day_180, day_365]")]
    [InlineData("""{"type":"income"}""", ".type: Must be one of the following values: [gender, age, appType, area, subscriptionPeriod, operator]")]
    [InlineData($$"""{"type":"operator","or":[{{Women}},{"type":"operator","not":{{Women}} }]}""", null)]
    [InlineData("""{"type":"operator"}""", ": Exactly one of and, or, not must be specified")]
    public void A_demographic_filter(string filter, string? problem) =>
        Expect($$"""{"filter":{"demographic":{{filter}} } }""", problem is null ? null : $"filter.demographic{problem}");

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "filter.demographic: No more than 10 conditions")]
    public void Ten_conditions(int count, string? problem) =>
        Expect($$"""{"filter":{"demographic":{"type":"operator","and":[{{string.Join(',', Enumerable.Repeat(Women, count))}}]} } }""", problem);

    [Theory]
    [InlineData("""{"max":1,"upToRemainingQuota":true,"forbidPartialDelivery":true}""", null)]
    [InlineData("""{"max":0}""", "limit.max: Must be an integer of 1 or more")]
    [InlineData("""{"upToRemainingQuota":"yes"}""", "limit.upToRemainingQuota: Must be true or false")]
    [InlineData("""{"forbidPartialDelivery":true}""", "limit.forbidPartialDelivery: The option forbidPartialDelivery must be used with upToRemainingQuota.")]
    public void A_limit(string limit, string? problem) => Expect($$"""{"limit":{{limit}} }""", problem);

    private static void Expect(string request, string? problem) => Assert.Equal(
        problem is null ? [] : [problem],
        LineLimits.CheckNarrowcast(JsonDocument.Parse(request).RootElement).Select(violation => violation.ToString()));
}
