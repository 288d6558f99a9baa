using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Bot.Friends;
using Bot.Storage;
using Bot.Work;

namespace Bot.PersonalData;

/// <summary>Writes down everything kept of a friend. The file is kept in the job's parts, so that it goes when the friend is erased.</summary>
internal sealed class ExportFriend(JobDesk jobs, FriendErasure data) : IJobInOneGo, IJobFile
{
    public const string KindName = "exportFriend";

    private const int PieceLength = 256 * 1024;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string Name => KindName;

    public async Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct)
    {
        progress.Tell(0, data.Kinds);
        if (await jobs.About(job.Id, ct) is not { } part
            || await data.Export(part.Value.Friends[0], looked => progress.Tell(looked, data.Kinds), ct) is not { } export)
        {
            return new(new Commit(), Changed: 0); // Erased meanwhile.
        }

        var commit = new Commit();
        foreach (var (number, piece) in Encoding.UTF8.GetBytes(export.ToJsonString(Readable)).Chunk(PieceLength).Index())
        {
            commit.Put(
                JobCollections.Parts,
                part.Value with { Id = JobPart.Key(job.Id, number), Number = number, File = piece },
                number == 0 ? part.Version : 0);
        }

        progress.Tell(data.Kinds, data.Kinds);
        return new(commit, Changed: 1);
    }

    public async Task<JobFile?> Open(Job job, CancellationToken ct) => await jobs.About(job.Id, ct) is null ? null : new(
        "application/json",
        async (stream, stopped) =>
        {
            await foreach (var piece in jobs.Pieces(job.Id, stopped))
            {
                await stream.WriteAsync(piece, stopped);
            }
        });
}
