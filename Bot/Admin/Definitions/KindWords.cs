namespace Bot.Admin.Definitions;

/// <summary>The kinds of definitions in people's words.</summary>
internal static class KindWords
{
    public static string Name(string kind, Reader reader) => kind switch
    {
        "surveys" => reader.Say("アンケート", "Surveys"),
        "dialogs" => reader.Say("あいさつ・自動応答", "Greetings and replies"),
        _ => reader.Say("クーポンの設定", "Coupon files"),
    };

    /// <summary>The place in the navigation.</summary>
    public static string Place(string kind) => kind == "coupons" ? "coupons" : "surveys";
}
