using Bot.Access;
using Microsoft.AspNetCore.Components;

namespace Bot.Admin;

/// <summary>What every page and part of the console can say: <c>@L("友だち", "Friends")</c>, numbers and times.</summary>
public abstract class ConsoleComponent : ComponentBase
{
    /// <summary>Who reads the page; never null once the page is drawn.</summary>
    [Inject]
    protected Reader Reader { get; set; } = null!;

    /// <summary>An address with its query; what is null or empty is left out.</summary>
    protected static string Url(string path, params IEnumerable<(string Name, string? Value)> query) =>
        path + QueryString.Create(query.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value)));

    /// <summary>Whether the reader may do this. Forms and links that need more than looking stand behind it.</summary>
    protected bool May(Permission permission) => Reader.May(permission);

    /// <summary>The text in the reader's language.</summary>
    protected string L(string japanese, string english) => Reader.Say(japanese, english);
}
