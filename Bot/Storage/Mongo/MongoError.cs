using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>A failure as libmongoc reports it; <see cref="MongoFailure"/> turns it into a sentence.</summary>
internal sealed class MongoError(uint domain, int code, string message, IReadOnlyList<string> labels, byte[] reply) : Exception(message)
{
    private const uint Stream = 2;
    private const uint Query = 5;
    private const uint Command = 11;
    private const uint ServerSelection = 15;
    private const uint WriteConcern = 16;
    private const uint Server = 17;
    private const int MaxTimeExpired = 50;

    public int Code => code;

    /// <summary>The server's whole reply; empty when there was none.</summary>
    public byte[] Reply => reply;

    /// <summary>No server could be reached.</summary>
    public bool IsSelection => domain == ServerSelection;

    /// <summary>The connection broke or timed out while it was used.</summary>
    public bool IsNetwork => domain == Stream;

    /// <summary>Whether the error came from the C driver and not from the server.</summary>
    public bool IsOfDriver => domain is not (Server or WriteConcern or Command or Query);

    /// <summary>The server gave up because of the time it was given; nothing was done.</summary>
    public bool IsOutOfTime => domain == Server && code == MaxTimeExpired;

    /// <summary>The transaction had no effect and may be tried again as a whole.</summary>
    public bool IsTransient => labels.Contains("TransientTransactionError");

    /// <summary>Nobody knows whether the transaction was committed; committing again tells.</summary>
    public bool IsUnknownCommit => labels.Contains("UnknownTransactionCommitResult");

    public static unsafe MongoError Of(in Native.Error error, ReadOnlySpan<byte> reply) =>
        new(error.Domain, (int)error.Code, error.Message, Labels(reply), reply.ToArray());

    /// <summary>An error the server reported inside a reply that succeeded as a whole.</summary>
    public static MongoError OfServer(int code, string message, ReadOnlySpan<byte> reply) => new(Server, code, message, Labels(reply), reply.ToArray());

    private static List<string> Labels(ReadOnlySpan<byte> reply)
    {
        var labels = new List<string>();
        if (!reply.IsEmpty && BsonReader.Find(reply, "errorLabels"u8) is { Type: BsonType.Array } found)
        {
            for (var label = found.Document(); label.Read();)
            {
                labels.Add(Encoding.UTF8.GetString(label.Utf8));
            }
        }

        return labels;
    }
}
