using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>An audience that LINE has begun to make; ready once its first friends are in.</summary>
public sealed record MadeAudience(long AudienceGroupId);

/// <summary>
/// An audience as LINE keeps it, for narrowcasts. LINE: at most 1,000 of a channel, each for 180 days (Messaging API reference,
/// Manage audience).
/// </summary>
/// <param name="AudienceGroupId">What an <see cref="AudienceRecipient"/> names it by.</param>
/// <param name="Type"><c>UPLOAD</c> (user ids), <c>CLICK</c>, <c>IMP</c>, <c>CHAT_TAG</c>, …</param>
/// <param name="Status"><c>IN_PROGRESS</c>, <c>READY</c>, <c>FAILED</c>, <c>EXPIRED</c>, …; an empty one stays in progress.</param>
public sealed record LineAudience(long AudienceGroupId, string Type, string Status)
{
    /// <summary>Its name.</summary>
    public string? Description { get; init; }

    /// <summary>How many are in it; 0 for fewer than 20 where LINE chose them.</summary>
    public long? AudienceCount { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("created"), JsonConverter(typeof(UnixSeconds))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When LINE deletes it.</summary>
    [JsonPropertyName("expireTimestamp"), JsonConverter(typeof(UnixSeconds))]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it failed, e.g. <c>AUDIENCE_GROUP_AUDIENCE_INSUFFICIENT</c>.</summary>
    public string? FailedType { get; init; }

    /// <summary><c>MESSAGING_API</c>, <c>OA_MANAGER</c>, …</summary>
    public string? CreateRoute { get; init; }

    /// <summary>Whether a narrowcast can name it.</summary>
    [JsonIgnore]
    public bool IsReady => Status == "READY";
}

/// <summary>One upload of user ids into an audience.</summary>
/// <param name="JobStatus"><c>QUEUED</c>, <c>WORKING</c>, <c>FINISHED</c> or <c>FAILED</c>.</param>
public sealed record AudienceJob(string JobStatus)
{
    /// <summary>What the upload was called.</summary>
    public string? Description { get; init; }

    /// <summary>How many friends it brought.</summary>
    public long? AudienceCount { get; init; }

    /// <summary>Why it failed.</summary>
    public string? FailedType { get; init; }
}

/// <summary>An audience and its uploads.</summary>
public sealed record AudienceDetail(LineAudience AudienceGroup)
{
    /// <summary>The latest uploads. LINE: at most 50.</summary>
    public IReadOnlyList<AudienceJob>? Jobs { get; init; }
}

internal sealed record AudiencePage(IReadOnlyList<LineAudience> AudienceGroups, bool HasNextPage);

internal sealed record CreateAudienceRequest(string Description, string? UploadDescription, IReadOnlyList<AudienceMember> Audiences);

internal sealed record AddToAudienceRequest(long AudienceGroupId, string? UploadDescription, IReadOnlyList<AudienceMember> Audiences);

internal sealed record RenameAudienceRequest(string Description);

internal sealed record AudienceMember(string Id);
