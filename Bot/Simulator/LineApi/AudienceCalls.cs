using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Line;
using Bot.Line.Limits;
using Bot.Simulator.Platform;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Bot.Simulator.LineApi;

/// <summary>LINE's audiences: of user ids that the bot uploads, and of people who saw or tapped a message.</summary>
internal sealed class AudienceCalls(LinePlatform platform)
{
    private const int MostIdsInFile = 1_500_000;
    private const int LargestFile = MostIdsInFile * 36;
    private const int DefaultSize = 20;
    private const int LargestSize = 40;
    private const int LongestUrl = 2_000;
    private static readonly TimeSpan OldestMessage = TimeSpan.FromDays(60);

    public IEnumerable<LineRoute> Routes()
    {
        const string Group = "/v2/bot/audienceGroup";
        yield return new("POST", $"{Group}/upload", "audience/create", Create);
        yield return new("PUT", $"{Group}/upload", "audience/add", Add);
        yield return new("POST", $"{Group}/upload/byFile", "audience/createByFile", CreateByFile) { LargestBody = LargestFile };
        yield return new("PUT", $"{Group}/upload/byFile", "audience/addByFile", AddByFile) { LargestBody = LargestFile };
        yield return new("POST", $"{Group}/click", "audience/click", request => OfMessage(request, "CLICK"));
        yield return new("POST", $"{Group}/imp", "audience/imp", request => OfMessage(request, "IMP"));
        yield return new("GET", $"{Group}/list", "audience/list", List);
        yield return new("GET", $"{Group}/{{audienceGroupId}}", "audience/find", request => Of(request, audience => LineAnswer.Ok(Detail(audience))));
        yield return new("DELETE", $"{Group}/{{audienceGroupId}}", "audience/delete", request => Of(request, Delete));
        yield return new("PUT", $"{Group}/{{audienceGroupId}}/updateDescription", "audience/rename", request => Of(request, audience => Rename(audience, request)));
    }

    private LineAnswer Create(LineRequest request) =>
        !request.TryReadJson(out var body, out var complaint) ? complaint
        : Refused(LineLimits.CheckAudience(body)) ?? Make(Tap.Text(body, "description")!, IdsOf(body), Tap.Text(body, "uploadDescription"), IsOfAdvertisers(body));

    private LineAnswer Add(LineRequest request) =>
        !request.TryReadJson(out var body, out var complaint) ? complaint
        : Refused(LineLimits.CheckAddedAudience(body)) ?? Fill(body.GetProperty("audienceGroupId").GetInt64(), IdsOf(body), Tap.Text(body, "uploadDescription"));

    private async ValueTask<LineAnswer> CreateByFile(LineRequest request)
    {
        var (fields, ids, refusal) = await Form(request);
        if (refusal is not null)
        {
            return refusal;
        }

        var name = new JsonObject { ["description"] = fields.GetValueOrDefault("description") };
        return Refused(LineLimits.CheckAudienceName(JsonSerializer.SerializeToElement(name)))
            ?? Make(fields["description"], ids, fields.GetValueOrDefault("uploadDescription"), fields.GetValueOrDefault("isIfaAudience") == "true");
    }

