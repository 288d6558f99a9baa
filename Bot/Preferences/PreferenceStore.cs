using Bot.Access;
using Bot.Storage;

namespace Bot.Preferences;

/// <summary>What the configuration says, and holds where nothing was chosen.</summary>
public sealed record ConfiguredPreferences(ShopPreferences Value);

/// <summary>
/// The preferences in force. They are read from the store each time somebody asks, one document by its id: so a change holds on every
/// instance from the next thing it does, and there is no copy that could be old. Of two people who change them at once the second is told.
/// </summary>
public sealed class PreferenceStore(IDocumentStore store, ConfiguredPreferences configured, TimeProvider clock)
{
    private const string Id = "shop";
    private const int Tries = 20;

    /// <summary>What the configuration says.</summary>
    public ShopPreferences Configured => configured.Value;

    /// <summary>What is in force now.</summary>
    public async Task<ShopPreferences> Read(CancellationToken ct) => InForce((await Chosen(ct)).Value);

    /// <summary>What was chosen, with its version; version 0: nothing ever was.</summary>
    public async Task<Stored<ChosenPreferences>> Chosen(CancellationToken ct) =>
        await store.Get(PreferenceCollections.Chosen, Id, ct) ?? new Stored<ChosenPreferences>(new ChosenPreferences(), 0);

    /// <summary>What would be in force if this were chosen.</summary>
    public ShopPreferences InForce(ChosenPreferences chosen) => chosen.Over(configured.Value);

    /// <summary>Chooses all of them anew, over the version that was read. What is null becomes as the configuration has it.</summary>
    public async Task<PreferenceAnswer> Save(ChosenPreferences wanted, long version, CancellationToken ct)
    {
        var chosen = wanted.Tidied(configured.Value);
        if (PreferenceRules.Problems(chosen) is { Count: > 0 } problems)
        {
            return new PreferenceAnswer.Refused(problems);
        }

        var there = await Chosen(ct);
        chosen = chosen with { ChangedAt = there.Value.ChangedAt, ChangedBy = there.Value.ChangedBy };
        if (chosen == there.Value)
        {
            return new PreferenceAnswer.Saved(there, there.Value);
        }

        return there.Version == version && await Write(chosen, version, ct) is { } written
            ? new PreferenceAnswer.Saved(written, there.Value)
            : new PreferenceAnswer.ChangedSince(await Chosen(ct));
    }

    /// <summary>Makes one of them as the configuration has it, and leaves the others as they are.</summary>
    public async Task<PreferenceAnswer.Saved> Restore(Preference preference, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var there = await Chosen(ct);
            if (!there.Value.Has(preference))
            {
                return new PreferenceAnswer.Saved(there, there.Value);
            }

            if (await Write(there.Value.Without(preference), there.Version, ct) is { } written)
            {
                return new PreferenceAnswer.Saved(written, there.Value);
            }
        }

        throw new StoreException($"The preferences changed {Tries} times while one was taken back. Try again.");
    }

    private async Task<Stored<ChosenPreferences>?> Write(ChosenPreferences chosen, long version, CancellationToken ct)
    {
        var signed = chosen with { ChangedAt = StoredTime.Truncate(clock.GetUtcNow()), ChangedBy = Acting.Now?.Actor.Name };
        return await store.Commit(new Commit().Put(PreferenceCollections.Chosen, signed, version), ct) is CommitResult.Committed ? new(signed, version + 1) : null;
    }
}

/// <summary>What became of choosing preferences.</summary>
public abstract record PreferenceAnswer
{
    private PreferenceAnswer()
    {
    }

    /// <summary>They are in force, in place of what was chosen before.</summary>
    public sealed record Saved(Stored<ChosenPreferences> Now, ChosenPreferences Before) : PreferenceAnswer;

    /// <summary>Somebody changed them meanwhile; nothing is written.</summary>
    public sealed record ChangedSince(Stored<ChosenPreferences> Now) : PreferenceAnswer;

    /// <summary>Something is wrong; nothing is written.</summary>
    public sealed record Refused(IReadOnlyList<PreferenceProblem> Problems) : PreferenceAnswer;
}
