using System.Globalization;

namespace Bot.Dialogs;

/// <summary>What the buttons of dialogs send. LINE takes 300 characters.</summary>
internal abstract record DialogPostback
{
    private const string Everything = "*";

    private DialogPostback()
    {
    }

    /// <summary><c>menu=shop/1f2e3d4c/0.2</c>: this place of this menu, if it still has this shape.</summary>
    public sealed record ToMenu(string MenuId, string Shape, IReadOnlyList<int> Path) : DialogPostback;

    /// <summary><c>meant=営業時間</c>: of several keywords, this one was meant.</summary>
    public sealed record Meant(string Label) : DialogPostback;

    /// <summary><c>topic=stop/新商品</c>, <c>topic=resume/*</c>: hear no more, or again, of a topic or (null) everything.</summary>
    public sealed record Topic(bool Stop, string? Name) : DialogPostback;

    /// <summary><c>erase=1763690000</c>: yes, erase everything; asked for at this moment.</summary>
    public sealed record Erase(DateTimeOffset AskedAt) : DialogPostback;

    /// <summary><c>erase=no</c>: rather not.</summary>
    public sealed record KeepData : DialogPostback;

    /// <summary>The data of a button.</summary>
    public string Write() => this switch
    {
        ToMenu(var menu, var shape, var path) => $"menu={menu}/{shape}/{string.Join('.', path)}",
        Meant(var label) => $"meant={label}",
        Topic(var stop, var name) => $"topic={(stop ? "stop" : "resume")}/{name ?? Everything}",
        Erase(var at) => $"erase={at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}",
        _ => "erase=no",
    };

    /// <summary>Null when the data is another's, or broken.</summary>
    public static DialogPostback? Read(string data) => data.Split('=', 2) switch
    {
        ["menu", var where] when where.Split('/') is [var menu, var shape, var path] && Steps(path) is { } steps => new ToMenu(menu, shape, steps),
        ["meant", { Length: > 0 } label] => new Meant(label),
        ["topic", var topic] when topic.Split('/', 2) is ["stop" or "resume", { Length: > 0 } name] parts => new Topic(parts[0] == "stop", name == Everything ? null : name),
        ["erase", "no"] => new KeepData(),
        ["erase", var at] when long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800 => new Erase(DateTimeOffset.FromUnixTimeSeconds(seconds)),
        _ => null,
    };

    private static List<int>? Steps(string path)
    {
        if (path.Length == 0)
        {
            return [];
        }

        var steps = new List<int>();
        foreach (var part in path.Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
            {
                return null;
            }

            steps.Add(step);
        }

        return steps;
    }
}