    private async ValueTask<LineAnswer> AddByFile(LineRequest request)
    {
        var (fields, ids, refusal) = await Form(request);
        return refusal
            ?? (long.TryParse(fields.GetValueOrDefault("audienceGroupId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? Fill(id, ids, fields.GetValueOrDefault("uploadDescription"))
                : LineAnswer.Invalid(("audienceGroupId", "must be specified")));
    }

    private LineAnswer Make(string description, IReadOnlyList<string> ids, string? uploadDescription, bool ofAdvertisers)
    {
        lock (platform.Gate)
        {
            if (Full() is { } full)
            {
                return full;
            }

            var made = new AudienceMade(platform.Audiences.NextId, "UPLOAD", platform.Now, description) { OfAdvertisers = ofAdvertisers };
            platform.Record(made);
            if (ids.Count > 0)
            {
                Feed(made.AudienceGroupId, ofAdvertisers ? [] : ids, uploadDescription);
            }

            return LineAnswer.Ok(Made(platform.Audiences.Find(made.AudienceGroupId)!)) with { Status = 202 };
        }
    }

    private LineAnswer Fill(long id, IReadOnlyList<string> ids, string? uploadDescription)
    {
        lock (platform.Gate)
        {
            var audience = platform.Audiences.Find(id);
            if (audience is null || audience.IsOfLine)
            {
                return audience is null ? NotFound : Refusal("The audience cannot be added to", "UPLOAD_AUDIENCE_GROUP_NOT_FOUND");
            }

            if (audience.UnfinishedAt(platform.Now) >= Audiences.MostUploads)
            {
                return LineAnswer.RateLimited;
            }

            Feed(id, audience.Made.OfAdvertisers ? [] : ids, uploadDescription);
            return LineAnswer.TakenOn;
        }
    }

    // LINE knows whom it has; ids of nobody are passed over.
    private void Feed(long id, IReadOnlyList<string> ids, string? uploadDescription) => platform.Record(new AudienceFed(
        id, platform.Audiences.NextJob, platform.Now, uploadDescription ?? "", [.. ids.Where(one => platform.Find(one) is not null || MadeUpId.Is(one)).Distinct()]));

    private LineAnswer OfMessage(LineRequest request, string kind)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (Refused(LineLimits.CheckAudienceName(body)) is { } refusal)
        {
            return refusal;
        }

        var url = kind == "CLICK" ? Tap.Text(body, "clickUrl") : null;
        if (Tap.Text(body, "requestId") is not { Length: > 0 } requestId)
        {
            return LineAnswer.Invalid(("requestId", "May not be empty"));
        }

        if (url?.Length > LongestUrl)
        {
            return LineAnswer.Invalid(("clickUrl", $"Length must be between 0 and {LongestUrl}"));
        }

        lock (platform.Gate)
        {
            if (platform.Statistics.Find(requestId) is not { Via: "broadcast" or "narrowcast" } sent)
            {
                return Refusal("request not found", "REQUEST_NOT_FOUND");
            }

            if (platform.Now - sent.At > OldestMessage)
            {
                return Refusal("too old messages", "TOO_OLD_MESSAGES");
            }

            if (platform.Audiences.All.Any(other => other.Made.Kind == kind && other.Made.RequestId == requestId && other.Made.ClickUrl == url))
            {
                return Refusal("request id duplicate", "AUDIENCE_GROUP_REQUEST_ID_DUPLICATE");
            }

            if (Full() is { } full)
            {
                return full;
            }

            var made = new AudienceMade(platform.Audiences.NextId, kind, platform.Now, Tap.Text(body, "description")!) { RequestId = requestId, ClickUrl = url };
            platform.Record(made);
            var people = kind == "IMP" ? sent.WhoSaw() : sent.WhoClicked(url);
            platform.Record(new AudienceFed(made.AudienceGroupId, platform.Audiences.NextJob, platform.Now, "", [.. people.Select(number => platform.People[number].Id)]));
            return LineAnswer.Ok(Made(platform.Audiences.Find(made.AudienceGroupId)!)) with { Status = 202 };
        }
    }

    private LineAnswer List(LineRequest request)
    {
        if (Number(request, "page", null) is not (>= 1 and <= int.MaxValue and { } page))
        {
            return Wrong("page");
        }

        if (Number(request, "size", DefaultSize) is not (>= 1 and <= LargestSize and { } size))
        {
            return Wrong("size");
        }

        string[] statuses = ["IN_PROGRESS", "READY", "FAILED", "EXPIRED", "INACTIVE", "ACTIVATING"];
        var status = request.Query("status");
        if (status is not null && !statuses.Contains(status))
        {
            return Wrong("status");
        }

        lock (platform.Gate)
        {
            var name = request.Query("description") ?? "";
            var elsewhere = request.Query("createRoute") is { } route && route != "MESSAGING_API";
            List<Audience> found =
            [
                .. platform.Audiences.All.Reverse().Where(audience =>
                    !elsewhere && audience.Description.Contains(name, StringComparison.OrdinalIgnoreCase) && (status is null || StatusOf(audience) == status)),
            ];
            var before = (page - 1) * size;
            return LineAnswer.Ok(new JsonObject
            {
                ["audienceGroups"] = new JsonArray([.. found.Skip((int)Math.Min(before, found.Count)).Take((int)size).Select(Present)]),
                ["hasNextPage"] = before + size < found.Count,
                ["totalCount"] = found.Count,
                ["readWriteAudienceGroupTotalCount"] = found.Count,
                ["page"] = page,
                ["size"] = size,
            });
        }

        static LineAnswer Wrong(string name) => LineAnswer.Error(400, $"The value for the '{name}' parameter is invalid");
    }

    private LineAnswer Rename(Audience audience, LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (Refused(LineLimits.CheckAudienceName(body)) is { } refusal)
        {
            return refusal;
        }

        platform.Record(new AudienceRenamed(audience.Id, Tap.Text(body, "description")!));
        return LineAnswer.Empty;
    }

    // 202 by LINE's reference, 200 by its OpenAPI.
    private LineAnswer Delete(Audience audience)
    {
        platform.Record(new AudienceDeleted(audience.Id));
        return LineAnswer.TakenOn;
    }

    private LineAnswer Of(LineRequest request, Func<Audience, LineAnswer> answer)
    {
        lock (platform.Gate)
        {
            return long.TryParse(request.Route("audienceGroupId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && platform.Audiences.Find(id) is { } audience
                ? answer(audience)
                : NotFound;
        }
    }

    private static JsonObject Made(Audience audience)
    {
        var made = new JsonObject
        {
            ["audienceGroupId"] = audience.Id,
            ["createRoute"] = "MESSAGING_API",
            ["type"] = audience.Made.Kind,
            ["description"] = audience.Description,
            ["created"] = audience.Made.At.ToUnixTimeSeconds(),
            ["permission"] = "READ_WRITE",
            ["expireTimestamp"] = audience.ExpiresAt.ToUnixTimeSeconds(),
            ["isIfaAudience"] = audience.Made.OfAdvertisers,
        };
        if (audience.Made.RequestId is { } requestId)
        {
            made["requestId"] = requestId;
        }

        if (audience.Made.ClickUrl is { } url)
        {
            made["clickUrl"] = url;
        }

        return made;
    }

    private JsonObject Present(Audience audience)
    {
        var present = Made(audience);
        var members = audience.MembersAt(platform.Now).Count;
        present["status"] = StatusOf(audience);
        present["audienceCount"] = audience.IsOfLine && members < 20 && platform.Settings.InsightMinimums ? 0 : members;
        if (audience.IsTooSmall(platform.Now, platform.Settings.NarrowcastMinimums))
        {
            present["failedType"] = "AUDIENCE_GROUP_AUDIENCE_INSUFFICIENT";
        }

        return present;
    }

    private JsonObject Detail(Audience audience) => new()
    {
        ["audienceGroup"] = Present(audience),
        ["jobs"] = audience.IsOfLine ? [] : new JsonArray([.. audience.Uploads.Reverse().Take(50).Select(upload => new JsonObject
        {
            ["audienceGroupJobId"] = upload.JobId,
            ["audienceGroupId"] = audience.Id,
            ["description"] = upload.Description,
            ["type"] = "DIFF_ADD",
            ["jobStatus"] = Audience.JobStatus(upload, platform.Now),
            ["audienceCount"] = upload.UserIds.Count,
            ["created"] = upload.At.ToUnixTimeSeconds(),
        })]),
    };

    private string StatusOf(Audience audience) => audience.StatusAt(platform.Now, platform.Settings.NarrowcastMinimums);

    private LineAnswer? Full() => platform.Audiences.All.Count >= Audiences.Most ? Refusal("The number of audiences has reached the limit", "AUDIENCE_GROUP_COUNT_MAX_OVER") : null;

    private static LineAnswer NotFound { get; } = Refusal("audience group not found", "AUDIENCE_GROUP_NOT_FOUND");

    private static LineAnswer? Refused(IReadOnlyList<LimitViolation> violations) =>
        violations.Count == 0 ? null
        : violations.Any(violation => violation.Message == AudienceLimits.MalformedId) ? Refusal("Invalid audience id format", AudienceLimits.MalformedId)
        : LineAnswer.Invalid([.. violations.Select(violation => (violation.Path, violation.Message))]);

    // Audiences have codes of their own where other calls name a place.
    private static LineAnswer Refusal(string message, string code) => LineAnswer.Coded(400, message, code);

    private static bool IsOfAdvertisers(JsonElement body) => body.TryGetProperty("isIfaAudience", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static IReadOnlyList<string> IdsOf(JsonElement body) =>
        body.TryGetProperty("audiences", out var ids) && ids.ValueKind == JsonValueKind.Array ? [.. ids.EnumerateArray().Select(one => one.GetProperty("id").GetString()!)] : [];

    private static long? Number(LineRequest request, string name, long? missing) =>
        request.Query(name) is not { } text ? missing : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The SDK sends what was left out as the word "undefined".
    private static async ValueTask<(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Ids, LineAnswer? Refusal)> Form(LineRequest request)
    {
        var fields = new Dictionary<string, string>();
        string? file = null;
        if (!MediaTypeHeaderValue.TryParse(request.Http.Request.ContentType, out var type)
            || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 } boundary)
        {
            return (fields, [], LineAnswer.Error(415, $"The content type, {request.Http.Request.ContentType}, is not supported"));
        }

        try
        {
            var parts = new MultipartReader(boundary, new MemoryStream(request.Body.ToArray()));
            while (await parts.ReadNextSectionAsync() is { } part)
            {
                using var reader = new StreamReader(part.Body, Encoding.UTF8);
                var text = await reader.ReadToEndAsync();
                var name = part.GetContentDispositionHeader() is { } header ? HeaderUtilities.RemoveQuotes(header.Name).ToString() : "";
                if (name == "file")
                {
                    file = text;
                }
                else if (text != "undefined")
                {
                    fields[name] = text;
                }
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return (fields, [], LineAnswer.Error(400, "The request body could not be parsed"));
        }

        if (file is null)
        {
            return (fields, [], LineAnswer.Invalid(("file", "must be specified")));
        }

        string[] ids = [.. file.Split('\n').Select(line => line.Trim('\r', ' ', '\uFEFF')).Where(line => line.Length > 0)];
        return ids.Length > MostIdsInFile ? (fields, [], LineAnswer.Invalid(("file", $"Size must be between 0 and {MostIdsInFile}")))
            : fields.GetValueOrDefault("isIfaAudience") != "true" && !ids.All(AudienceLimits.IsUserId) ? (fields, [], Refusal("Invalid audience id format", AudienceLimits.MalformedId))
            : (fields, ids, null);
    }
}
