using Bot.Definitions;
using Microsoft.Extensions.Options;
using static Bot.Tests.Definitions.ShapeReaderTests;

namespace Bot.Tests.Definitions;

public sealed class LiveDefinitionsTests : IDisposable
{
    private static readonly DefinitionKind<DrinkYaml> Drinks = new("drinks", ShapeReader.Read<DrinkYaml>, drink => drink.Id);

    private readonly string _root = Directory.CreateTempSubdirectory("definitions").FullName;

    public LiveDefinitionsTests() => Directory.CreateDirectory(Path.Combine(_root, "drinks"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_good_edit_takes_effect_and_a_bad_one_leaves_the_last_good()
    {
        Write("latte.yaml", "id: latte\nsize: small");
        var live = Load();
        Write("latte.yaml", "id: latte\nsize: extra-large\nprice: 5");
        Assert.True(live.ReloadIfChanged());
        Assert.Equal(5, live.Find("latte")!.Price);

        Write("latte.yaml", "id: latte\nsize: huge");
        Assert.True(live.ReloadIfChanged());
        Assert.Equal(5, live.Find("latte")!.Price);
        Assert.Equal("drinks/latte.yaml", Assert.Single(live.Errors).File);

        Write("latte.yaml", "id: latte\nsize: small\nprice: 1234");
        Assert.True(live.ReloadIfChanged());
        Assert.Equal(1234, live.Find("latte")!.Price);
        Assert.Empty(live.Errors);
        Assert.False(live.ReloadIfChanged());
    }

    [Fact]
    public void At_start_the_valid_files_are_used_without_the_broken_one()
    {
        Write("a.yaml", "id: a\nsize: small");
        Write("b.yaml", "id: b");

        var live = Load();

        Assert.Equal(["a"], live.Current.ById.Keys);
        Assert.Single(live.Errors);
    }

    [Fact]
    public void An_id_in_two_files_is_an_error_in_the_second()
    {
        Write("a.yaml", "id: same\nsize: small");
        Write("b.yaml", "id: same\nsize: small");

        Assert.Equal(
            "drinks/b.yaml:1:1: The id 'same' is already taken by drinks/a.yaml. Fix: Give one of them another id.",
            Assert.Single(Load().Errors).ToString());
    }

    [Fact]
    public void A_removed_file_is_a_removed_definition_and_a_missing_folder_is_empty()
    {
        Write("a.yaml", "id: a\nsize: small");
        var live = Load();
        Directory.Delete(Path.Combine(_root, "drinks"), recursive: true);

        Assert.True(live.ReloadIfChanged());
        Assert.Empty(live.Current.ById);
    }

    private LiveDefinitions<DrinkYaml> Load() => new(Drinks, Options.Create(new DefinitionsOptions { Root = _root }));

    private void Write(string name, string yaml) => File.WriteAllText(Path.Combine(_root, "drinks", name), yaml);
}
