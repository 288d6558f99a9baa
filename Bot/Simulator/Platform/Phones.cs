using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Simulator.Platform;

/// <summary>What came of something a person did on the phone.</summary>
internal abstract record ActOutcome
{
    private ActOutcome()
    {
    }

    /// <param name="Shown">What appeared in the chat.</param>
    public sealed record Done(params IReadOnlyList<ChatEntry> Shown) : ActOutcome
    {
        /// <summary>A page the phone opens.</summary>
        public string? Open { get; init; }

        /// <summary>What went to the clipboard.</summary>
        public string? Copied { get; init; }
    }

    /// <summary>A phone would not let one do that.</summary>
    public sealed record Refused(string Why) : ActOutcome;
}

/// <summary>Everything a person can do on the phone. Each act shows what it shows and posts the events LINE would.</summary>
internal sealed class Phones(LinePlatform platform)
{
    private static readonly ActOutcome BlockedNow = new ActOutcome.Refused("The account is blocked. Unblock it first.");

    public Person Add(string name, string? id, string? statusMessage)
    {
        lock (platform.Gate)
        {
            id ??= ReadyMadePeople.IdOf($"{name} {platform.People.Count}");
            if (platform.Find(id) is null)
            {
                platform.Record(new PersonAdded(id, name, statusMessage));
            }

            return platform.Find(id)!;
        }
    }

    /// <summary>Adds many people; with <paramref name="announce"/> each one's follow is posted to the bot.</summary>
    public IReadOnlyList<Person> AddCrowd(int count, bool friends, bool announce)
    {
        lock (platform.Gate)
        {
            var first = platform.People.Count;
            platform.Record(new CrowdAdded(count, friends && !announce));
            List<Person> added = [.. platform.People.Skip(first)];
            if (friends && announce)
            {
                added.ForEach(person => Follow(person));
            }

            return added;
        }
    }

    public ActOutcome Follow(Person person)
    {
        lock (platform.Gate)
        {
            if (person.Standing == Standing.Friend)
            {
                return new ActOutcome.Refused("Already a friend of the account.");
            }

            var (now, unblocked) = (platform.Now, person.EverFollowed);
            var note = Note(now, unblocked ? "unblocked" : "followed");
            var token = new IssuedReplyToken(Tokens.Reply(), person.Number, now);
            platform.Record(new Followed(person.Number, note, token));
            Post(person, "follow", now, token.Token, "follow", new JsonObject { ["isUnblocked"] = unblocked });
            return new ActOutcome.Done(note);
        }
    }

    public ActOutcome Block(Person person)
    {
        lock (platform.Gate)
        {
            if (person.Standing != Standing.Friend)
            {
                return new ActOutcome.Refused("Only a friend can block the account.");
            }

            var now = platform.Now;
            var note = Note(now, "blocked");
            platform.Record(new BlockedAccount(person.Number, note));
            Post(person, "unfollow", now, replyToken: null);
            return new ActOutcome.Done(note);
        }
    }

    public ActOutcome Say(Person person, string text) =>
        Send(person, seq => new JsonObject { ["type"] = "text", ["text"] = text, ["quoteToken"] = Tokens.Quote(seq) });

    public ActOutcome Sticker(Person person, string packageId, string stickerId) => Send(person, seq => new JsonObject
    {
        ["type"] = "sticker",
        ["packageId"] = packageId,
        ["stickerId"] = stickerId,
        ["stickerResourceType"] = "STATIC",
        ["keywords"] = new JsonArray("hello", "smile"),
        ["quoteToken"] = Tokens.Quote(seq),
    });

    public ActOutcome Location(Person person, string? title, string? address, double latitude, double longitude) => Send(person, _ => new JsonObject
    {
        ["type"] = "location",
        ["title"] = title,
        ["address"] = address,
        ["latitude"] = latitude,
        ["longitude"] = longitude,
    });

    public ActOutcome Picture(Person person, string mediaType, byte[] bytes) =>
        Media(person, "image", mediaType, bytes, readyAt: null, duration: null);

    /// <summary>Sends a <c>video</c> or <c>audio</c>; LINE needs a moment before it gives the bot the content.</summary>
    public ActOutcome Recording(Person person, string type, string mediaType, byte[] bytes, long duration) =>
        Media(person, type, mediaType, bytes, platform.Now.AddSeconds(platform.Settings.TranscodingSeconds), duration);

