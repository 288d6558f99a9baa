using Bot.Friends;
using Bot.Segments.Indexing;
using Bot.Tests.Conditions;

namespace Bot.Tests.Segments.Indexing;

/// <summary>The index means what the predicate means, whatever became of the friends and however the index came about.</summary>
public class IndexAgreementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_the_index_is_sure_of_holds_and_what_holds_it_thinks_possible(int seed)
    {
        var sample = new Sample(seed);
        var random = new Random(seed);
        var friends = new Dictionary<string, Friend>();
        var index = new FriendIndex();
        var (exact, some) = (0, 0);
        for (var round = 0; round < 1_500; round++)
        {
            // Friends come, change, leave and come back between the questions.
            for (var change = random.Next(4) + (round == 0 ? 150 : 0); change > 0; change--)
            {
                var friend = sample.Friend(random.Next(200));
                if (random.Next(5) == 0)
                {
                    friends.Remove(friend.Id);
                    index.Remove(friend.Id);
                }
                else
                {
                    friends[friend.Id] = friend;
                    index.Put(friend);
                }
            }

            if (round % 500 == 250)
            {
                index = WrittenAndRead(index);
            }

            var condition = sample.Condition();
            var context = sample.Context([.. friends.Values]);
            var bounds = IndexedCondition.Of(condition, index, context, campaign => OrdinalsOf(index, context.Received[campaign]));
            var expected = friends.Values.Where(friend => condition.Holds(friend, context)).Select(friend => friend.Id).ToHashSet();
            var (sure, maybe) = (Ids(index, bounds.Sure), Ids(index, bounds.Maybe));

            Assert.Equal(friends.Count, index.Count);
            Assert.True(sure.IsSubsetOf(expected), $"{condition}: sure of {string.Join(", ", sure.Except(expected))}");
            Assert.True(expected.IsSubsetOf(maybe), $"{condition}: misses {string.Join(", ", expected.Except(maybe))}");
            Assert.Equal(sure.Count, index.CountOf(bounds.Sure));
            (exact, some) = (exact + (bounds.AreExact ? 1 : 0), some + (expected.Count > 0 && expected.Count < friends.Count ? 1 : 0));
        }

        // To be sure of nobody and think everybody possible would be no lie either.
        Assert.InRange(exact, 1_000, 1_500);
        Assert.InRange(some, 500, 1_500);
    }

    [Fact]
    public void Nothing_is_left_of_friends_who_left()
    {
        var sample = new Sample(6);
        var index = new FriendIndex();
        var friends = Enumerable.Range(0, 300).Select(sample.Friend).ToList();
        friends.ForEach(index.Put);
        friends.ForEach(friend => index.Remove(friend.Id));

        Assert.Equal(0, index.Count);
        Assert.All(index.Fields.All, field => Assert.Equal(0, field.Members.Count));
        Assert.Empty(index.IdsOf(index.BitsOf(index.Everybody)));

        // They may come back, under another ordinal.
        index.Put(friends[0]);
        Assert.Equal([friends[0].Id], index.IdsOf(index.BitsOf(index.Everybody)));
        Assert.Equal(301, index.OrdinalsGiven);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_of_nearly_everybody_is_in_the_order_of_ids_whoever_came_and_left_meanwhile(bool onlyLines)
    {
        var random = new Random(7);
        var index = new FriendIndex();
        var there = new SortedSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 20; round++)
        {
            foreach (var gone in there.Where(_ => random.Next(4) == 0).ToList())
            {
                index.Remove(gone);
                there.Remove(gone);
            }

            for (var come = random.Next(30); come > 0; come--)
            {
                var id = onlyLines || random.Next(5) > 0 ? $"U{random.NextInt64():x32}" : $"customer-{random.Next(1_000)}";
                index.Put(Friend.FirstSeen(id, DateTimeOffset.UnixEpoch));
                there.Add(id);
            }

            Assert.Equal(there, index.IdsOf(index.BitsOf(index.Everybody)));
        }
    }

    [Fact]
    public void A_long_list_is_kept_only_while_the_same_friends_are_meant()
    {
        var index = new FriendIndex();
        var ids = Enumerable.Range(0, 20_000).Select(number => $"U{number:x32}").ToList();
        ids.ForEach(id => index.Put(Friend.FirstSeen(id, DateTimeOffset.UnixEpoch)));
        FriendIds Everybody() => index.IdsOf(index.BitsOf(index.Everybody));
        var everybody = index.BitsOf(index.Everybody);

        Assert.Equal(ids, Everybody());
        Assert.Same(Everybody(), Everybody());
        index.Put(Friend.FirstSeen(ids[7], DateTimeOffset.UnixEpoch) with { Profile = new("さくら", DateTimeOffset.UnixEpoch) });
        Assert.Equal(ids, Everybody());
        index.Put(Friend.FirstSeen("Uf" + new string('0', 31), DateTimeOffset.UnixEpoch));
        Assert.Equal([.. ids, "Uf" + new string('0', 31)], Everybody());
        index.Remove(ids[7]);
        Assert.Equal([.. ids.Where(id => id != ids[7]), "Uf" + new string('0', 31)], Everybody());
        Assert.Equal(ids.Where(id => id != ids[7]), index.IdsOf(everybody)); // Bits that are older than who left.
        everybody[0] = 0;
        Assert.Equal(ids[64..], index.IdsOf(everybody));
    }

    [Fact]
    public void A_friend_with_ids_and_names_of_any_kind_survives_a_snapshot()
    {
        var index = new FriendIndex();
        foreach (var id in (string[])["U" + new string('a', 32), "other", "友だち😀", ""])
        {
            index.Put(Friend.FirstSeen(id, DateTimeOffset.UnixEpoch) with { Tags = [new("😀 \0 ", DateTimeOffset.MaxValue, FactSource.Bot)] });
        }

        var read = WrittenAndRead(index);

        Assert.Equal(index.IdsOf(index.BitsOf(index.Everybody)), read.IdsOf(read.BitsOf(read.Everybody)));
        Assert.Equal(4, read.Fields.Find(new(FactKind.Tag, "😀 \0 "))!.Members.Count);
        read.Remove("友だち😀");
        Assert.Equal(3, read.Count);
    }

    private static FriendIndex WrittenAndRead(FriendIndex index)
    {
        using var file = new MemoryStream();
        using (var to = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            index.Write(to);
        }

        file.Position = 0;
        using var from = new BinaryReader(file);
        return FriendIndex.Read(from);
    }

    private static OrdinalSet OrdinalsOf(FriendIndex index, FriendIds ids)
    {
        var ordinals = new OrdinalSet();
        foreach (var id in ids)
        {
            if (index.OrdinalOf(id) is var ordinal and >= 0)
            {
                ordinals.Add(ordinal);
            }
        }

        return ordinals;
    }

    private static HashSet<string> Ids(FriendIndex index, Selection selection) => [.. index.IdsOf(index.BitsOf(selection))];
}
