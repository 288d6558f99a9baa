using Bot.Definitions;
using Bot.Storage;

namespace Bot.Tests.Definitions;

/// <summary>Several instances on one store, each with a folder of its own: what is edited anywhere is live everywhere.</summary>
public abstract class SharedDefinitionsTests : IDisposable
{
    private readonly TestStore _place;
    private readonly StoreAddress _address;

    private protected SharedDefinitionsTests(TestStore place) =>
        (_place, _address) = (place, place.Open(DefinitionCollections.Published, DefinitionCollections.Versions, DefinitionCollections.Folders));

    private IDocumentStore Store => _address.Documents;

    public void Dispose()
    {
        _address.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_edited_in_one_folder_is_live_on_an_instance_that_has_none()
    {
        var tokyo = Open("tokyo").Write("latte", 500);
        Assert.Equal("latte 500", await tokyo.LookedAt());
        var osaka = Open("osaka");
        Assert.Equal("latte 500", await osaka.LookedAt());

        tokyo.Write("latte", 550).Write("mocha", 600);
        await tokyo.LookedAt();
        Assert.Equal("latte 550, mocha 600", await osaka.LookedAt());

        tokyo.Remove("latte");
        await tokyo.LookedAt();
        Assert.Equal("mocha 600", await osaka.LookedAt());
    }

    [Fact]
    public async Task Two_folders_edit_different_files_and_both_count()
    {
        var (tokyo, osaka) = (Open("tokyo").Write("latte", 500), Open("osaka").Write("mocha", 600));
        await tokyo.LookedAt();
        await osaka.LookedAt();

        Assert.Equal("latte 500, mocha 600", await tokyo.LookedAt());
        Assert.Equal("latte 500, mocha 600", await osaka.LookedAt());
    }

    [Fact]
    public async Task An_edit_is_published_however_it_is_made_and_the_folder_follows_only_its_own()
    {
        var tokyo = Open("tokyo").Write("latte", 500);
        await tokyo.LookedAt();
        var osaka = Open("osaka");
        Assert.IsType<PublishResult.Published>(await osaka.Put("latte", 700));
        Assert.Equal("latte 700", osaka.Menu);

        Assert.Equal("latte 700", await tokyo.LookedAt());
        Assert.Equal("latte 700", await tokyo.LookedAt());
        Assert.Equal("latte 700", await Open("tokyo").LookedAt());

        Assert.Equal("latte 800", await tokyo.Write("latte", 800).LookedAt());
        Assert.Contains(tokyo.Said, line => line.Contains("took the place of what 田中 had published", StringComparison.Ordinal));
        Assert.Equal("latte 800", await osaka.LookedAt());
    }

    [Fact]
    public async Task An_edit_that_is_not_valid_changes_nothing_anywhere_and_is_told_where_it_was_made()
    {
        var tokyo = Open("tokyo").Write("latte", 500);
        await tokyo.LookedAt();
        var osaka = Open("osaka");
        await osaka.LookedAt();

        tokyo.Write("mocha", 600).WriteText("latte", "id: latte\nsize: huge");
        Assert.Equal("latte 500", await tokyo.LookedAt());
        Assert.Equal("drinks/latte.yaml", Assert.Single(tokyo.Errors).File);
        Assert.Equal("latte 500", await osaka.LookedAt());
        Assert.Empty(osaka.Errors);

        // Somebody else publishes meanwhile; the error stays told, and the mended files go out as a whole.
        await osaka.Put("cocoa", 400);
        Assert.Equal("cocoa 400, latte 500", await tokyo.LookedAt());
        Assert.Single(tokyo.Errors);
        Assert.Equal("cocoa 400, latte 550, mocha 600", await tokyo.Write("latte", 550).LookedAt());
        Assert.Empty(tokyo.Errors);
    }

    [Fact]
    public async Task The_first_start_takes_the_valid_files_and_tells_of_the_broken_one_until_it_is_mended()
    {
        var tokyo = Open("tokyo").Write("latte", 500);
        tokyo.WriteText("mocha", "id: mocha");

        Assert.Equal("latte 500", await tokyo.LookedAt());
        Assert.Equal("drinks/mocha.yaml", Assert.Single(tokyo.Errors).File);
        Assert.Equal("latte 500", await tokyo.LookedAt());
        Assert.Single(tokyo.Errors);

        Assert.Equal("latte 500, mocha 600", await tokyo.Write("mocha", 600).LookedAt());
        Assert.Empty(tokyo.Errors);
    }

    [Fact]
    public async Task Edited_and_deleted_while_stopped_counts_at_the_next_start()
    {
        await Open("tokyo").Write("latte", 500).Write("mocha", 600).Write("cocoa", 400).LookedAt();

        var again = Open("tokyo").Write("latte", 550);
        again.Remove("mocha");

        Assert.Equal("cocoa 400, latte 550", await again.LookedAt());
    }

    [Fact]
    public async Task A_new_containers_old_files_do_not_push_out_what_is_newer_nor_bring_back_what_was_deleted()
    {
        await Open("image-1").Write("latte", 500).Write("mocha", 600).LookedAt();
        var staff = Open("staff");
        await staff.Put("latte", 700);
        await staff.Delete("mocha");

        var container = Open("image-1-again").Write("latte", 500).Write("mocha", 600);
        Assert.Equal("latte 700", await container.LookedAt());
        Assert.Equal(2, container.Said.Count(line => line.Contains("is an earlier version", StringComparison.Ordinal)));

        // What the next image brings was never live before.
        Assert.Equal("cocoa 400, latte 750", await Open("image-2").Write("latte", 750).Write("mocha", 600).Write("cocoa", 400).LookedAt());
    }

    [Fact]
    public async Task An_edit_that_another_folder_of_the_same_files_published_before_is_not_made_again()
    {
        var (tokyo, osaka) = (Open("tokyo").Write("latte", 500).Write("mocha", 600), Open("osaka").Write("latte", 500).Write("mocha", 600));
        await tokyo.LookedAt();
        await osaka.LookedAt();

        foreach (var shop in new[] { tokyo, osaka })
        {
            shop.Write("latte", 550).Remove("mocha");
        }

        await tokyo.LookedAt();
        await tokyo.Put("latte", 700);
        await tokyo.Put("mocha", 750);

        Assert.Equal("latte 700, mocha 750", await Open("osaka").LookedAt());
        Assert.Equal("latte 700, mocha 750", await osaka.LookedAt());
        Assert.Equal("latte 700, mocha 750", await tokyo.LookedAt());

        // Going back to what was live once is an edit like any other.
        Assert.Equal("latte 500, mocha 750", await osaka.Write("latte", 500).LookedAt());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_deletes_nothing_and_one_that_is_empty_does()
    {
        var tokyo = Open("tokyo").Write("latte", 500);
        await tokyo.LookedAt();

        Directory.Move(Path.Combine(_place.Folder, "tokyo", "drinks"), Path.Combine(_place.Folder, "tokyo", "unmounted"));
        Assert.Equal("latte 500", await tokyo.LookedAt());

        Directory.Move(Path.Combine(_place.Folder, "tokyo", "unmounted"), Path.Combine(_place.Folder, "tokyo", "drinks"));
        tokyo.Remove("latte");
        Assert.Equal("", await tokyo.LookedAt());
    }

    [Fact]
    public async Task Two_instances_on_one_folder_publish_an_edit_once()
    {
        var (one, other) = (Open("tokyo").Write("latte", 500), Open("tokyo"));
        await Task.WhenAll(one.LookedAt(), other.LookedAt());

        one.Write("latte", 550);
        await Task.WhenAll(one.LookedAt(), other.LookedAt());
        await one.Put("latte", 700);
        Assert.Equal("latte 700", await other.LookedAt());
        Assert.Equal("latte 700", await one.LookedAt());

        Assert.Equal(3, (await Store.Get(DefinitionCollections.Published, "drinks", default))!.Version);
    }

    [Fact]
    public async Task Instances_that_take_one_anothers_folder_for_their_own_do_not_quarrel()
    {
        // Two machines of one name, one image newer than the other: each sees its own files where the other sees its own.
        var old = Open("image").Write("latte", 500);
        await old.LookedAt();
        await Open("image").Write("latte", 550).LookedAt();
        Open("image").Write("latte", 500);

        for (var looks = 0; looks < 3; looks++)
        {
            Assert.Equal("latte 550", await old.LookedAt());
        }
    }

    [Fact]
    public async Task Looking_at_what_has_not_changed_writes_nothing()
    {
        var store = new FailingStore(Store);
        var tokyo = new Instance(Path.Combine(_place.Folder, "tokyo"), store).Write("latte", 500);
        tokyo.WriteText("broken", "id: [");
        await tokyo.LookedAt();
        var before = store.Commits;
        for (var looks = 0; looks < 5; looks++)
        {
            await tokyo.LookedAt();
        }

        Assert.Equal((1, 1), (before, store.Commits));
    }

    [Fact]
    public async Task While_the_store_is_away_the_last_good_stay_and_at_start_the_folders_files_serve()
    {
        var away = new FailingStore(Store);
        var tokyo = new Instance(Path.Combine(_place.Folder, "tokyo"), away).Write("latte", 500);
        await tokyo.LookedAt();
        away.IsAway = true;
        await Assert.ThrowsAsync<StoreException>(tokyo.Write("latte", 550).LookedAt);
        Assert.Equal("latte 500", tokyo.Menu);

        var restarted = new Instance(Path.Combine(_place.Folder, "tokyo"), away);
        await Assert.ThrowsAsync<StoreException>(restarted.LookedAt);
        Assert.Equal("latte 550", restarted.Menu);

        await Open("osaka").Put("mocha", 600);
        away.IsAway = false;
        Assert.Equal("latte 550, mocha 600", await restarted.LookedAt());
        Assert.Equal("latte 550, mocha 600", await tokyo.LookedAt());
    }

    [Fact]
    public async Task Edits_made_at_the_same_time_on_many_instances_all_arrive()
    {
        var instances = Enumerable.Range(1, 8).Select(number => Open($"shop-{number}")).ToList();
        await Task.WhenAll(instances.Select((instance, index) => instance.Put($"drink-{index}", 100 + index)));

        var menu = string.Join(", ", Enumerable.Range(0, 8).Select(index => $"drink-{index} {100 + index}"));
        foreach (var instance in instances)
        {
            Assert.Equal(menu, await instance.LookedAt());
        }
    }

    [Fact]
    public async Task Of_two_edits_made_from_one_content_the_second_is_told()
    {
        var (tokyo, osaka) = (Open("tokyo"), Open("osaka"));
        var first = Assert.IsType<PublishResult.Published>(await tokyo.Put("latte", 500)).File.Hash;

        var results = await Task.WhenAll(
            tokyo.Put("latte", "id: latte\nsize: small\nprice: 510", hash => hash == first),
            osaka.Put("latte", "id: latte\nsize: small\nprice: 520", hash => hash == first));

        var won = Assert.Single(results.OfType<PublishResult.Published>());
        Assert.Equal(won.File.Hash, Assert.Single(results.OfType<PublishResult.Changed>()).Hash);
    }

    [Fact]
    public async Task More_than_a_document_can_hold_is_refused_in_words()
    {
        var tokyo = Open("tokyo");
        foreach (var number in Enumerable.Range(10, 17))
        {
            tokyo.WriteText($"drink-{number}", $"id: drink-{number}\nsize: small\n# {new string('x', 500_000)}");
        }

        await tokyo.LookedAt();

        var error = Assert.Single(tokyo.Errors);
        Assert.Equal("drinks/drink-26.yaml", error.File);
        Assert.Contains("more than 8,388,608 bytes together", error.Message, StringComparison.Ordinal);
        Assert.Equal(16, tokyo.Menu.Split(", ").Length);
    }

    private Instance Open(string folder) => new(Path.Combine(_place.Folder, folder), Store);
}

public sealed class SharedDefinitionsOnSqlite() : SharedDefinitionsTests(TestStore.OnSqlite());

public sealed class SharedDefinitionsOnMongo() : SharedDefinitionsTests(TestStore.OnMongo());
