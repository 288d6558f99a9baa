using Bot.Inbox;

namespace Bot.Admin.Inbox;

/// <summary>What a friend said, in a line.</summary>
internal static class InquiryWords
{
    public static string Say(InquiryEntry entry, Reader reader) => entry switch
    {
        { TakenBack: true } => reader.Say("(取り消されました)", "(taken back)"),
        { Text: { Length: > 0 } text } => text,
        _ => $"({entry.Type})",
    };
}
