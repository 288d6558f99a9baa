namespace Bot.Definitions;

/// <summary>What became of an edit of what is live.</summary>
internal abstract record PublishResult
{
    private PublishResult()
    {
    }

    /// <summary>It is live: on this instance now, on the others within about a second.</summary>
    public sealed record Published(PublishedFile File, bool IsNew) : PublishResult;

    /// <summary>The file is live no more.</summary>
    public sealed record Deleted : PublishResult;

    /// <summary>No file may be called so.</summary>
    public sealed record BadName : PublishResult;

    /// <summary>There is no such file.</summary>
    public sealed record NotThere : PublishResult;

    /// <summary>The file is not the one the edit was made from. Hash: what it is now; null when it is not there.</summary>
    public sealed record Changed(string? Hash) : PublishResult;

    /// <summary>Nothing changed: this would be wrong with the kind's files as a whole.</summary>
    public sealed record Invalid(IReadOnlyList<DefinitionError> Errors) : PublishResult;
}
