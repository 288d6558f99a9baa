using Bot.Access;

namespace Bot.Admin.People;

/// <summary>How the console says what people are and may do.</summary>
internal static class PeopleWords
{
    public static string Say(Role role, Reader reader) => role switch
    {
        Role.Owner => reader.Say("オーナー", "Owner"),
        Role.Marketer => reader.Say("マーケター", "Marketer"),
        Role.Staff => reader.Say("スタッフ", "Staff"),
        _ => reader.Say("閲覧のみ", "Viewer"),
    };

    public static string Explain(Role role, Reader reader) => role switch
    {
        Role.Owner => reader.Say("すべて。スタッフの招待、設定、友だちのデータの消去も", "Everything, also inviting people, settings and erasing friends"),
        Role.Marketer => reader.Say("セグメント、キャンペーン、クーポンを作り、結果を見る", "Segments, campaigns, coupons, and their results"),
        Role.Staff => reader.Say("アンケートを作り、友だちに返事をし、クーポンを使用済みにする", "Surveys, answering friends, redeeming coupons"),
        _ => reader.Say("見るだけ", "Looks only"),
    };

    public static string Say(Permission permission, Reader reader) => permission switch
    {
        Permission.Look => reader.Say("見る", "Look"),
        Permission.Friends => reader.Say("友だちのタグと情報", "Friends' tags and facts"),
        Permission.Answer => reader.Say("受信箱への返事", "Answer the inbox"),
        Permission.Redeem => reader.Say("クーポンの使用", "Redeem coupons"),
        Permission.Surveys => reader.Say("アンケートと応答", "Surveys and dialogs"),
        Permission.Segments => reader.Say("セグメント", "Segments"),
        Permission.Campaigns => reader.Say("キャンペーン", "Campaigns"),
        Permission.Coupons => reader.Say("クーポン", "Coupons"),
        Permission.Erase => reader.Say("友だちの消去", "Erase friends"),
        Permission.People => reader.Say("スタッフとキー", "People and keys"),
        _ => reader.Say("設定", "Settings"),
    };
}
