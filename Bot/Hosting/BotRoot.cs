using Bot.Definitions;

namespace Bot.Hosting;

/// <summary>The folder the bot works on: where <c>surveys/</c>, <c>dialogs/</c>, <c>coupons/</c> and <c>appsettings.json</c> are.</summary>
internal static class BotRoot
{
    /// <summary>The nearest folder with surveys, looking upward from here; here when there is none.</summary>
    public static string Find(string from) => DefinitionsOptions.Nearest(from) ?? from;
}
