using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Transcripts;

/// <summary>
/// Plays the friend's lines of a transcript against the real reactions and writes down what really happens.
/// <list type="bullet">
/// <item><c>&gt; 辛さ</c> the friend writes (<c>\n</c> is a line break); <c>&gt; [甘口]</c> taps that button, the newest of
/// this label (a star or a picture without one: of these words), <c>&gt; [選ぶ] 2</c> the second of this label in its message, <c>&gt; [選ぶ] 1
/// before</c> that of the message before the newest that has it; <c>&gt; [日付を選ぶ 2026-12-24]</c> picks a day; <c>&gt; (sticker)</c>,
/// <c>(photo)</c>, <c>(video)</c>, <c>(location 東京都…)</c> sends one; <c>&gt; (unsend)</c> takes the message back that was sent last;
/// <c>&gt; (follow)</c> follows, <c>(unfollow)</c> blocks; <c>&gt; (survey churn)</c>: staff begin that survey with the friend.</item>
/// <item><c>@ +25h</c> (or m, d) moves the clock; <c>@ 2028-02-29 23:59</c> sets it, in Tokyo.</item>
/// <item><c>#</c> is a comment. All other lines are what happens: <c>&lt;</c> the bot says (<c>&lt;&lt;</c> by push), <c>[…]</c> its buttons,
/// <c>+</c> and <c>-</c> tags, <c>=</c> attributes, <c>*</c> the friend's timeline.</item>
/// </list>
/// </summary>
public sealed partial class TranscriptPlayer(TranscriptStage stage, string friendId = TranscriptPlayer.SomeFriend)
{
    /// <summary>The friend of a transcript that names none.</summary>
    public const string SomeFriend = "U00000000000000000000000000000001";

    private readonly List<Message> _heard = [];
    private readonly List<PlayedTurn> _played = [];
    private readonly HashSet<string> _pushed = [];
    private int _events;
    private int _sent;

    /// <summary>What was done so far and what came of it, for those who would rather see it than read it.</summary>
    internal IReadOnlyList<PlayedTurn> Played => _played;

    /// <summary>The transcript as it really goes; equal to the text given when all is well.</summary>
    public async Task<string> Play(string transcript, CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var line in transcript.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            switch (line)
            {
                case ['#', ..]:
                    lines.Add(line);
                    break;
                case ['@', ..]:
                    lines.Add(line);
                    Move(line[1..].Trim());
                    lines.AddRange(await Pushed(line, ct));
                    break;
                case ['>', ..]:
                    lines.Add(line);
                    lines.AddRange(await Turn(line[1..].Trim(), ct));
                    break;
            }
        }

