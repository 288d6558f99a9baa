using Bot.Conditions;

namespace Bot.Tests.Conditions;

public class SimplificationTests
{
    [Fact]
    public void What_is_simplified_is_true_of_the_same_friends_and_no_longer()
    {
        var sample = new Sample(21);
        var friends = Enumerable.Range(0, 60).Select(sample.Friend).ToList();
        var context = sample.Context(friends);
        var shorter = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var condition = sample.Condition();
            var simple = Simplification.Of(condition);

            Assert.All(friends, friend => Assert.True(condition.Holds(friend, context) == simple.Holds(friend, context), $"{condition} → {simple}"));
            Assert.Equal(simple, Simplification.Of(simple));
            Assert.True(simple.Tests().Count() <= condition.Tests().Count(), $"{condition} → {simple}");
            shorter += simple.Tests().Count() < condition.Tests().Count() ? 1 : 0;
        }

        Assert.InRange(shorter, 100, 3_000);
    }

    [Theory]
    [InlineData("not not tag = A", "tag = A")]
    [InlineData("tag = A and all", "tag = A")]
    [InlineData("tag = A or all", "all")]
    [InlineData("tag = A or tag = B or tag = A", "tag in (A, B)")]
    [InlineData("tag = A and not tag = A", "not all")]
    [InlineData("following and (tag = A and (tag = B and following))", "following and tag = A and tag = B")]
    [InlineData("tag = A or not tag = A", "all")]
    [InlineData("blocked and not all", "not all")]
    public void It_drops_what_makes_no_difference(string condition, string simple) =>
        Assert.Equal(Shop.Read(simple), Simplification.Of(Shop.Read(condition)));
}
