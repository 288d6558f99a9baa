using Bot.Coupons;
using Bot.Definitions;
using Bot.Messages;
using Bot.Surveys;

namespace Bot.Dialogs.Definitions;

/// <summary>The dialogs of <c>dialogs/*.yaml</c>. The ids of surveys and coupons they may refer to are asked for at each reading.</summary>
public static class DialogDefinitions
{
    /// <summary>How the files are read and checked; the functions give the ids, and the words that start surveys, known at that moment.</summary>
    public static DefinitionKind<Dialog> Kind(
        Func<IReadOnlyCollection<string>> surveys, Func<IReadOnlyCollection<string>> coupons, Func<IReadOnlyCollection<string>>? surveyWords = null) =>
        new("dialogs", (file, problems) => Read(file, problems, References(surveys(), coupons())), dialog => dialog.File)
        {
            CheckTogether = dialogs => DialogLint.Check(dialogs, surveyWords?.Invoke() ?? []),
        };

    /// <summary>The JSON schema for editors.</summary>
    public static string Schema() => ShapeSchema.Of<DialogYaml>("Dialogs");

    private static Dialog? Read(YamlFile file, Problems problems, MessageReferences references) =>
        ShapeReader.Read<DialogYaml>(file, problems) is { } yaml ? new DialogReader(problems, references).Read(yaml, file.Path) : null;

    private static MessageReferences References(IReadOnlyCollection<string> surveys, IReadOnlyCollection<string> coupons) => new()
    {
        Surveys = surveys,
        Coupons = coupons,
        ToStartSurvey = SurveyPostback.ToStart,
        Shows = new Dictionary<string, string> { ["coupons"] = CouponPostback.ShowAll },
    };
}
