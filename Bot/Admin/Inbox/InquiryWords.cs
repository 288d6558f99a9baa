using Bot.Admin.Friends;
using Bot.Inbox;

namespace Bot.Admin.Inbox;

/// <summary>What a friend said, in a line.</summary>
internal static class InquiryWords
{
    public static string Say(InquiryEntry entry, Reader reader) =>
        entry.TakenBack ? reader.Say("(取り消されました)", "(taken back)") : FriendWords.Sent(reader, entry.Type, entry.Text);
}
