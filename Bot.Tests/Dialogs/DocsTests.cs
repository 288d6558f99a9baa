using System.Text;
using System.Text.RegularExpressions;
using Bot.Coupons;
using Bot.Coupons.Definitions;
using Bot.Dialogs.Definitions;
using Bot.StateMachines;
using Bot.Tests.Friends;

namespace Bot.Tests.Dialogs;

/// <summary>What the docs show works, and the editors' schemas say what the code reads.</summary>
public partial class DocsTests
{
    [Fact]
    public void Every_coupon_in_the_docs_is_good()
    {
        var examples = ExamplesOf("coupons.md");

        Assert.All(examples, yaml => Assert.Empty(CouponDefinitions.Kind(Chat.Tokyo).Of([("coupons/x.yaml", yaml)]).Errors));

        // Every key has its example; how to close stands in words.
        using var schema = System.Text.Json.JsonDocument.Parse(CouponDefinitions.Schema());
        var text = string.Concat(examples.Select(Encoding.UTF8.GetString));
        var keys = schema.RootElement.GetProperty("definitions").EnumerateObject().SelectMany(group => group.Value.GetProperty("properties").EnumerateObject());
        Assert.All(keys.Select(key => key.Name).Where(key => key != "closed"), key => Assert.Matches($@"(?m)^[\s-]*{key}:", text));
    }

    [Theory]
    [InlineData("dialogs.md", 7)]
    [InlineData("messages.md", 1)]
    public void Every_dialog_in_the_docs_is_good(string page, int count)
    {
        var examples = ExamplesOf(page);

        Assert.Equal(count, examples.Count);
        Assert.All(examples, yaml => Assert.Empty(
            DialogDefinitions.Kind(() => ["spice-level"], () => ["first-10off"]).Of([("dialogs/x.yaml", yaml)]).Errors));
    }

    [Fact]
    public void Every_key_of_dialogs_stands_in_an_example()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(DialogDefinitions.Schema());
        var keys = schema.RootElement.GetProperty("definitions").EnumerateObject()
            .Select(definition => definition.Value.TryGetProperty("oneOf", out var either) ? either[1] : definition.Value)
            .SelectMany(definition => definition.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name) : [])
            .Distinct();
        var examples = string.Concat(ExamplesOf("dialogs.md").Concat(ExamplesOf("messages.md")).Select(Encoding.UTF8.GetString));

        Assert.DoesNotContain(keys, key => !examples.Contains($"{key}:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_diagram_of_a_coupons_life_is_the_machines()
    {
        var diagram = MermaidGraph.Format(CouponMachine.Table(IssueState.Issued).GetInfo());
        var page = File.ReadAllText(Path.Combine(Chat.Samples, "docs", "coupons.md"));

        Assert.All(
            diagram.Split('\n').Where(line => line.Contains("-->", StringComparison.Ordinal)).Select(line => line.Trim()),
            line => Assert.Contains(line, page));
    }

    [Theory]
    [InlineData("coupon.json")]
    [InlineData("dialogs.json")]
    public void The_schema_is_what_the_code_reads(string file)
    {
        var path = Path.Combine(Chat.Samples, "schemas", file);
        var generated = file == "coupon.json" ? CouponDefinitions.Schema() : DialogDefinitions.Schema();
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMAS") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, generated);
        }

        Assert.Equal(generated, File.ReadAllText(path));
    }

    private static List<byte[]> ExamplesOf(string page) =>
        [.. Yaml().Matches(File.ReadAllText(Path.Combine(Chat.Samples, "docs", page))).Select(match => Encoding.UTF8.GetBytes(match.Groups[1].Value))];

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
