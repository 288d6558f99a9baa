using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Links;

/// <summary>The documents of tracked links.</summary>
public static class LinkCollections
{
    /// <summary>Where each mailing's links lead.</summary>
    public static Collection<TrackedLinks> Links { get; } =
        new Collection<TrackedLinks>("links", LinksJson.Documents.For<TrackedLinks>(), links => links.Id).Traced(Trace.Nothing);

    /// <summary>The secret all codes are made with.</summary>
    public static Collection<LinkSecret> Secrets { get; } =
        new Collection<LinkSecret>("linkSecrets", LinksJson.Documents.For<LinkSecret>(), secret => secret.Id).Traced(Trace.Nothing);

    /// <summary>Who tapped which link of a mailing: one document a friend and link, from the first tap on.</summary>
    public static Collection<LinkClick> Clicks { get; } =
        new Collection<LinkClick>("clicks", LinksJson.Documents.For<LinkClick>(), click => click.Id)
            .Field("mailingId", FieldKind.Text, click => click.MailingId)
            .Field("messageId", FieldKind.Text, click => click.MessageId)
            .IndexedBy("mailingId")
            .IndexedBy("messageId")
            .Traced(Trace.Nothing);

    /// <summary>How often each link of a mailing was tapped in each hour.</summary>
    public static Collection<ClickHour> Hours { get; } =
        new Collection<ClickHour>("clickHours", LinksJson.Documents.For<ClickHour>(), hour => hour.Id)
            .Field("mailingId", FieldKind.Text, hour => hour.MailingId)
            .IndexedBy("mailingId")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(TrackedLinks))]
[JsonSerializable(typeof(LinkSecret))]
[JsonSerializable(typeof(LinkClick))]
[JsonSerializable(typeof(ClickHour))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class LinksJson : JsonSerializerContext
{
    public static LinksJson Documents { get; } = new(DocumentJson.Options());
}
