using Bot.Campaigns;

namespace Bot.Admin.Campaigns;

/// <summary>How the console names where campaigns and their friends stand.</summary>
internal static class CampaignWords
{
    public static string State(Reader reader, CampaignState state) => state switch
    {
        CampaignState.Draft => reader.Say("下書き", "Draft"),
        CampaignState.AwaitingApproval => reader.Say("承認待ち", "Awaiting approval"),
        CampaignState.Scheduled => reader.Say("予約済み", "Scheduled"),
        CampaignState.Freezing => reader.Say("準備中", "Preparing"),
        CampaignState.Sending => reader.Say("送信中", "Sending"),
        CampaignState.Paused => reader.Say("一時停止", "Paused"),
        CampaignState.Sent => reader.Say("送信済み", "Sent"),
        CampaignState.Cancelled => reader.Say("中止", "Cancelled"),
        _ => reader.Say("失敗", "Failed"),
    };

    public static string Recipient(Reader reader, RecipientState state) => state switch
    {
        RecipientState.Waiting => reader.Say("これから", "Waiting"),
        RecipientState.Sent => reader.Say("送信", "Sent"),
        RecipientState.Skipped => reader.Say("除外", "Skipped"),
        RecipientState.HeldOut => reader.Say("比較のため送らない", "Held out"),
        RecipientState.Failed => reader.Say("失敗", "Failed"),
        _ => reader.Say("不明", "Unknown"),
    };

    /// <summary>How fast it goes and how long that will take; empty: too early to tell.</summary>
    public static string Pace(Reader reader, CampaignProgress progress, DateTimeOffset now) => progress switch
    {
        { DoneAbout: { } done, FriendsPerSecond: { } rate } =>
            reader.Say($"毎秒 {reader.People((long)rate)} · 残り{About(reader, done - now)}", $"{reader.Number((long)rate)} a second · {About(reader, done - now)} left"),
        _ => "",
    };

    /// <summary>How long something will take, roughly.</summary>
    public static string About(Reader reader, TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => reader.Say($"約{Math.Max(1, (int)time.TotalSeconds)}秒", $"about {Math.Max(1, (int)time.TotalSeconds)} s"),
        { TotalMinutes: < 60 } => reader.Say($"約{(int)time.TotalMinutes}分", $"about {(int)time.TotalMinutes} min"),
        _ => reader.Say($"約{time.TotalHours:0.#}時間", $"about {time.TotalHours:0.#} h"),
    };
}
