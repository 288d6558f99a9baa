using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class PhotoYaml : QuestionYaml
{
    private const int Megabyte = 1_000_000;

    [Description("多くて何枚か(書かなければ 1)。2枚以上なら「決定」で終わります。")]
    [Range(1, 10)]
    public int? Most { get; init; }

    [Description("お答えの写真は合わせて何メガバイトまで保存するか(書かなければ 20)。")]
    [Range(1, 50)]
    public int? Megabytes { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new PhotoQuestion(Math.Clamp(Most ?? 1, 1, 10), (long)Math.Clamp(Megabytes ?? 20, 1, 50) * Megabyte) { Id = Id, Text = Text };
}
