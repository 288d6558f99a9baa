using System.Globalization;
using System.Text.Json;
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

    [Theory]
    [InlineData("U")]
    [InlineData("friend-")]
    public void Both_forms_answer_the_same(string prefix)
    {
        string Id(int number) => prefix == "U" ? $"U{number:x32}" : $"{prefix}{number:x32}";
        var even = Enumerable.Range(1, 200).Select(number => Id(number * 2)).ToList();
        var list = FriendIds.Of(even);

        Assert.Equal(even[50..120], list[50..120]);
        Assert.Equal(even[^1], list[^1]);
        Assert.Equal(even.Except([Id(2), Id(100), Id(400)]), list.Without(Id(2)).Without(Id(100)).Without(Id(400)).Without(Id(3)));
        Assert.Equal(100, list.CountShared(FriendIds.Of(Enumerable.Range(1, 200).Select(Id))));
        Assert.Equal(0, list.CountShared(FriendIds.None));
        Assert.Equal(50, list.CountUntil(Id(101)));
        Assert.Equal(0, list.CountUntil(Id(1)));
        Assert.Equal(prefix == "U" ? 200 : 0, list.CountUntil("V"));

        var keys = new List<string>();
        list.ForEachKey(key => keys.Add(Convert.ToHexString(key)));
        Assert.Equal(list.Select(id => Convert.ToHexString(PackedId.KeyOf(id))), keys);

        var json = JsonSerializer.Serialize(list);
        Assert.Equal(list, JsonSerializer.Deserialize<FriendIds>(json)!);
        Assert.Equal(even, JsonSerializer.Deserialize<FriendIds>(json)!);
    }

    [Theory]
    [InlineData("U")]
    [InlineData("friend-")]
    public void The_hash_is_of_the_friends_in_whatever_order_they_came_and_of_each_of_them(string prefix)
    {
        var ids = Enumerable.Range(1, 150).Select(number => prefix + number.ToString("x32", CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(Hash(ids), Hash([.. Enumerable.Reverse(ids)]));
        Assert.Equal(151, Enumerable.Range(0, 150).Select(gone => Hash([.. ids.Where((_, at) => at != gone)])).Append(Hash(ids)).Distinct().Count());

        static string Hash(IReadOnlyList<string> ids) => Convert.ToHexString(FriendIds.Of(ids).Digest());
    }

    [Fact]
    public void Ids_of_LINE_take_16_bytes_in_a_document_and_broken_ones_are_refused()
    {
        var json = JsonSerializer.Serialize(FriendIds.Of(["U" + new string('0', 31) + "1"]));

        Assert.Equal("""{"$binary":"AAAAAAAAAAAAAAAAAAAAAQ=="}""", json);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FriendIds>("""{"$binary":"AAAA"}"""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FriendIds>("[1]"));
    }
}
