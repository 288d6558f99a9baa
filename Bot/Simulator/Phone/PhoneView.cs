using System.Text.Json;
using Bot.Line;
using Bot.Simulator.Platform;

namespace Bot.Simulator.Phone;

/// <summary>A person as the phone page lists them.</summary>
internal sealed record PersonView(
    string Id, string Name, string? StatusMessage, Standing Standing, int Unread, DateTimeOffset? LoadingUntil, LastLine? Last)
{
    public static PersonView Of(Person person) => new(
        person.Id, person.Name, person.StatusMessage, person.Standing, person.Unread, person.LoadingUntil,
        person.Chat is [.., var last] ? LastLine.Of(last) : null);
}

/// <summary>The newest thing in a chat, in one line.</summary>
internal sealed record LastLine(DateTimeOffset At, string Via, string Text)
{
    private const int Length = 60;

    public static LastLine Of(ChatEntry entry)
    {
        var message = entry.Message.Parse();
        var text = Tap.Text(message, "type") switch
        {
            "text" => Tap.Text(message, "text") ?? "",
            "textV2" => Spoken(Tap.Text(message, "text") ?? ""),
            "template" or "flex" or "imagemap" => Tap.Text(message, "altText") ?? "",
            "sticker" => "スタンプ",
            "image" => "写真",
            "video" => "動画",
            "audio" => "音声",
            "coupon" => "クーポン",
            "location" => "位置情報",
            "unsent" => "メッセージの送信を取り消しました",
            "followed" => "友だち追加しました",
            "unblocked" => "ブロックを解除しました",
            "blocked" => "ブロックしました",
            var other => other ?? "",
        };
        return new(entry.At, entry.Via, text.Length <= Length ? text : string.Concat(text.AsSpan(0, Length), "…"));
    }

    // Emojis and names are pictures and people: a line has room for neither.
    private static string Spoken(string text) => string.Concat(TextV2.Parts(text).OfType<TextV2Part.Words>().Select(words => words.Text));
}

/// <summary>One bubble or note of a chat.</summary>
internal sealed record EntryView(string Id, long Seq, DateTimeOffset At, string Via, RawJson Message, bool? Edited, bool? Unsent)
{
    public static EntryView Of(ChatEntry entry) =>
        new(entry.Id, entry.Seq, entry.At, entry.Via, entry.Message, entry.Edited ? true : null, entry.Unsent ? true : null);
}

/// <summary>A quick reply that stands above the keyboard now.</summary>
internal sealed record QuickReplyView(string MessageId, string Action, string Label);

/// <summary>A phone's screen.</summary>
internal sealed record ChatView(PersonView User, IReadOnlyList<EntryView> Entries, IReadOnlyList<QuickReplyView> QuickReplies)
{
    public static ChatView Of(Person person, long after) => new(
        PersonView.Of(person),
        [.. person.Chat.Where(entry => entry.Seq > after).Select(EntryView.Of)],
        person.ShowingQuickReplies is { } entry
            ? [.. Tap.All(entry.Message.Parse().GetProperty("quickReply"), "quickReply").Select(tap => new QuickReplyView(entry.Id, tap.Path, tap.Label))]
            : []);
}

/// <summary>What came of an act on a phone.</summary>
internal sealed record ActView(IReadOnlyList<EntryView> Shown, string? Open, string? Copied)
{
    public static ActView Of(ActOutcome.Done done) => new([.. done.Shown.Select(EntryView.Of)], done.Open, done.Copied);
}

/// <summary>A call with its bodies, as text.</summary>
internal sealed record CallView(Call Call, string Request, string Response)
{
    public static CallView Of(Call call) => new(call, Readable(call.Request), Readable(call.Response));

    private static string Readable(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? "" : JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(body.Span), Indented);
        }
        catch (JsonException)
        {
            return System.Text.Encoding.UTF8.GetString(body.Span);
        }
    }

    private static readonly JsonSerializerOptions Indented = new(SimulatorJson.Readable) { WriteIndented = true };
}
