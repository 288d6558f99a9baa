using System.ComponentModel.DataAnnotations;

namespace Bot.Definitions;

/// <summary>Where the definition folders are; section <c>Definitions</c> of the configuration.</summary>
public sealed class DefinitionsOptions : IValidatableObject
{
    /// <summary>The folder that holds <c>surveys/</c>, <c>dialogs/</c> and <c>coupons/</c>. Default: the nearest one upward.</summary>
    public string? Root { get; set; }

    /// <summary>The root as an absolute path: as configured, or the nearest folder upward that holds <c>surveys/</c>.</summary>
    public string FullRoot => Path.GetFullPath(
        string.IsNullOrEmpty(Root) ? Nearest(Directory.GetCurrentDirectory()) ?? Nearest(AppContext.BaseDirectory) ?? "." : Root);

    /// <summary>Refuses a root that is no folder.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Directory.Exists(FullRoot))
        {
            yield return new($"Definitions:Root '{Root}' is not a folder.", [nameof(Root)]);
        }
    }

    /// <summary>The nearest folder with surveys, looking upward from here; null when there is none.</summary>
    internal static string? Nearest(string? folder)
    {
        // By its exact name: where case does not count, Bot/Surveys is not the folder of the shop's surveys.
        while (folder is not null && !Directory.EnumerateDirectories(folder).Any(inside => Path.GetFileName(inside) is "surveys"))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
