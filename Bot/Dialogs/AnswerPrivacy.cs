using Bot.Friends;
using Bot.Preferences;

namespace Bot.Dialogs;

/// <summary>Tells friends who ask what the shop does with their data, where its policy is, and how to have everything erased.</summary>
internal sealed class AnswerPrivacy(PreferenceStore preferences) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Text is not { } text || !PrivacyWords.AskAbout(text))
        {
            return false;
        }

        turn.Say(DialogWords.Privacy(await preferences.Read(ct)));
        return true;
    }
}
