using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Line;

/// <summary>
/// LINE's audiences of user ids, for narrowcasts. Nobody can be taken out of one: whoever is to be dropped makes another. What
/// is against LINE's limits is a bad request before LINE is asked.
/// </summary>
internal sealed partial class LineClient
{
    /// <summary>How many audiences LINE lists at once. (Messaging API reference, Get data for multiple audiences.)</summary>
    private const int AudiencesAtOnce = 40;

    /// <summary>
    /// Has LINE make an audience of these friends; <see cref="FindAudience"/> tells when it is ready. LINE: at most 10,000 ids a
    /// request, a name of at most 120 UTF-16 units, 1,000 audiences (Messaging API reference, Create audience for uploading user IDs).
    /// </summary>
    public Task<LineResult<MadeAudience>> CreateAudience(
        string description, IEnumerable<string> userIds, string? uploadDescription = null, CancellationToken ct = default)
    {
        var request = new CreateAudienceRequest(description, uploadDescription, Members(userIds));
        return Checked(request, LineApiJson.Wire.CreateAudienceRequest, LineLimits.CheckAudience, body =>
            Read("create audience", HttpMethod.Post, "/v2/bot/audienceGroup/upload", body, LineApiJson.Wire.MadeAudience, ct));
    }

    /// <summary>
    /// Adds friends to an audience, which stays ready meanwhile. LINE: at most 10,000 ids a request, 10 requests of one audience at
    /// a time (Messaging API reference, Add user IDs to an audience).
    /// </summary>
    public Task<LineResult<Done>> AddToAudience(
        long audienceGroupId, IEnumerable<string> userIds, string? uploadDescription = null, CancellationToken ct = default)
    {
        var request = new AddToAudienceRequest(audienceGroupId, uploadDescription, Members(userIds));
        return Checked(request, LineApiJson.Wire.AddToAudienceRequest, LineLimits.CheckAddedAudience, body =>
            Do("add to audience", HttpMethod.Put, "/v2/bot/audienceGroup/upload", body, ct));
    }

    /// <summary>How an audience stands. A bad request: there is none of that id; LINE does not say not found.</summary>
    public Task<LineResult<AudienceDetail>> FindAudience(long audienceGroupId, CancellationToken ct = default) =>
        Get("find audience", AudiencePath(audienceGroupId), LineApiJson.Wire.AudienceDetail, ct);

    /// <summary>The account's audiences, those of LINE's console too, page by page as one reads on. A failure is the last one.</summary>
    /// <param name="description">A part of the name, in any case; null: all.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<LineResult<LineAudience>> Audiences(string? description = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var filter = description is null ? "" : $"&description={Uri.EscapeDataString(description)}";
        for (var number = 1; ; number++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/v2/bot/audienceGroup/list?page={number}&size={AudiencesAtOnce}{filter}");
            var page = await Get("audiences", path, LineApiJson.Wire.AudiencePage, ct);
            if (!page.Succeeded)
            {
                yield return page.Failure;
                yield break;
            }

            foreach (var audience in page.Value.AudienceGroups)
            {
                yield return audience;
            }

            if (!page.Value.HasNextPage)
            {
                yield break;
            }
        }
    }

    /// <summary>Gives an audience another name. LINE: at most 120 UTF-16 units (Messaging API reference, Rename an audience).</summary>
    public Task<LineResult<Done>> RenameAudience(long audienceGroupId, string description, CancellationToken ct = default) =>
        Checked(new RenameAudienceRequest(description), LineApiJson.Wire.RenameAudienceRequest, LineLimits.CheckAudienceName, body =>
            Do("rename audience", HttpMethod.Put, $"{AudiencePath(audienceGroupId)}/updateDescription", body, ct));

    /// <summary>Deletes an audience for good.</summary>
    public async Task<LineResult<Done>> DeleteAudience(long audienceGroupId, CancellationToken ct = default)
    {
        var answer = await Exchange("delete audience", HttpMethod.Delete, new Uri(_api, AudiencePath(audienceGroupId)), body: null, retryKey: null, ct);
        return answer.Failure is { } failure ? failure : new Done();
    }

    private static string AudiencePath(long audienceGroupId) => string.Create(CultureInfo.InvariantCulture, $"/v2/bot/audienceGroup/{audienceGroupId}");

    private static AudienceMember[] Members(IEnumerable<string> userIds) => [.. userIds.Select(id => new AudienceMember(id))];

    private static async Task<LineResult<TAnswer>> Checked<TBody, TAnswer>(
        TBody body, JsonTypeInfo<TBody> type, Func<JsonElement, IReadOnlyList<LimitViolation>> check, Func<byte[], Task<LineResult<TAnswer>>> call)
        where TAnswer : class
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, type);
        using var parsed = JsonDocument.Parse(json);
        return Against(check(parsed.RootElement)) is { } problem ? problem : await call(json);
    }
}
