using Bot.Friends;

namespace Bot.Tests.Friends;

public class FriendIdsTests
{
    [Fact]
    public void Ids_of_LINE_come_back_as_they_were_in_the_order_of_their_texts()
    {
        var random = new Random(1);
        List<string> ids = ["U" + new string('0', 32), "U" + new string('f', 32), .. Enumerable.Range(0, 500).Select(_ => "U" + random.GetHexString(32, lowercase: true))];

        var list = FriendIds.Of(ids.Concat(ids.Take(9)));

        Assert.Equal(ids.Order(StringComparer.Ordinal), list);
        Assert.All(ids, id => Assert.True(list.Contains(id)));
        Assert.False(list.Contains("U" + new string('1', 32)));
        Assert.Equal(list.Count, list.CountUntil("U" + new string('f', 32)));
        Assert.Equal(1, list.CountUntil("U" + new string('0', 32)));
    }

    [Theory]
    [InlineData("friend-1")]
    [InlineData("")]
    [InlineData("U0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("u00000000000000000000000000000001")]
    [InlineData("U+0000000000000000000000000000001")]
    public void Any_other_id_is_kept_as_it_is(string id)
    {
        string[] ids = [id, "U" + new string('a', 32), "V"];

        var list = FriendIds.Of(ids);

        Assert.Equal(ids.Order(StringComparer.Ordinal), list);
        Assert.True(list.Contains(id));
    }
}
