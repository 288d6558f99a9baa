using System.Text.RegularExpressions;
using Bot.Simulator;
using Bot.Tests.Simulator;

namespace Bot.Tests.Journeys;

/// <summary>What friends often do, in a word.</summary>
internal static partial class Visit
{
    /// <summary>Noon in Tokyo on a Friday: nothing is quiet.</summary>
    public static readonly DateTimeOffset Noon = new(2027, 1, 15, 3, 0, 0, TimeSpan.Zero);

    /// <summary>The product with its clock at <see cref="Noon"/>.</summary>
    public static BotApplication AtNoon(Dictionary<string, string>? settings = null, TestStore? store = null)
    {
        var bot = new BotApplication(settings, store);
        bot.Clock.SetTo(Noon);
        return bot;
    }

    /// <summary>Moves the clock to a time in Tokyo on a day after <see cref="Noon"/>'s.</summary>
    public static void SetToTokyo(this SimulatedClock clock, int day, int hour, int minute = 0) =>
        clock.SetTo(new DateTimeOffset(2027, 1, day, hour, minute, 0, TimeSpan.FromHours(9)));

    /// <summary>Begins a survey by its keyword, agrees, and taps these answers; returns what the bot said to the last.</summary>
    public static async Task<IReadOnlyList<ShownMessage>> Takes(this SimulatedPhone phone, string keyword, params string[] answers)
    {
        await phone.Ask(keyword);
        var said = await phone.Choose("同意してはじめる");
        foreach (var answer in answers)
        {
            said = await phone.Choose(answer);
        }

        return said;
    }

    /// <summary>A new friend who likes curry like this, with the whole survey answered.</summary>
    public static async Task<SimulatedPhone> FriendWhoLikes(this BotApplication bot, string spice, string name = "テスト 花子")
    {
        var friend = await bot.Friend(name);
        await friend.Takes("辛さ", spice is "辛口" or "大辛" ? [spice, "チーズ", "はじめて", "スキップ"] : [spice, "はじめて", "スキップ"]);
        return friend;
    }

    /// <summary>The code that stands on a coupon's card.</summary>
    public static string CodeOn(ShownMessage card) => Code().Match(card.Json.GetRawText()) is { Success: true } found
        ? found.Value
        : throw new InvalidOperationException("No code stands on the card.");

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Code();
}
