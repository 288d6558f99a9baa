namespace Bot.Storage;

/// <summary>Ids of documents: 32 hex digits that sort by the time they were made (UUID version 7).</summary>
public static class DocumentId
{
    public static string New(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");
}
