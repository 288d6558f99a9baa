using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Work;

/// <summary>The documents of long work.</summary>
public static class JobCollections
{
    /// <summary>Every job until it is tidied away.</summary>
    public static Collection<Job> Jobs { get; } =
        new Collection<Job>("jobs", JobsJson.Documents.For<Job>(), job => job.Id)
            .Field("state", FieldKind.Text, job => FieldValue.Of(job.State))
            .Field("createdAt", FieldKind.Time, job => job.CreatedAt)
            .Field("finishedAt", FieldKind.Time, job => job.FinishedAt)
            .IndexedBy("createdAt")
            .IndexedBy("state", "createdAt")
            .IndexedBy("finishedAt")
            .Field("aloneAs", FieldKind.Text, job => job.AloneAs)
            .UniqueBy("aloneAs")
            .Traced(Trace.Names);

    /// <summary>The parts of jobs; what is in them of a friend is erased with the friend.</summary>
    public static Collection<JobPart> Parts { get; } =
        new Collection<JobPart>("jobParts", JobsJson.Documents.For<JobPart>(), part => part.Id)
            .Field("jobId", FieldKind.Text, part => part.JobId)
            .Field("number", FieldKind.Number, part => (long)part.Number)
            .Field("lastId", FieldKind.Text, part => part.LastId)
            .IndexedBy("jobId", "number")
            .IndexedBy("jobId", "lastId")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobPart))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class JobsJson : JsonSerializerContext
{
    public static JobsJson Documents { get; } = new(DocumentJson.Options());
}
