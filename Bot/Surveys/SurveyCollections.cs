using System.Text.Json.Serialization;
using Bot.Storage;
using Bot.Surveys.Results;

namespace Bot.Surveys;

/// <summary>The documents of surveys.</summary>
public static class SurveyCollections
{
    /// <summary>The survey each friend is in or was in last, by the friend's id.</summary>
    public static Collection<Conversation> Conversations { get; } =
        new Collection<Conversation>("conversations", SurveysJson.Documents.For<Conversation>(), conversation => conversation.Id)
            .Field("id", FieldKind.Text, conversation => conversation.Id)
            .Field("dueAt", FieldKind.Time, conversation => conversation.DueAt)
            .IndexedBy("id")
            .IndexedBy("dueAt")
            .WithChangeFeed();

    /// <summary>How many places are taken, by survey; it outlives versions of the survey.</summary>
    public static Collection<PlacesTaken> Places { get; } =
        new("surveyPlaces", SurveysJson.Documents.For<PlacesTaken>(), places => places.Survey);

    /// <summary>Every answer ever given, changes too.</summary>
    public static Collection<Answer> Answers { get; } =
        new Collection<Answer>("answers", SurveysJson.Documents.For<Answer>(), answer => answer.Id)
            .Field("friendId", FieldKind.Text, answer => answer.FriendId)
            .Field("survey", FieldKind.Text, answer => answer.Survey)
            .Field("question", FieldKind.Text, answer => answer.Question)
            .Field("at", FieldKind.Time, answer => answer.At)
            .IndexedBy("friendId", "at")
            .IndexedBy("survey", "at")
            .IndexedBy("survey", "question", "at")
            .WithChangeFeed();

    /// <summary>How far friends came, for counting.</summary>
    public static Collection<Milestone> Milestones { get; } =
        new Collection<Milestone>("surveyMilestones", SurveysJson.Documents.For<Milestone>(), milestone => milestone.Id)
            .Field("friendId", FieldKind.Text, milestone => milestone.FriendId)
            .Field("survey", FieldKind.Text, milestone => milestone.Survey)
            .Field("reached", FieldKind.Text, milestone => FieldValue.Of(milestone.Reached))
            .IndexedBy("friendId")
            .IndexedBy("survey", "reached")
            .WithChangeFeed()
            .Traced(Trace.Nothing);

    /// <summary>The versions somebody began, by survey and version.</summary>
    public static Collection<SurveyVersion> Versions { get; } =
        new("surveyVersions", SurveysJson.Documents.For<SurveyVersion>(), version => version.Id);
}

[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Milestone))]
[JsonSerializable(typeof(SurveyVersion))]
[JsonSerializable(typeof(PlacesTaken))]
[JsonSerializable(typeof(ExportedAnswer))]
internal sealed partial class SurveysJson : JsonSerializerContext
{
    public static SurveysJson Documents { get; } = new(DocumentJson.Options());
}
