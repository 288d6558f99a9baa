namespace Bot.Access;

/// <summary>Somebody of the shop who does something.</summary>
/// <param name="PersonId">The person; null: the key of the configuration, or one that belongs to nobody.</param>
/// <param name="Name">What they are called, or what the key is for.</param>
/// <param name="Door">Where they came in: <c>console</c> or <c>api</c>.</param>
public sealed record Actor(string? PersonId, string Name, string Door)
{
    /// <summary>What is noted as the name of whoever has the key of the configuration.</summary>
    public const string Configuration = "configuration";
}

/// <summary>What is done right now, and by whom; a request says so once, and everything it writes knows.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="Deed">What was asked for, as method and route: <c>POST /campaigns/{id}/approve</c>.</param>
/// <param name="IsReading">Whether it was asked to show something; what the product notes by itself meanwhile is not this person's deed.</param>
public sealed record Acting(Actor Actor, string Deed, bool IsReading = false)
{
    private static readonly AsyncLocal<Acting?> Current = new();

    /// <summary>What is done right now; null: nobody of the shop asked for it, e.g. the bot answers a friend.</summary>
    public static Acting? Now => Current.Value;

    /// <summary>Says what is done until the answer is disposed.</summary>
    public static IDisposable Begin(Actor actor, string deed, bool isReading = false)
    {
        var before = Current.Value;
        Current.Value = new(actor, deed, isReading);
        return new End(before);
    }

    private sealed class End(Acting? before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
