using Bot.Friends;
using Bot.Preferences;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Tells friends who ask what the shop does with their data, where its policy is, and how to have everything erased.</summary>
internal sealed class AnswerPrivacy(PreferenceStore preferences) : IReaction
{
    private static readonly HashSet<string> Asked = [.. PrivacyWords.About.Select(TypedText.Plain)];

    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Text is not { Length: <= 20 } text || !Asked.Contains(TypedText.Plain(text)))
        {
            return false;
        }

        turn.Say(DialogWords.Privacy(await preferences.Read(ct)));
        return true;
    }
}