    private ActOutcome Media(Person person, string type, string mediaType, byte[] bytes, DateTimeOffset? readyAt, long? duration)
    {
        lock (platform.Gate)
        {
            var outcome = Send(person, seq =>
            {
                var message = new JsonObject { ["type"] = type, ["contentProvider"] = new JsonObject { ["type"] = "line" } };
                if (duration is { } milliseconds)
                {
                    message["duration"] = milliseconds;
                }

                if (type is not "audio")
                {
                    message["quoteToken"] = Tokens.Quote(seq);
                }

                return message;
            });
            if (outcome is ActOutcome.Done { Shown: [var entry] })
            {
                platform.Record(new ContentAdded(entry.Id, mediaType, bytes) { ReadyAt = readyAt });
            }

            return outcome;
        }
    }

    /// <summary>The person has watched a video of the bot to its end. The bot hears of it when it gave the video an id.</summary>
    public ActOutcome Watched(Person person, string messageId)
    {
        lock (platform.Gate)
        {
            if (person.Find(messageId) is not { FromBot: true } entry
                || entry.Message.Parse() is var message && Tap.Text(message, "type") != "video")
            {
                return new ActOutcome.Refused("There is no video of the account there.");
            }

            Count(person, entry.Seq, Interaction.Played);
            return Tap.Text(message, "trackingId") is { } trackingId
                ? Tell(person, "videoPlayComplete", "videoPlayComplete", new JsonObject { ["trackingId"] = trackingId })
                : new ActOutcome.Done();
        }
    }

    /// <summary>The person looks at the chat: what stands in it is seen.</summary>
    public void Read(Person person)
    {
        lock (platform.Gate)
        {
            foreach (var entry in person.Chat.Where(entry => entry.FromBot && entry.Seq > person.ReadUpTo).ToList())
            {
                Count(person, entry.Seq, Interaction.Seen);
            }

            person.ReadUpTo = LastSeq(person);
        }
    }

    /// <summary>Opens an address that stands in a text of the bot.</summary>
    public ActOutcome OpenLink(Person person, string messageId, string url)
    {
        lock (platform.Gate)
        {
            if (person.Find(messageId) is not { FromBot: true } entry || !MeasuredSend.UrlsOf(entry.Message.Parse()).Contains(url))
            {
                return new ActOutcome.Refused("There is no such address.");
            }

            Count(person, entry.Seq, Interaction.Clicked, url);
            return new ActOutcome.Done { Open = url };
        }
    }

    // LINE counts only what is of a broadcast, a narrowcast or a unit.
    private void Count(Person person, long seq, Interaction what, string? url = null)
    {
        var interacted = new Interacted(person.Number, seq, what, platform.Now, url);
        if (platform.Statistics.Counts(interacted))
        {
            platform.Record(interacted);
        }
    }

    /// <summary>The person's phone hears a LINE Beacon: <c>enter</c>, <c>banner</c> or <c>stay</c>.</summary>
    public ActOutcome Beacon(Person person, string hwid, string type, string? dm)
    {
        lock (platform.Gate)
        {
            var beacon = new JsonObject { ["hwid"] = hwid, ["type"] = type };
            if (dm is not null)
            {
                beacon["dm"] = dm;
            }

            return Tell(person, "beacon", "beacon", beacon);
        }
    }

    /// <summary>The person tied the LINE account to one at the shop's site. A failure names nobody and cannot be answered.</summary>
    public ActOutcome LinkAccount(Person person, string nonce, bool ok)
    {
        lock (platform.Gate)
        {
            var link = new JsonObject { ["result"] = ok ? "ok" : "failed", ["nonce"] = nonce };
            if (ok)
            {
                return Tell(person, "accountLink", "link", link);
            }

            var now = platform.Now;
            platform.Deliver?.Invoke(new PlatformEvent("accountLink", person.Number, UserId: null, now, Tokens.EventId(now), ReplyToken: null, "link", RawJson.Of(link)));
            return new ActOutcome.Done();
        }
    }

    // Something LINE notices by itself: nothing appears in the chat, and the bot may answer.
    private ActOutcome Tell(Person person, string type, string name, JsonObject body)
    {
        if (person.Standing == Standing.Blocked)
        {
            return BlockedNow;
        }

        var now = platform.Now;
        var token = new IssuedReplyToken(Tokens.Reply(), person.Number, now);
        platform.Record(new Noticed(token));
        Post(person, type, now, token.Token, name, body);
        return new ActOutcome.Done();
    }

