using Bot.Definitions;

namespace Bot.Tests.Definitions;

/// <summary>Two texts line by line.</summary>
public sealed class TextDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nB\nc", " a|-b|+B| c")]
    [InlineData("a", "a", "")]
    [InlineData("a\r\nb\r\n", "a\nb", "")]
    [InlineData("", "a\nb", "+a|+b")]
    [InlineData("a\nb", "", "-a|-b")]
    [InlineData("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc", "-a|-b| c|+b| a| b|-b| a|+c")]
    public void The_shortest_edit_is_shown(string before, string after, string lines) =>
        Assert.Equal(lines, string.Join('|', TextDifference.Between(before, after).Parts.SelectMany(part => part.Lines).Select(line => Sign(line.Fate) + line.Text)));

    [Fact]
    public void Whatever_two_texts_are_the_difference_leads_from_one_to_the_other()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Some(random), Some(random));
            var lines = TextDifference.Between(before, after).Parts.SelectMany(part => part.Lines).ToList();
            var was = before.Split('\n');
            var now = after.Split('\n');
            Assert.All(lines, line => Assert.True((line.Before is not { } at || was[at - 1] == line.Text) && (line.After is not { } to || now[to - 1] == line.Text)));
            // What is in no part is the same in both, in its order.
            var (gone, fresh) = (lines.Where(line => line.Fate == LineFate.Gone).Select(line => line.Before), lines.Where(line => line.Fate == LineFate.New).Select(line => line.After));
            Assert.Equal(was.Where((_, n) => !gone.Contains(n + 1)), now.Where((_, n) => !fresh.Contains(n + 1)));
        }
    }

    [Fact]
    public void Changes_far_apart_are_parts_of_their_own_and_long_texts_take_no_time()
    {
        var before = string.Join('\n', Enumerable.Range(0, 20_000));
        var parts = TextDifference.Between(before, before.Replace("\n70\n", "\nx\n", StringComparison.Ordinal).Replace("\n19000\n", "\ny\n", StringComparison.Ordinal)).Parts;
        Assert.Equal([8, 8], parts.Select(part => part.Lines.Count));

        var other = TextDifference.Between(before, string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"z{i}")));
        Assert.Equal((20_000, 20_000), (other.New, other.Gone));
    }

    private static string Sign(LineFate fate) => fate switch { LineFate.Gone => "-", LineFate.New => "+", _ => " " };

    private static string Some(Random random) => string.Join('\n', Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)('a' + random.Next(4))));
}
