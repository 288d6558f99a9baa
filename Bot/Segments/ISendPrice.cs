namespace Bot.Segments;

/// <summary>Knows what sending to friends costs; the feature that sends does.</summary>
public interface ISendPrice
{
    /// <summary>What one message to each of so many friends costs now, of so many who follow.</summary>
    Task<SendPrice> Of(long friends, long followers, CancellationToken ct);
}

/// <summary>
/// What a send would cost: the messages LINE counts, the yen it adds to the month's bill (null: the plan cannot send so
/// many), and the messages left this month before it (null: no limit, or not known).
/// </summary>
public sealed record SendPrice(long Messages, long? Yen, long? Left);
