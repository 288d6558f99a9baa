namespace Bot.Definitions;

/// <summary>A piece of YAML that remembers where it stands.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>The node as people call it, for errors.</summary>
    public abstract LintText Called { get; }
}

/// <summary>A single value as written. Plain: without quotes, so that <c>null</c> and an empty value mean nothing.</summary>
internal sealed record YamlScalar(string Text, bool Plain, Place Place) : YamlNode(Place)
{
    public bool IsNothing => Plain && Text is "" or "~" or "null";

    public override LintText Called => IsNothing ? "nothing" : (LintText)$"'{Shortened}'";

    private string Shortened => Text.Length > 40 ? Text[..(char.IsHighSurrogate(Text[39]) ? 39 : 40)] + "…" : Text;
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place) : YamlNode(Place)
{
    public override LintText Called => "a list";
}

internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Place Place) : YamlNode(Place)
{
    public override LintText Called => "a group of keys";
}

internal sealed record YamlEntry(string Key, Place Place, YamlNode Value);
