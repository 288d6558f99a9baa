using Bot.Definitions;

namespace Bot.Dialogs;

/// <summary>The dialogs as the files say now; the book is made once for each reading of the files.</summary>
internal sealed class CurrentDialogs(LiveDefinitions<Dialog> files)
{
    private volatile Read? _last;

    public DialogBook Book
    {
        get
        {
            var now = files.Current;
            var last = _last;
            if (last is null || last.From != now.ById)
            {
                _last = last = new Read(now.ById, new DialogBook(now.All));
            }

            return last.Book;
        }
    }

    private sealed record Read(IReadOnlyDictionary<string, Dialog> From, DialogBook Book);
}
