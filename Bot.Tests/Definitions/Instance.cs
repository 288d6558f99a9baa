using Bot.Definitions;
using Bot.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Bot.Tests.Definitions.ShapeReaderTests;

namespace Bot.Tests.Definitions;

/// <summary>One instance's drinks: a folder of its own (or one shared, or none), on a store that is everybody's.</summary>
internal sealed class Instance
{
    private static readonly DefinitionKind<DrinkYaml> Drinks = new("drinks", ShapeReader.Read<DrinkYaml>, drink => drink.Id);

    private readonly string _root;
    private readonly Publication _publication;
    private readonly Publications _publications;
    private readonly LiveDefinitions<DrinkYaml> _live;

    public Instance(string root, IDocumentStore store)
    {
        _root = root;
        Directory.CreateDirectory(root);
        var options = Options.Create(new DefinitionsOptions { Root = root });
        _live = new(Drinks, options);
        _publications = new([_live], options, store, TimeProvider.System, new Listener(Said));
        _publication = _publications.All[0];
    }

    /// <summary>What it logged.</summary>
    public List<string> Said { get; } = [];

    public IReadOnlyList<DefinitionError> Errors => _live.Errors;

    /// <summary>The drinks in use and their prices, cheapest first.</summary>
    public string Menu => string.Join(", ", _live.Current.All.OrderBy(drink => drink.Price).Select(drink => $"{drink.Id} {drink.Price}"));

    public async Task<string> LookedAt()
    {
        await _publications.Look(default);
        return Menu;
    }

    public Instance Write(string name, int price)
    {
        WriteText(name, Yaml(name, price));
        return this;
    }

    public void WriteText(string name, string yaml)
    {
        Directory.CreateDirectory(Path.Combine(_root, "drinks"));
        File.WriteAllText(Path.Combine(_root, "drinks", $"{name}.yaml"), yaml);
    }

    public void Remove(string name) => File.Delete(Path.Combine(_root, "drinks", $"{name}.yaml"));

    public Task<PublishResult> Put(string name, int price) => Put(name, Yaml(name, price));

    public Task<PublishResult> Put(string name, string yaml, Func<string?, bool>? expected = null) =>
        _publication.Put(new DefinitionFile($"drinks/{name}.yaml", System.Text.Encoding.UTF8.GetBytes(yaml)), expected ?? (_ => true), "田中", default);

    public Task<PublishResult> Delete(string name) => _publication.Delete($"drinks/{name}.yaml", _ => true, "田中", default);

    private static string Yaml(string name, int price) => $"id: {name}\nsize: small\nprice: {price}";

    private sealed class Listener(List<string> said) : ILogger<Publication>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Add(formatter(state, exception));
    }
}