        return string.Join('\n', lines).TrimEnd('\n') + "\n";
    }

    private void Move(string to)
    {
        var clock = stage.Clock;
        if (to is ['+', .. var number, var unit] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            clock.Now += unit switch { 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) };
        }
        else if (DateTime.TryParseExact(to, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            clock.Now = new DateTimeOffset(time, TranscriptStage.Zone.GetUtcOffset(time));
        }
    }

    // What the bot says of its own accord once the clock has moved.
    private async Task<IReadOnlyList<string>> Pushed(string line, CancellationToken ct)
    {
        await stage.DoDue(ct);
        var lines = new List<string>();
        var said = new List<Message>();
        await foreach (var stored in stage.Store.Everything(new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Everything), ct))
        {
            if (_pushed.Add(stored.Value.Id) && stored.Value.Messages is { } messages)
            {
                _heard.AddRange(messages);
                said.AddRange(messages);
                lines.AddRange(messages.SelectMany(Say).Select(line => line.StartsWith("< ", StringComparison.Ordinal) ? "<" + line : line));
                lines.Add("");
            }
        }

        _played.Add(new(line, stage.Clock.Now, said, []));
        return lines;
    }

    /// <summary>What happens when the friend does this, a line each.</summary>
    internal async Task<IReadOnlyList<string>> Turn(string said, CancellationToken ct)
    {
        if (SurveyBegun().Match(said) is { Success: true } begun)
        {
            var starter = stage.Services.GetRequiredService<SurveyStarter>();
            return await starter.Begin(friendId, begun.Groups[1].Value, FactSource.Staff("transcript"), ct) is StartResult.Sent
                ? await Pushed($"> {said}", ct)
                : ["! it cannot be begun with this friend"];
        }

        if (Event(said) is not { } happened)
        {
            _played.Add(new($"> {said}", stage.Clock.Now, [], []) { IsMissed = true });
            return ["! there is no such button"];
        }

        stage.Clock.Now += TimeSpan.FromSeconds(1);
        var stored = await stage.Store.Get(FriendCollections.Friends, friendId, ct);
        using var turn = new Turn(happened, stored?.Value ?? Friend.FirstSeen(friendId, stage.Clock.Now), stage.Clock.Now, TranscriptStage.Zone);
        var answered = false;
        foreach (var reaction in stage.Reactions)
        {
            if (answered = await reaction.React(turn, ct))
            {
                break;
            }
        }

        turn.Commit.Put(FriendCollections.Friends, turn.Friend, stored?.Version ?? 0);
        foreach (var entry in turn.Recorded)
        {
            turn.Commit.Insert(FriendCollections.Timeline, entry);
        }

        var committed = await stage.Store.Commit(turn.Commit, ct);
        _heard.AddRange(turn.Said);
        _played.Add(new($"> {said}", stage.Clock.Now, [.. turn.Said], [.. turn.Recorded]) { IsUnanswered = !answered });
        return
        [
            .. answered ? Array.Empty<string>() : ["  (no answer)"],
            .. committed is CommitResult.Committed ? Array.Empty<string>() : [$"! not written: {committed}"],
            .. turn.Said.SelectMany(Say),
            .. turn.Recorded.Select(Happened),
            .. turn.Said.Chunk(LineLimits.Messages).SelectMany(LineLimits.Check).Select(violation => $"! LINE would refuse {violation}"),
            "",
        ];
    }

    private WebhookEvent? Event(string said)
    {
        var id = $"01TRANSCRIPT{++_events:D14}";
        var at = stage.Clock.Now.ToUnixTimeMilliseconds();
        var source = new EventSource("user", friendId);
        switch (said)
        {
            case ['[', ..] when Tapped().Match(said) is { Success: true, Groups: var tapped }:
                return Tap(tapped["button"].Value, Number(tapped["which"]), Number(tapped["before"]) ?? 0, id, at, source);
            case "(follow)":
                return new FollowEvent { Type = "follow", WebhookEventId = id, Timestamp = at, Source = source };
            case "(unsend)":
                return new UnsendEvent(new UnsentMessage($"{_sent}")) { Type = "unsend", WebhookEventId = id, Timestamp = at, Source = source };
            case "(unfollow)":
                return new UnfollowEvent { Type = "unfollow", WebhookEventId = id, Timestamp = at, Source = source };
            default:
                _sent = _events;
                return new MessageEvent(Sent(said)) { Type = "message", WebhookEventId = id, Timestamp = at, Source = source };
        }
    }

    private ReceivedMessage Sent(string said) => said switch
    {
        "(sticker)" => new ReceivedSticker("446", "1988") { Type = "sticker", Id = $"{_events}" },
        "(photo)" => new ReceivedMedia { Type = "image", Id = $"{_events}" },
        "(video)" => new ReceivedMedia { Type = "video", Id = $"{_events}" },
        ['(', 'l', 'o', 'c', 'a', 't', 'i', 'o', 'n', ' ', .. var address, ')'] => new ReceivedLocation(35.681236, 139.767125) { Type = "location", Id = $"{_events}", Address = address },
        _ => new ReceivedText(said.Replace("\\n", "\n", StringComparison.Ordinal)) { Type = "text", Id = $"{_events}" },
    };

    // The newest button of this label, or of a message so many before; the last in its message, or that one; behind a picker's stands what is picked.
    private WebhookEvent? Tap(string button, int? which, int before, string id, long at, EventSource source)
    {
        var meant = _heard.AsEnumerable().Reverse()
            .Select(message => Buttons.Of(message).Where(action => Buttons.Name(action) == button || (action is DatetimePickerAction && button.StartsWith(Buttons.Name(action) + " ", StringComparison.Ordinal))).ToList())
            .Where(found => found.Count > 0)
            .ElementAtOrDefault(before) ?? [];
        var action = which is { } one ? meant.ElementAtOrDefault(one - 1) : meant.LastOrDefault();
        return action switch
        {
            PostbackAction tapped => Answered(new Postback(tapped.Data)),
            DatetimePickerAction picked => Answered(new Postback(picked.Data) { Params = Picked(picked, button[Math.Min(button.Length, Buttons.Name(picked).Length + 1)..]) }),
            MessageAction says => new MessageEvent(Sent(says.Text)) { Type = "message", WebhookEventId = id, Timestamp = at, Source = source },
            _ => null,
        };

        PostbackEvent Answered(Postback postback) => new(postback) { Type = "postback", WebhookEventId = id, Timestamp = at, Source = source };
    }

    private static int? Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static PostbackParams Picked(DatetimePickerAction picker, string what) => picker.Mode switch
    {
        "time" => new PostbackParams { Time = what },
        "datetime" => new PostbackParams { Datetime = what.Replace(' ', 'T') },
        _ => new PostbackParams { Date = what },
    };

    private static IEnumerable<string> Say(Message message)
    {
        var words = message switch
        {
            TextMessage text => Receipt().Replace(text.Text, "受付番号: …"),
            TemplateMessage { Template: ButtonsTemplate card } => card.Title is { } title ? $"{title}\n{card.Text}" : card.Text,
            TemplateMessage { Template: ConfirmTemplate confirm } => confirm.Text,
            TemplateMessage { Template: CarouselTemplate cards } => string.Join('\n', cards.Columns.Select(card => $"({card.Title ?? card.Text})")),
            TemplateMessage template => $"({template.AltText})",
            FlexMessage flex => $"({flex.AltText})",
            LocationMessage place => $"({place.Title})",
            _ => $"({message.GetType().Name})",
        };
        foreach (var line in words.Split('\n'))
        {
            yield return $"< {line}".TrimEnd();
        }

        if (Buttons.Shown(message).ToList() is { Count: > 0 } buttons)
        {
            yield return "  " + string.Join(' ', buttons.Select(action => $"[{action.Label}]"));
        }
    }

    [GeneratedRegex(@"^\[(?<button>.+)\](?: (?<which>[1-9][0-9]?))?(?: (?<before>[1-9][0-9]?) before)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Tapped();

    [GeneratedRegex(@"^\(survey (\S+)\)\z")]
    private static partial Regex SurveyBegun();

    // Another each time.
    [GeneratedRegex("受付番号: [0-9a-f]{32}")]
    private static partial Regex Receipt();

    private static string Happened(TimelineEntry entry) => entry.Kind switch
    {
        TimelineKind.TagAdded => $"+ {entry.Subject}",
        TimelineKind.TagRemoved => $"- {entry.Subject}",
        TimelineKind.AttributeSet => $"= {entry.Subject}: {entry.Detail}",
        TimelineKind.AttributeRemoved => $"= {entry.Subject}:",
        TimelineKind.Answered => $"* answered {entry.Subject}: {entry.Detail?.ReplaceLineEndings(" ")}",
        // A coupon's code is another each time.
        TimelineKind.CouponIssued => $"* coupon {entry.Subject}",
        TimelineKind.StaffTold => $"* staff told of {entry.Subject}: {entry.Detail?.ReplaceLineEndings(" ")}",
        TimelineKind.CouponNotGiven => $"* coupon {entry.Subject} not given: {entry.Reason}",
        _ => $"* {ShapedName(entry.Kind)} {entry.Subject}".TrimEnd(),
    };

    private static string ShapedName(TimelineKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()).Replace('-', ' ');
}

/// <summary>A line of a transcript as it was played: when it was done, what the bot said to it, and what it says of the friend.</summary>
public sealed record PlayedTurn(string Line, DateTimeOffset At, IReadOnlyList<Message> Said, IReadOnlyList<TimelineEntry> Happened)
{
    /// <summary>Whether nothing of the bot answered.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>Whether there is no such button.</summary>
    public bool IsMissed { get; init; }
}
