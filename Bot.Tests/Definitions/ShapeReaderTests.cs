using System.ComponentModel.DataAnnotations;
using System.Text;
using Bot.Definitions;

namespace Bot.Tests.Definitions;

public class ShapeReaderTests
{
    private const string Good = """
        id: latte
        size: extra-large
        price: 480
        until: 2026-12-31 23:59
        lasts: 24時間
        toppings: [oat, text: soy]
        filling:
          kind: jam
          fruit: 苺
        """;

    [Fact]
    public void A_file_becomes_its_shape()
    {
        var (drink, errors) = Read(Good);

        Assert.Empty(errors);
        Assert.Equal("latte", drink!.Id);
        Assert.Equal(Size.ExtraLarge, drink.Size);
        Assert.Equal(480, drink.Price);
        Assert.Equal(new DateTime(2026, 12, 31, 23, 59, 0), drink.Until);
        Assert.Equal(TimeSpan.FromHours(24), drink.Lasts);
        Assert.Equal(["oat", "soy"], drink.Toppings!.Select(topping => topping.Text));
        Assert.Equal("苺", Assert.IsType<JamYaml>(drink.Filling).Fruit);
        Assert.Equal(new Place(9, 10), drink.Filling!.At(nameof(JamYaml.Fruit)));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_place_and_fix()
    {
        var (_, errors) = Read("""
            id: Latte!
            sise: small
            price: many
            price: 3
            until: 2026-02-29
            toppings:
              - text:
              - [soy]
            filling:
              kind: jem
            """);

        Assert.Equal(
            [
                "drinks/a.yaml:1:1: The file lacks 'size'. Fix: Add 'size: small'.",
                "drinks/a.yaml:1:5: 'id' must be small letters, digits and hyphens, 40 at most, such as 'spice-level', not 'Latte!'. Fix: Write it in this form.",
                "drinks/a.yaml:2:1: The key 'sise' is not known here. Fix: Did you mean 'size'?",
                "drinks/a.yaml:3:8: 'price' must be a whole number, not 'many'. Fix: Write for example 'price: 3'.",
                "drinks/a.yaml:4:1: The key 'price' stands here a second time. Fix: Keep one; the first is in line 3.",
                "drinks/a.yaml:5:8: 'until' must be a date, or a date and time of the shop's clock, not '2026-02-29'. Fix: Write for example 'until: 2026-12-31 23:59'.",
                "drinks/a.yaml:7:5: 'toppings[1]' lacks 'text'. Fix: Add 'text: …'.",
                "drinks/a.yaml:8:5: 'toppings[2]' must be a group of keys, not a list. Fix: Write keys such as 'text: …' under it.",
                "drinks/a.yaml:10:9: 'kind' must be one of jam, cream, not 'jem'. Fix: Did you mean 'jam'?",
            ],
            errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("id: [unclosed", 1)]
    [InlineData("id: a\n\tsize: small", 2)]
    [InlineData("a: &x [1]\nb: *x", 1)]
    [InlineData("", 1)]
    [InlineData("just words", 1)]
    [InlineData("id: a\n---\nid: b", 1)]
    [InlineData("id: \"\\q\"", 1)]
    [InlineData("? [a]\n: b", 1)]
    [InlineData("%YAML 9.9\n---\nid: a", 1)]
    public void Bad_YAML_is_an_error_with_a_place(string yaml, int line) =>
        Assert.Equal(line, Read(yaml).Errors[0].Line);

    [Fact]
    public void Deep_nesting_and_alias_bombs_are_refused()
    {
        Assert.NotEmpty(Read(new string('[', 10_000)).Errors);
        Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat("- ", 3_000))).Errors);
        Assert.NotEmpty(Read("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]").Errors);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_or_too_many_are_refused()
    {
        var problems = new Problems("drinks/a.yaml");

        Assert.Null(YamlFile.Decode("drinks/a.yaml", [.. "id: a\nname: "u8, 0x8A, 0xB7], problems));
        Assert.Null(YamlFile.Decode("drinks/a.yaml", new byte[YamlFile.MaxBytes + 1], problems));

        Assert.Equal(["drinks/a.yaml:1:1", "drinks/a.yaml:2:7"], problems.Errors.Select(error => error.ToString().Split(": ")[0]));
    }

    [Fact]
    public void Fuzzed_files_give_errors_never_exceptions()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Good);
            for (var edits = random.Next(1, 12); edits > 0; edits--)
            {
                var at = random.Next(bytes.Length);
                bytes = random.Next(3) switch
                {
                    0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                    1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length - 1, at + random.Next(1, 9))..]],
                    _ => [.. bytes[..at], (byte)":-[]{}&*!|>'\"%@`#,?\n\t "[random.Next(22)], .. bytes[(at + 1)..]],
                };
            }

            var problems = new Problems("fuzz.yaml");
            if (YamlFile.Decode("fuzz.yaml", bytes, problems) is { } file)
            {
                ShapeReader.Read<DrinkYaml>(file, problems);
            }
        }
    }

    [Fact]
    public void The_schema_knows_keys_words_and_cases()
    {
        var schema = ShapeSchema.Of<DrinkYaml>("A drink");

        Assert.Contains("\"extra-large\"", schema, StringComparison.Ordinal);
        Assert.Contains("\"additionalProperties\": false", schema, StringComparison.Ordinal);
        Assert.Contains("\"const\": \"jam\"", schema, StringComparison.Ordinal);
    }

    internal static (DrinkYaml? Drink, IReadOnlyList<DefinitionError> Errors) Read(string yaml)
    {
        var problems = new Problems("drinks/a.yaml");
        var drink = ShapeReader.Read<DrinkYaml>(new YamlFile("drinks/a.yaml", yaml), problems);
        return (drink, problems.Errors);
    }

    internal enum Size
    {
        Small,
        ExtraLarge,
    }

    internal sealed class DrinkYaml : Shape
    {
        [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
        public required string Id { get; init; }

        public required Size Size { get; init; }

        [Range(1, 100_000)]
        public int? Price { get; init; }

        public DateTime? Until { get; init; }

        public TimeSpan? Lasts { get; init; }

        public IReadOnlyList<ToppingYaml>? Toppings { get; init; }

        public FillingYaml? Filling { get; init; }
    }

    [Shorthand(nameof(Text))]
    internal sealed class ToppingYaml : Shape
    {
        public required string Text { get; init; }
    }

    [Case("kind", "jam", typeof(JamYaml))]
    [Case("kind", "cream", typeof(CreamYaml))]
    internal abstract class FillingYaml : Shape;

    internal sealed class JamYaml : FillingYaml
    {
        public required string Fruit { get; init; }
    }

    internal sealed class CreamYaml : FillingYaml;
}
