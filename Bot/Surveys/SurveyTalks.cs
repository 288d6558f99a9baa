using Bot.Friends;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>Opens the surveys of a friend for one change.</summary>
internal sealed class SurveyTalks(SurveyBook surveys, SurveyDeeds deeds, IDocumentStore store, PreferenceStore preferences, TimeZoneInfo zone)
{
    /// <summary>The friend's talk as stored now. What is done in it is written by <see cref="SurveyTalk.Write"/>.</summary>
    public async ValueTask<SurveyTalk> Open(FriendChange change, CancellationToken ct) =>
        new(change, await store.Get(SurveyCollections.Conversations, change.Friend.Id, ct), surveys, deeds, preferences, zone);
}
