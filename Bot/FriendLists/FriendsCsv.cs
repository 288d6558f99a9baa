using Bot.Friends;
using Bot.Storage;

namespace Bot.FriendLists;

/// <summary>A list of friends as a file for spreadsheets, which can be read in again: see <see cref="FactsFile"/>.</summary>
public sealed class FriendsCsv
{
    private const int ReadAtOnce = 500;

    private readonly IDocumentStore _store;
    private readonly FriendCells _cells;

    internal FriendsCsv(IDocumentStore store, FriendCells cells) => (_store, _cells) = (store, cells);

    /// <summary>The first line: what each column is.</summary>
    public string Head(IReadOnlyList<FriendColumn> columns) => CsvText.Row(["ユーザーID", "名前", .. columns.Where(IsOwn).Select(Name)]);

    /// <summary>A friend's line.</summary>
    public string LineOf(Friend friend, IReadOnlyList<FriendColumn> columns) =>
        CsvText.Row([friend.Id, friend.DisplayName ?? "", .. columns.Where(IsOwn).Select(column => _cells.Of(friend, column))]);

    /// <summary>Writes them all, those who are there when their turn comes.</summary>
    public async Task Write(Stream stream, FriendIds friends, IReadOnlyList<FriendColumn> columns, CancellationToken ct)
    {
        await using var writer = CsvText.Open(stream);
        await writer.WriteLineAsync(Head(columns).AsMemory(), ct);
        for (var first = 0; first < friends.Count; first += ReadAtOnce)
        {
            foreach (var (friend, _) in await _store.GetMany(FriendCollections.Friends, friends.Slice(first, Math.Min(ReadAtOnce, friends.Count - first)), ct))
            {
                await writer.WriteLineAsync(LineOf(friend, columns).AsMemory(), ct);
            }
        }
    }

    /// <summary>Writes lines that were kept.</summary>
    public async Task Write(Stream stream, IAsyncEnumerable<string> lines, IReadOnlyList<FriendColumn> columns, CancellationToken ct)
    {
        await using var writer = CsvText.Open(stream);
        await writer.WriteLineAsync(Head(columns).AsMemory(), ct);
        await foreach (var line in lines.WithCancellation(ct))
        {
            await writer.WriteLineAsync(line.AsMemory(), ct);
        }
    }

    // The id stands in every line.
    private static bool IsOwn(FriendColumn column) => column.Kind != FriendColumnKind.Id;

    // As they are read in again; what cannot be set by a file is called as people call it.
    private string Name(FriendColumn column) => column.Kind switch
    {
        FriendColumnKind.Status => "状態",
        FriendColumnKind.Tags => "タグ",
        FriendColumnKind.LastMessage => "最後の発言",
        FriendColumnKind.Followed => "友だち追加",
        FriendColumnKind.FirstSeen => "はじめて",
        FriendColumnKind.Blocked => "ブロック",
        FriendColumnKind.Coupons => "使えるクーポン",
        FriendColumnKind.Surveys => "完了したアンケート",
        FriendColumnKind.OptedOut => "配信停止",
        FriendColumnKind.Language => "言語",
        FriendColumnKind.Attribute => "属性:" + column.Subject,
        FriendColumnKind.Answer => "回答:" + _cells.QuestionOf(column.Subject!),
        _ => "アンケート:" + _cells.TitleOf(column.Subject!),
    };
}
