using System.Security.Cryptography;
using System.Text;
using Bot.Definitions;

namespace Bot.Dialogs;

/// <summary>Answers to walk through by buttons, down and back up.</summary>
public sealed record Menu(string Id, IReadOnlyList<string> Words, MenuItem Top)
{
    /// <summary>Where it stands in its file.</summary>
    public Place Place { get; init; } = Place.Start;

    /// <summary>Changes when the tree does: a button of an older tree would lead elsewhere.</summary>
    public string Shape { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe(Top))))[..8];

    /// <summary>The item at this way down from the top; null: there is none.</summary>
    public MenuItem? At(IReadOnlyList<int> path)
    {
        var item = Top;
        foreach (var step in path)
        {
            if (step < 0 || step >= item.Items.Count)
            {
                return null;
            }

            item = item.Items[step];
        }

        return item;
    }

    private static string Describe(MenuItem item) => $"{item.Label}({string.Join(',', item.Items.Select(Describe))})";
}

/// <summary>One place of a menu: what is said there, and where one can go on.</summary>
public sealed record MenuItem(string Label, DialogAnswer Answer, IReadOnlyList<MenuItem> Items);
