using Bot.Demo;
using Bot.PersonalData;
using Bot.Settings;
using Bot.Work;

namespace Bot.Admin.Work;

/// <summary>How far long work is, and what came of it, in words.</summary>
internal static class JobWords
{
    /// <summary>What is done, of how much; null: nobody knows yet of how much.</summary>
    public static string? Progress(Reader reader, Job job) => job switch
    {
        { Total: 0, Parts: 0 } => null,
        { Unit: JobUnit.Bytes } => $"{reader.Size(job.Done)} / {reader.Size(job.Total)}",
        { Unit: JobUnit.KindsOfData } => reader.Say($"データの種類 {reader.Number(job.Done)} / {reader.Number(job.Total)}", $"{reader.Number(job.Done)} / {reader.Number(job.Total)} kinds of data"),
        _ => $"{reader.Number(job.Done)} / {reader.People(job.Total)}",
    };

    /// <summary>How fast it goes and how long the rest takes.</summary>
    public static string Pace(Reader reader, Job job, DateTimeOffset now) => job switch
    {
        { State: JobState.Waiting or JobState.Preparing } => reader.Say("まもなく始まります。", "It begins in a moment."),
        { State: JobState.Running, Kind: BackupJob.KindName } when job.Total > 0 && job.Done == job.Total =>
            reader.Say("書き終わりました。壊れていないか確かめています。", "It is written, and is being checked."),
        _ when job.Pace(now) is { } pace && job.Left(now) is { } left && left > TimeSpan.Zero => job.Unit switch
        {
            JobUnit.Friends => reader.Say($"1秒に約 {reader.Number((long)pace)} 人、あと約 {Long(reader, left)}", $"about {reader.Number((long)pace)} a second, about {Long(reader, left)} left"),
            JobUnit.Bytes => reader.Say($"1秒に約 {reader.Size((long)pace)}、あと約 {Long(reader, left)}", $"about {reader.Size((long)pace)} a second, about {Long(reader, left)} left"),
            _ => "",
        },
        _ => "",
    };

    /// <summary>What came of work that is over.</summary>
    public static string Outcome(Reader reader, Job job, bool hasFile) => job switch
    {
        { State: JobState.Cancelled, Kind: SeedJob.KindName } => reader.Say("中止しました。追加した分はそのまま残っています。", "Stopped; those who were added stay."),
        { State: JobState.Failed or JobState.Cancelled, Kind: SeedJob.KindName or EraseFriend.KindName or ExportFriend.KindName or BackupJob.KindName } => "",
        { Kind: EraseFriend.KindName } => reader.Say("消去しました。元には戻せません。", "Erased, for good."),
        { Kind: ExportFriend.KindName } when !hasFile => reader.Say("ファイルはもうありません。期限が過ぎたか、この方のデータが消去されました。", "The file is gone: its time is over, or this friend was erased."),
        { Kind: ExportFriend.KindName } => reader.Say("保存しているデータをすべて書き出しました。お客さまの個人情報です。取り扱いにご注意ください。", "Everything kept is written down. It is personal data: keep it safe."),
        { Kind: BackupJob.KindName } when !hasFile => reader.Say("ファイルはもうありません。", "The file is gone."),
        { Kind: BackupJob.KindName } => reader.Say("バックアップができました。中身が壊れていないことも確かめました。お客さまの個人情報が入っています。", "The backup is made and checked. It holds friends' personal data."),
        { Kind: SeedJob.KindName } => reader.Say($"見本の友だちが {reader.People(job.Changed)}になりました。", $"There are {reader.People(job.Changed)} made up now."),
        { FileName: not null } => reader.Say($"{reader.People(job.Changed)}を書き出しました。", $"{reader.People(job.Changed)} written."),
        _ => reader.Say($"{reader.People(job.Changed)}の情報が変わりました。ほかの {reader.People(job.Done - job.Changed)}はもともとその状態でした。", $"{reader.People(job.Changed)} changed; {reader.Number(job.Done - job.Changed)} were so already."),
    };

    private static string Long(Reader reader, TimeSpan time) => time.TotalSeconds < 60
        ? reader.Say($"{Math.Ceiling(time.TotalSeconds)} 秒", $"{Math.Ceiling(time.TotalSeconds)} s")
        : reader.Say($"{Math.Ceiling(time.TotalMinutes)} 分", $"{Math.Ceiling(time.TotalMinutes)} min");
}
