using Bot.FriendLists;
using Bot.Friends;

namespace Bot.Admin.Friends;

/// <summary>How the console heads and fills the columns of a list of friends.</summary>
internal static class ColumnWords
{
    public static string Name(Reader reader, FriendColumn column, FriendCells cells) => column.Kind switch
    {
        FriendColumnKind.Id => reader.Say("ユーザーID", "User id"),
        FriendColumnKind.Status => reader.Say("状態", "Status"),
        FriendColumnKind.Tags => reader.Say("タグ", "Tags"),
        FriendColumnKind.LastMessage => reader.Say("最後の発言", "Last message"),
        FriendColumnKind.Followed => reader.Say("友だち追加", "Followed"),
        FriendColumnKind.FirstSeen => reader.Say("はじめて", "First seen"),
        FriendColumnKind.Blocked => reader.Say("ブロック", "Blocked us"),
        FriendColumnKind.Coupons => reader.Say("使えるクーポン", "Usable coupons"),
        FriendColumnKind.Surveys => reader.Say("完了したアンケート", "Surveys completed"),
        FriendColumnKind.OptedOut => reader.Say("配信停止", "Opted out"),
        FriendColumnKind.Language => reader.Say("言語", "Language"),
        FriendColumnKind.Answer => cells.QuestionOf(column.Subject!),
        FriendColumnKind.Survey => cells.TitleOf(column.Subject!),
        _ => column.Subject ?? "",
    };

    public static string Cell(Reader reader, FriendColumn column, Friend friend, FriendCells cells) => column.Kind switch
    {
        FriendColumnKind.LastMessage => Moment(reader, friend.LastMessageAt),
        FriendColumnKind.Followed => friend.FollowedAt is { } at ? reader.Day(at) : "",
        FriendColumnKind.FirstSeen => reader.Day(friend.FirstSeenAt),
        FriendColumnKind.Blocked => friend.BlockedAt is { } at ? reader.Day(at) : "",
        FriendColumnKind.OptedOut => friend.OptedOutAt is not null ? reader.Say("すべて", "Everything") : string.Join(reader.Say("、", ", "), (friend.OptedOutOf ?? []).Select(held => held.Topic)),
        FriendColumnKind.Survey => friend.Survey(column.Subject!) is { } fact ? FriendWords.Standing(reader, fact.Standing) : "",
        FriendColumnKind.Attribute => friend.Attributes.FirstOrDefault(held => held.Name == column.Subject) is { } held ? Value(reader, held) : "",
        FriendColumnKind.Answer or FriendColumnKind.Surveys => cells.Of(friend, column).Replace(";", reader.Say("、", ", "), StringComparison.Ordinal),
        _ => cells.Of(friend, column),
    };

    public static string Value(Reader reader, FriendAttribute held) =>
        held.Date is { } day ? reader.Day(day) : held.Flag is { } flag ? (flag ? reader.Say("はい", "Yes") : reader.Say("いいえ", "No")) : held.ValueText;

    private static string Moment(Reader reader, DateTimeOffset? at) => at is { } moment ? reader.Time(moment) : "";
}
