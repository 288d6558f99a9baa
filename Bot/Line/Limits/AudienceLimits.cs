using System.Buffers;

namespace Bot.Line.Limits;

/// <summary>LINE's audiences of user ids. (Messaging API reference, Manage audience.)</summary>
internal static class AudienceLimits
{
    public const int Description = 120;

    /// <summary>What LINE says of a request with an id that is none; it refuses all of it.</summary>
    public const string MalformedId = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT";

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static void Create(Node audience)
    {
        audience.Text("description", Description);
        Ids(audience);
    }

    public static void Add(Node audience)
    {
        audience.Long("audienceGroupId", 1);
        Ids(audience);
    }

    public static void Rename(Node audience) => audience.Text("description", Description);

    /// <summary>Whether this is how LINE writes a user's id.</summary>
    public static bool IsUserId(string id) => id.Length == 33 && id[0] == 'U' && !id.AsSpan(1).ContainsAnyExcept(LowerHex);

    // Advertisers' ids have no form that could be checked.
    private static void Ids(Node audience)
    {
        var ofAdvertisers = audience.Flag("isIfaAudience");
        audience.Text("uploadDescription", required: false);
        if (!audience.Has("audiences"))
        {
            return;
        }

        foreach (var one in audience.Objects("audiences", 0, LineLimits.AudienceIds))
        {
            if (one.Text("id") is { Length: > 0 } id && !ofAdvertisers && !IsUserId(id))
            {
                one.Fail("id", MalformedId, new("友だちのidの形ではありません。", "This is no id of a friend."));
            }
        }
    }
}
