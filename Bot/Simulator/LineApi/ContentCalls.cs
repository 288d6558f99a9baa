using System.Text.Json.Nodes;
using Bot.Simulator.Phone;
using Bot.Simulator.Platform;

namespace Bot.Simulator.LineApi;

/// <summary>Pictures, videos and sounds that people sent: 202 while LINE prepares them, 410 once they were taken back.</summary>
internal sealed class ContentCalls(LinePlatform platform)
{
    public IEnumerable<LineRoute> Routes()
    {
        yield return new("GET", "/v2/bot/message/{messageId}/content", "content", Content);
        yield return new("GET", "/v2/bot/message/{messageId}/content/preview", "content", Preview);
        yield return new("GET", "/v2/bot/message/{messageId}/content/transcoding", "content", Transcoding);
    }

    private LineAnswer Content(LineRequest request) => Of(request, content =>
        IsReady(content) ? new LineAnswer(200, content.Bytes, content.MediaType) : LineAnswer.TakenOn);

    // A video's first picture would have to be decoded; a drawing stands in for it. A sound has none.
    private LineAnswer Preview(LineRequest request) => Of(request, content => content.MediaType.Split('/')[0] switch
    {
        "image" => new LineAnswer(200, content.Bytes, content.MediaType),
        "video" => IsReady(content) ? new LineAnswer(200, SamplePicture.Png, "image/png") : LineAnswer.TakenOn,
        _ => LineAnswer.Error(404, "not found"),
    });

    private LineAnswer Transcoding(LineRequest request) => Of(request, content =>
        LineAnswer.Ok(new JsonObject { ["status"] = IsReady(content) ? "succeeded" : "processing" }));

    private LineAnswer Of(LineRequest request, Func<ContentAdded, LineAnswer> answer)
    {
        lock (platform.Gate)
        {
            var messageId = request.Route("messageId");
            return platform.IsUnsent(messageId) ? LineAnswer.Error(410, "The content is gone")
                : platform.ContentOf(messageId) is { } content ? answer(content)
                : LineAnswer.Error(404, "not found");
        }
    }

    private bool IsReady(ContentAdded content) => content.ReadyAt is not { } at || platform.Now >= at;
}
