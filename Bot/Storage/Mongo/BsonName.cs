namespace Bot.Storage.Mongo;

/// <summary>A member's name, from UTF-8 or from text. In an array the default one does: the writer counts.</summary>
internal readonly ref struct BsonName
{
    private BsonName(string text) => Text = text;

    private BsonName(ReadOnlySpan<byte> utf8) => Utf8 = utf8;

    public string? Text { get; }

    public ReadOnlySpan<byte> Utf8 { get; }

    public static implicit operator BsonName(string text) => new(text);

    public static implicit operator BsonName(ReadOnlySpan<byte> utf8) => new(utf8);
}
