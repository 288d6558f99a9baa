using Bot.Conditions;
using Bot.Friends;
using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Conditions;

/// <summary>The evaluators mean the same: on random friends and conditions, in a real store.</summary>
public sealed class ConditionAgreementTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conditions-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_store_finds_exactly_the_friends_of_whom_the_condition_holds(int seed)
    {
        var sample = new Sample(seed);
        var friends = Enumerable.Range(0, 120).Select(sample.Friend).ToList();
        using var store = SqliteStore.Open($"Data Source={_folder}/friends.db", [FriendCollections.Friends]);
        var commit = new Commit();
        friends.ForEach(friend => commit.Insert(FriendCollections.Friends, friend));
        await store.Commit(commit, CancellationToken.None);
        var context = sample.Context(friends);

        var (some, others) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var condition = sample.Condition();
            var expected = friends.Where(friend => condition.Holds(friend, context)).Select(friend => friend.Id).Order(StringComparer.Ordinal).ToList();
            var found = await store.Ids(FriendCollections.Friends, ConditionFilter.For(condition, context), CancellationToken.None);
            Assert.True(expected.SequenceEqual(found), $"{condition}: {expected.Count} by the predicate, {found.Count} by the store");
            Assert.Equal(expected.Count, await store.Count(FriendCollections.Friends, ConditionFilter.For(condition, context), CancellationToken.None));
            (some, others) = (some + (expected.Count > 0 ? 1 : 0), others + (expected.Count < friends.Count ? 1 : 0));
        }

        // The sample would prove nothing if everything or nothing matched.
        Assert.InRange(some, 200, 400);
        Assert.InRange(others, 200, 400);
    }

    [Fact]
    public void What_is_printed_is_read_back_as_the_same_condition()
    {
        var sample = new Sample(4);
        for (var i = 0; i < 5_000; i++)
        {
            var condition = sample.Condition();
            var text = ConditionText.Print(condition);
            var parsed = ConditionText.Parse(text);

            Assert.True(parsed.IsUnderstood, $"{text}\n{string.Join("\n", parsed.Problems)}");
            Assert.True(condition == parsed.Condition, $"{text}\n{parsed.Condition}");
            Assert.Equal(text, ConditionText.Print(parsed.Condition!));
        }
    }

    [Fact]
    public void Broken_text_is_answered_with_problems_inside_the_text_and_never_with_an_exception()
    {
        var sample = new Sample(5);
        var random = new Random(5);
        const string Signs = "()（）\"「」『』“”,、=＝!<>≠ 　and or not is in 婚約中0９-/.\\\0\n\uD83D\uDE00年月日前";
        for (var i = 0; i < 5_000; i++)
        {
            var text = ConditionText.Print(sample.Condition(3)).ToCharArray().ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(text.Count + 1);
                if (random.Next(2) == 0 || at == text.Count)
                {
                    text.Insert(at, Signs[random.Next(Signs.Length)]);
                }
                else
                {
                    text.RemoveRange(at, Math.Min(random.Next(4), text.Count - at));
                }
            }

            ReadsOrSaysWhy(string.Concat(text));
            ReadsOrSaysWhy(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Signs[random.Next(Signs.Length)])));
            ReadsOrSaysWhy(string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(0x10000))));
        }
    }

    private static void ReadsOrSaysWhy(string text)
    {
        var parsed = ConditionText.Parse(text, Shop.Vocabulary);
        Assert.NotEqual(parsed.IsUnderstood, parsed.Problems.Count > 0);
        Assert.All(parsed.Problems, problem =>
        {
            Assert.InRange(problem.Start, 0, text.Length);
            Assert.InRange(problem.Start + problem.Length, 0, text.Length);
            Assert.NotEmpty(problem.English);
            Assert.NotEmpty(problem.Japanese);
        });
        if (parsed.IsUnderstood)
        {
            Assert.Equal(parsed.Condition, ConditionText.Parse(ConditionText.Print(parsed.Condition), Shop.Vocabulary).Condition);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
