namespace Bot.Hosting;

/// <summary>The folder the bot works on: where <c>surveys/</c>, <c>dialogs/</c>, <c>coupons/</c> and <c>appsettings.json</c> are.</summary>
internal static class BotRoot
{
    /// <summary>The nearest folder with surveys, looking upward from here; here when there is none.</summary>
    public static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            // By its exact name: where case does not count, Bot/Surveys is not the folder of the shop's surveys.
            if (folder.EnumerateDirectories("surveys").Any(inside => inside.Name is "surveys"))
            {
                return folder.FullName;
            }
        }

        return from;
    }
}
