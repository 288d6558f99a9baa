using Bot.Line;

namespace Bot.Friends;

/// <summary>What LINE said of a friend's profile.</summary>
internal abstract record ProfileReading
{
    private ProfileReading()
    {
    }

    public sealed record Found(Profile Profile) : ProfileReading;

    /// <summary>LINE does not tell: blocked, gone, or never consented. What was known before is kept.</summary>
    public sealed record NotTold : ProfileReading;

    /// <summary>LINE did not answer (in time); to be asked again.</summary>
    public sealed record NoAnswer : ProfileReading;

    /// <summary>The friend with what was learned.</summary>
    public Friend On(Friend friend, DateTimeOffset now) => this switch
    {
        Found { Profile: var profile } => friend with { Profile = profile, ProfileAskedAt = now },
        NotTold => friend with { ProfileAskedAt = now },
        _ => friend,
    };
}

/// <summary>Asks LINE for profiles. It waits a second and never fails: a name is nice to have, an answer to the friend is not.</summary>
internal sealed class ProfileReader(LineClient line, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<ProfileReading> Read(string friendId, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await line.Profile(friendId, either.Token) switch
            {
                { Value: { } profile } => new ProfileReading.Found(new Profile(profile.DisplayName, clock.GetUtcNow())
                {
                    PictureUrl = profile.PictureUrl,
                    StatusMessage = profile.StatusMessage,
                    Language = profile.Language,
                }),
                { Failure: LineFailure.NotFound or LineFailure.BadRequest or LineFailure.Forbidden } => new ProfileReading.NotTold(),
                _ => new ProfileReading.NoAnswer(),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ProfileReading.NoAnswer();
        }
    }
}