    /// <summary>Sends a postback as a tap would, without a button.</summary>
    public ActOutcome Postback(Person person, string data, string? displayText, JsonObject? parameters)
    {
        lock (platform.Gate)
        {
            return person.Standing == Standing.Blocked ? BlockedNow : Postback(person, data, displayText, alsoSays: null, parameters, LastSeq(person));
        }
    }

    public ActOutcome Unsend(Person person, string messageId)
    {
        lock (platform.Gate)
        {
            if (person.Find(messageId) is not { Via: "friend", Unsent: false } entry)
            {
                return new ActOutcome.Refused("Only a message of one's own can be taken back.");
            }

            platform.Record(new Changed(person.Number, entry with { Unsent = true, Message = RawJson.Of(new JsonObject { ["type"] = "unsent" }) }, Token: null));
            Post(person, "unsend", platform.Now, replyToken: null, "unsend", new JsonObject { ["messageId"] = messageId });
            return new ActOutcome.Done();
        }
    }

    public ActOutcome Edit(Person person, string messageId, string text)
    {
        lock (platform.Gate)
        {
            if (person.Find(messageId) is not { Via: "friend", Unsent: false } entry || Tap.Text(entry.Message.Parse(), "type") != "text")
            {
                return new ActOutcome.Refused("Only a text of one's own can be changed.");
            }

            var now = platform.Now;
            var token = new IssuedReplyToken(Tokens.Reply(), person.Number, now);
            var message = new JsonObject { ["id"] = messageId, ["type"] = "text", ["text"] = text, ["quoteToken"] = Tokens.Quote(entry.Seq) };
            platform.Record(new Changed(person.Number, entry with { Edited = true, Message = RawJson.Of(message) }, token));
            Post(person, "messageEdited", now, token.Token, "message", message);
            return new ActOutcome.Done();
        }
    }

    /// <summary>
    /// Taps what is really on the screen, named by message and path. Where the action asks for a date or time,
    /// <paramref name="chosen"/> is what was picked.
    /// </summary>
    public ActOutcome TapAt(Person person, string messageId, string path, string? chosen)
    {
        lock (platform.Gate)
        {
            if (person.Standing == Standing.Blocked)
            {
                return BlockedNow;
            }

            if (person.Find(messageId) is not { } entry || Tap.At(entry.Message.Parse(), path) is not { } action)
            {
                return new ActOutcome.Refused("There is nothing to tap there.");
            }

            var isQuickReply = Tap.IsQuickReply(path);
            if (isQuickReply && person.ShowingQuickReplies?.Seq != entry.Seq)
            {
                return new ActOutcome.Refused("These quick replies are gone.");
            }

            if (Tap.Text(action, "type") == "uri")
            {
                Count(person, entry.Seq, Interaction.Clicked, Tap.UriOf(action));
            }

            return Do(person, action, chosen, isQuickReply ? entry.Seq : person.QuickRepliesGoneAt);
        }
    }

    /// <summary>Taps the button with this label: a quick reply if one shows, else the newest button above.</summary>
    public ActOutcome TapLabel(Person person, string label, string? chosen)
    {
        lock (platform.Gate)
        {
            for (var i = person.Chat.Count - 1; i >= 0; i--)
            {
                var entry = person.Chat[i];
                if (!entry.FromBot)
                {
                    continue;
                }

                foreach (var (path, found) in Tap.All(entry.Message.Parse()).OrderByDescending(tap => Tap.IsQuickReply(tap.Path)))
                {
                    if (found == label && (!Tap.IsQuickReply(path) || person.ShowingQuickReplies?.Seq == entry.Seq))
                    {
                        return TapAt(person, entry.Id, path, chosen);
                    }
                }
            }

            return new ActOutcome.Refused($"No button says \"{label}\".");
        }
    }

    private ActOutcome Do(Person person, JsonElement action, string? chosen, long quickRepliesGoneAt)
    {
        string Member(string name) => Tap.Text(action, name) ?? "";
        switch (Tap.Text(action, "type"))
        {
            case "message":
                return Send(person, TextMessage(Member("text")), quickRepliesGoneAt);
            case "postback":
                return Postback(person, Member("data"), Tap.Text(action, "displayText"), Tap.Text(action, "text"), parameters: null, quickRepliesGoneAt);
            case "datetimepicker":
                return Picked(Member("mode"), chosen, action) is { } parameters
                    ? Postback(person, Member("data"), displayText: null, alsoSays: null, parameters, quickRepliesGoneAt)
                    : new ActOutcome.Refused($"Choose a {Member("mode")} within the picker's limits, e.g. {ExampleOf(Member("mode"))}.");
            case "uri":
                return new ActOutcome.Done { Open = Tap.UriOf(action) };
            case "clipboard":
                return new ActOutcome.Done { Copied = Member("clipboardText") };
            case "location":
                return Location(person, "カレーの店", "東京都千代田区丸の内1-9-1", 35.6812, 139.7671);
            default:
                return new ActOutcome.Done { Open = Member("type") };
        }
    }

