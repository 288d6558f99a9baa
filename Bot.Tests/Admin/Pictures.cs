using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Bot.Tests.Admin;

/// <summary>
/// The pictures of <c>docs/images</c>: tests take them on their way and hold them against the kept ones. <c>UPDATE_IMAGES=1</c> keeps
/// what is taken.
/// </summary>
internal static partial class Pictures
{
    /// <summary>What a reader of the documents should have to load for one.</summary>
    public const int Heaviest = 250_000;

    private static readonly bool AreTakenAnew = Environment.GetEnvironmentVariable("UPDATE_IMAGES") is { Length: > 0 };

    /// <summary>Where they are kept.</summary>
    public static string Folder { get; } = Path.Combine(BotApplication.Repository, "docs", "images");

    /// <summary>The names of those that some test takes, as its source says.</summary>
    public static IReadOnlySet<string> Taken { get; } = (
        from file in Directory.EnumerateFiles(Path.Combine(BotApplication.Repository, "Bot.Tests", "Admin"), "*.cs")
        from take in Take().Matches(File.ReadAllText(file))
        from name in take.Groups["both"].Success ? new[] { take.Groups[1].Value, take.Groups[1].Value + "-phone" } : [take.Groups[1].Value]
        select name).ToHashSet();

    /// <summary>The name of a picture of a desk in Japanese, or of the phone in English beside it.</summary>
    public static string In(string language, string name) => language == "ja" ? name : name + "-phone";

    /// <summary>What the top of the page looks like once nothing on it moves.</summary>
    public static async Task<byte[]> Of(IPage page, PageScreenshotOptions? how = null)
    {
        await ConsoleBrowser.Quiet(page);
        await page.EvaluateAsync("scrollTo(0, 0)");
        how ??= new();
        how.Animations = ScreenshotAnimations.Disabled;
        how.Caret = ScreenshotCaret.Hide;
        return await page.ScreenshotAsync(how);
    }

    /// <summary>Takes this picture, and fails when it is not what is kept under the name.</summary>
    public static async Task Match(IPage page, string name, PageScreenshotOptions? how = null)
    {
        var kept = Path.Combine(Folder, name + ".png");
        var taken = await Of(page, how);
        if (AreTakenAnew)
        {
            await File.WriteAllBytesAsync(kept, taken);
        }

        Assert.True(File.Exists(kept), $"{kept} is missing: run with UPDATE_IMAGES=1.");
        Assert.True(taken.Length <= Heaviest, $"{name} has {taken.Length / 1000} kB.");
        var difference = await PictureDifference.Between(page.Context.Browser!, await File.ReadAllBytesAsync(kept), taken);
        if (difference.IsSeen)
        {
            var beside = Path.Combine(Path.GetTempPath(), name + ".png");
            await File.WriteAllBytesAsync(beside, taken);
            Assert.Fail($"docs/images/{name}.png does not show the page any more: {difference}. Compare with {beside}; UPDATE_IMAGES=1 takes it anew.");
        }
    }

    [GeneratedRegex("""Pictures\.Match\(\w+, (?<both>Pictures\.In\(language, )?"([a-z-]+)"\)?""")]
    private static partial Regex Take();
}
