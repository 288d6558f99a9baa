using Bot.Definitions;

namespace Bot.Admin.Definitions;

/// <summary>The kinds of definitions in people's words.</summary>
internal static class KindWords
{
    public static string Name(string kind, Reader reader) => kind switch
    {
        "surveys" => reader.Say("アンケート", "Surveys"),
        "dialogs" => reader.Say("メニュー・応答", "Menus and replies"),
        _ => reader.Say("クーポンの設定", "Coupon files"),
    };

    /// <summary>The place in the navigation.</summary>
    public static string Place(string kind) => kind;

    /// <summary>Who published a version: a person, a key, or a folder of files on a server, whose path is nobody's concern.</summary>
    public static string Publisher(string? by, Reader reader) =>
        by is not null && WatchedFolder.IsName(by) ? reader.Say("サーバーのファイル", "Files on the server") : reader.Who(by);
}
