using System.Text;
using Bot.Coupons;
using Bot.Dialogs;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Surveys;
using Bot.Tests.Friends;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Dialogs;

/// <summary>
/// Whole chats with the sample shop, as friends see them. In a file of <c>Golden/</c>, <c>@</c> moves the clock, <c>&gt;</c> is what the friend
/// writes, <c>*</c> the button they tap, <c>!</c> something else they do; the rest is what the bot says. With UPDATE_GOLDEN set the files are written anew.
/// </summary>
public class GoldenTests
{
    private const string Hana = "U11111111111111111111111111111111";

    private static readonly string Folder = Path.Combine(Chat.Samples, "Bot.Tests", "Dialogs", "Golden");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_chat_goes_as_written(string file)
    {
        var path = Path.Combine(Folder, file);
        var written = await File.ReadAllTextAsync(path);

        var played = await Play(written);

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is not null)
        {
            await File.WriteAllTextAsync(path, played);
        }

        Assert.Equal(written, played);
    }

    private static async Task<string> Play(string written)
    {
        using var chat = new Chat(
            services => services.AddSingleton<Collection>(OutboxCollections.Messages).AddFriends().AddInbox().AddRequestsOfFriends().AddCoupons().AddSurveys().AddDialogs(),
            [.. Chat.SampleFiles("coupons"), .. Chat.SampleFiles("surveys"), .. Chat.SampleFiles("dialogs")]);
        var played = new StringBuilder();
        IReadOnlyList<Message> said = [];
        foreach (var line in written.Split('\n').Where(line => line is ['@' or '>' or '*' or '!' or '#', ' ', ..]))
        {
            played.Append(line).Append('\n');
            var rest = line[2..];
            switch (line[0])
            {
                case '@':
                    chat.Clock.MoveTo(rest + "+09:00");
                    continue;
                case '#':
                    continue;
                case '>':
                    said = await chat.Write(Hana, rest);
                    break;
                case '*':
                    said = Action(said, rest) switch
                    {
                        PostbackAction postback => await chat.Tap(Hana, postback.Data),
                        MessageAction message => await chat.Write(Hana, message.Text),
                        var other => throw new InvalidOperationException($"{other} is no button for a transcript."),
                    };
                    break;
                default:
                    said = await Do(chat, rest);
                    break;
            }

            foreach (var message in said)
            {
                played.Append(Show(message)).Append('\n');
            }

            played.Append('\n');
        }

        return played.ToString();
    }

    private static Task<IReadOnlyList<Message>> Do(Chat chat, string what) => what switch
    {
        "follow" => chat.Follow(Hana),
        "block" => chat.Block(Hana),
        "unblock" => chat.Follow(Hana, unblocked: true),
        "photo" => chat.Send(Hana, new ReceivedMedia { Type = "image", Id = "photo" }),
        "sticker" => chat.Send(Hana, new ReceivedSticker("1", "2") { Type = "sticker", Id = "sticker" }),
        "place" => chat.Send(Hana, new ReceivedLocation(35, 139) { Type = "location", Id = "place" }),
        _ => throw new InvalidOperationException($"Nobody can '{what}'."),
    };

    private static LineAction Action(IReadOnlyList<Message> said, string label) =>
        said.SelectMany(Actions).LastOrDefault(action => action.Label == label) ?? throw new InvalidOperationException($"There is no button '{label}'.");

    private static IEnumerable<LineAction> Actions(Message message) => (message switch
    {
        TemplateMessage { Template: ButtonsTemplate buttons } => buttons.Actions,
        TemplateMessage { Template: ConfirmTemplate confirm } => confirm.Actions,
        TemplateMessage { Template: CarouselTemplate carousel } => carousel.Columns.SelectMany(column => column.Actions),
        _ => [],
    }).Concat(message.QuickReply?.Items.Select(item => item.Action) ?? []);

    private static string Show(Message message)
    {
        var words = message switch
        {
            TextMessage text => Number().Replace(text.Text, "受付番号: …"),
            LocationMessage place => $"[{place.Title}]",
            TemplateMessage { Template: ConfirmTemplate confirm } => confirm.Text,
            TemplateMessage { Template: ButtonsTemplate card } => $"{card.Title}: {card.Text}",
            TemplateMessage template => $"[{template.AltText}]",
            FlexMessage flex => $"[{flex.AltText}]",
            _ => $"[{LineJson.ToElement([message])[0].GetProperty("type").GetString()}]",
        };
        var buttons = string.Concat(Actions(message).Select(action => $" ({action.Label})"));
        return "  " + words.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal) + (buttons.Length == 0 ? "" : "\n " + buttons);
    }

    private static System.Text.RegularExpressions.Regex Number() => new("受付番号: [0-9a-f]{32}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