    private ActOutcome Postback(Person person, string data, string? displayText, string? alsoSays, JsonObject? parameters, long quickRepliesGoneAt)
    {
        var now = platform.Now;
        var token = new IssuedReplyToken(Tokens.Reply(), person.Number, now);
        ChatEntry[] shown = displayText is null ? [] : [OfFriend(now, TextMessage(displayText))];
        platform.Record(new Acted(person.Number, now, shown, [token], quickRepliesGoneAt));
        var postback = new JsonObject { ["data"] = data };
        if (parameters is not null)
        {
            postback["params"] = parameters.DeepClone();
        }

        Post(person, "postback", now, token.Token, "postback", postback);
        return alsoSays is null ? new ActOutcome.Done(shown) : Send(person, TextMessage(alsoSays), quickRepliesGoneAt);
    }

    private ActOutcome Send(Person person, Func<long, JsonObject> message)
    {
        lock (platform.Gate)
        {
            return Send(person, message, LastSeq(person));
        }
    }

    private ActOutcome Send(Person person, Func<long, JsonObject> message, long quickRepliesGoneAt)
    {
        if (person.Standing == Standing.Blocked)
        {
            return BlockedNow;
        }

        var now = platform.Now;
        var token = new IssuedReplyToken(Tokens.Reply(), person.Number, now);
        var entry = OfFriend(now, message);
        platform.Record(new Acted(person.Number, now, [entry], [token], quickRepliesGoneAt));
        Post(person, "message", now, token.Token, "message", entry.Message);
        return new ActOutcome.Done(entry);
    }

    private static Func<long, JsonObject> TextMessage(string text) =>
        seq => new JsonObject { ["type"] = "text", ["text"] = text, ["quoteToken"] = Tokens.Quote(seq) };

    private ChatEntry OfFriend(DateTimeOffset at, Func<long, JsonObject> message)
    {
        var seq = platform.NextSeq();
        var body = message(seq);
        body["id"] = ChatEntry.IdOf(seq);
        body["markAsReadToken"] = "mr-" + Tokens.Quote(seq);
        return new ChatEntry { Seq = seq, At = at, Via = "friend", Message = RawJson.Of(body) };
    }

    private ChatEntry Note(DateTimeOffset at, string what) =>
        new() { Seq = platform.NextSeq(), At = at, Via = "note", Message = RawJson.Of(new JsonObject { ["type"] = what }) };

    private static long LastSeq(Person person) => person.Chat is [.., var last] ? last.Seq : 0;

    private void Post(Person person, string type, DateTimeOffset at, string? replyToken, string? name = null, JsonObject? body = null) =>
        Post(person, type, at, replyToken, name, body is null ? null : RawJson.Of(body));

    private void Post(Person person, string type, DateTimeOffset at, string? replyToken, string? name, RawJson? body) =>
        platform.Deliver?.Invoke(new PlatformEvent(type, person.Number, person.Id, at, Tokens.EventId(at), replyToken, name, body));

    private static JsonObject? Picked(string mode, string? chosen, JsonElement action)
    {
        var format = mode switch { "date" => "yyyy-MM-dd", "time" => "HH:mm", _ => "yyyy-MM-ddTHH:mm" };
        if (!DateTime.TryParseExact(chosen?.Replace('t', 'T'), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        // The formats sort as they read, so text comparison is comparison in time.
        var text = time.ToString(format, CultureInfo.InvariantCulture);
        var tooEarly = Tap.Text(action, "min") is { } min && string.CompareOrdinal(text, min.Replace('t', 'T')) < 0;
        var tooLate = Tap.Text(action, "max") is { } max && string.CompareOrdinal(text, max.Replace('t', 'T')) > 0;
        return tooEarly || tooLate ? null : new JsonObject { [mode] = text };
    }

    private static string ExampleOf(string mode) => mode switch { "date" => "2026-11-21", "time" => "18:30", _ => "2026-11-21T18:30" };
}
