using System.Globalization;
using System.Text.Json;
using Bot.Demo;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Tests.Demo;

public class PopulationTests
{
    private const int Many = 3_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 5, 30, 0, 123, TimeSpan.Zero);
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly List<Friend> Friends = [.. Enumerable.Range(0, Many).Select(Of(seed: 1).Friend)];

    [Fact]
    public void A_friend_is_what_seed_and_number_say_whoever_was_made_before()
    {
        var (forward, backward) = (Of(seed: 7), Of(seed: 7));

        var friends = Enumerable.Range(0, 200).Select(number => Json(forward.Friend(number))).ToList();
        var again = Enumerable.Range(0, 200).Reverse().AsParallel().AsOrdered().Select(number => Json(backward.Friend(number))).Reverse().ToList();

        Assert.Equal(friends, again);
        Assert.NotEqual(friends[0], Json(Of(seed: 8).Friend(0)));
    }

    [Fact]
    public void A_friend_is_the_same_on_every_machine_and_in_every_version()
    {
        var friend = Friends[3];

        Assert.Equal("Uce13c0ec77c6a5c38ec8efaeba614646", friend.Id);
        Assert.Equal("長谷川陽菜", friend.DisplayName);
        Assert.Equal(["ランチ利用", "岡山店チキンカレー購入", "結婚式済"], friend.Tags.Take(3).Select(tag => tag.Name));
    }

    [Fact]
    public void Ids_look_like_LINEs_and_are_all_different()
    {
        var population = Of(seed: 1);

        var ids = Enumerable.Range(0, 200_000).Select(population.Id).ToList();

        Assert.All(ids, id => Assert.Matches("^U[0-9a-f]{32}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids.Take(1000), id => Assert.True(MadeUpId.Is(id)));
        Assert.All(ids.CountBy(id => id[1]), first => Assert.InRange(first.Value, 11_500, 13_500));
        Assert.Empty(ids.Take(1000).Intersect(Enumerable.Range(0, 1000).Select(Of(seed: 2).Id)));
    }

    [Fact]
    public void Every_friend_is_one_that_the_product_could_have_made()
    {
        Assert.All(Friends, Sound);
        Assert.Equal(Friends.Select(Json), Friends.Select(friend => Json(Read(Json(friend)))));
    }

    // A moment on the day of the last change of the clocks, a leap day, a zone far from UTC: dates are where bugs live.
    [Theory]
    [InlineData("2028-02-29T14:59:59.999Z", "Asia/Tokyo")]
    [InlineData("2026-03-29T01:30:00Z", "Europe/Berlin")]
    [InlineData("2026-01-01T00:00:00Z", "Pacific/Kiritimati")]
    [InlineData("2026-07-01T00:00:00Z", "America/St_Johns")]
    public void Nothing_lies_in_the_future_whatever_the_day_and_the_zone(string now, string zone)
    {
        var at = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
        var population = new Population(3, new PopulationOptions(), at, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.All(Enumerable.Range(0, 500).Select(population.Friend), friend => Sound(friend, at, TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Fact]
    public void Somebody_is_born_on_the_29th_of_February()
    {
        Assert.Contains(Enumerable.Range(0, 20_000).Select(Of(seed: 1).Friend), friend => Attribute(friend, "birthday")?.Date is { Month: 2, Day: 29 });
    }

    [Theory]
    [InlineData(500, 20)]
    [InlineData(50, 5)]
    [InlineData(5_000, 40)]
    [InlineData(1, 0.5)]
    [InlineData(20, 0)]
    public void Friends_hold_as_many_tags_as_was_said(int tags, double each)
    {
        var population = new Population(1, new PopulationOptions { Tags = tags, TagsEach = each, TagsAlone = true }, Now, Tokyo);

        var friends = Enumerable.Range(0, 1_000).Select(population.Friend).ToList();

        Assert.Equal(tags, population.Tags.Distinct().Count());
        Assert.InRange(friends.Average(friend => friend.Tags.Count), each * 0.93, each * 1.07);
        Assert.Subset(population.Tags.ToHashSet(), friends.SelectMany(friend => friend.Tags).Select(tag => tag.Name).ToHashSet());
    }

    [Fact]
    public void A_few_tags_are_nearly_everybodys_and_the_long_tail_is_rare()
    {
        var share = Friends.SelectMany(friend => friend.Tags).CountBy(tag => tag.Name).ToDictionary(tag => tag.Key, tag => (double)tag.Value / Many);
        var byRank = Of(seed: 1).Tags.Select(name => share.GetValueOrDefault(name)).ToList();

        Assert.InRange(byRank[0], 0.9, 0.97);
        Assert.True(byRank.Count(part => part < 0.01) > 120);
        // Zipf: what the ranks of one tenfold hold together is about what those of another do.
        Assert.InRange(byRank.Skip(9).Take(40).Sum() / byRank.Skip(49).Take(200).Sum(), 0.6, 1.7);
        Assert.InRange(Friends.Select(friend => friend.Tags.Count).Order().ElementAt(Many / 20), 10, 17);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5_001, 20)]
    [InlineData(500, 251)]
    [InlineData(500, -1)]
    public void Tags_that_cannot_be_held_are_refused(int tags, double each)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Population(1, new PopulationOptions { Tags = tags, TagsEach = each }, Now, Tokyo));
    }

    [Fact]
    public void Who_visits_often_spends_more_ranks_higher_and_came_lately()
    {
        var rare = Friends.Where(friend => Attribute(friend, "visits")!.Number is > 0 and < 6).ToList();
        var often = Friends.Where(friend => Attribute(friend, "visits")!.Number >= 15).ToList();

        Assert.InRange((double)often.Count / Many, 0.05, 0.4);
        Assert.True(often.Average(Spend) > 4 * rare.Average(Spend));
        Assert.All(often, friend => Assert.Contains(Attribute(friend, "rank")!.Text, (string[])["GOLD", "PLATINUM"]));
        Assert.All(rare, friend => Assert.Equal("REGULAR", Attribute(friend, "rank")!.Text));
        Assert.True(often.Average(DaysSinceVisit) * 2 < rare.Average(DaysSinceVisit));
        Assert.True(Share(often, friend => friend.LastMessageAt is not null) > Share(rare, friend => friend.LastMessageAt is not null) + 0.1);
        Assert.True(Share(often, friend => friend.HasTag("常連")) > 2 * Share(rare, friend => friend.HasTag("常連")));
        Assert.True(Share(often, friend => friend.Status == FriendStatus.Blocked) < Share(rare, friend => friend.Status == FriendStatus.Blocked));

        double Spend(Friend friend) => Attribute(friend, "spend")!.Number!.Value;
        double DaysSinceVisit(Friend friend) => DateOnly.FromDateTime(Now.DateTime).DayNumber - Attribute(friend, "last_visit")!.Date!.Value.DayNumber;
    }

    [Fact]
    public void Tags_agree_with_where_people_live_and_what_they_are()
    {
        var living = Friends.Where(friend => Attribute(friend, "prefecture") is not null).ToList();

        Assert.All(living, friend => Assert.All(
            friend.Tags.Where(tag => tag.Name.EndsWith("在住", StringComparison.Ordinal)),
            tag => Assert.Equal($"{Attribute(friend, "prefecture")!.Text}在住", tag.Name)));
        Assert.InRange(Share(living, friend => Attribute(friend, "prefecture")!.Text == "東京都"), 0.08, 0.15);
        Assert.Equal(47, living.Select(friend => Attribute(friend, "prefecture")!.Text).Distinct().Count());
        Assert.All(
            Friends.Where(friend => friend.HasTag("レディースデー利用") && Attribute(friend, "gender") is not null).CountBy(friend => Attribute(friend, "gender")!.Text!),
            gender => Assert.True(gender.Key == "女性" ? gender.Value > 300 : gender.Value < 300));
    }

    [Fact]
    public void They_came_ever_faster_in_the_shops_hours_and_most_still_follow()
    {
        var half = Now.AddDays(-365);

        Assert.All(Friends, friend => Assert.InRange(friend.FirstSeenAt, Now.AddDays(-730), Now));
        Assert.InRange(Share(Friends, friend => friend.FirstSeenAt > half), 0.55, 0.7);
        Assert.InRange(Share(Friends, friend => At(friend).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday), 0.32, 0.5);
        Assert.InRange(Share(Friends, friend => At(friend).Hour is >= 10 and <= 21), 0.95, 1);
        Assert.InRange(Share(Friends, friend => friend.Status == FriendStatus.Following), 0.8, 0.93);
        Assert.InRange(Share(Friends, friend => friend.Status == FriendStatus.Blocked), 0.05, 0.16);
        Assert.InRange(Share(Friends, friend => friend.Status == FriendStatus.Visitor), 0.01, 0.03);

        DateTime At(Friend friend) => TimeZoneInfo.ConvertTime(friend.FirstSeenAt, Tokyo).DateTime;
    }

    [Fact]
    public void Names_are_written_in_every_way_that_people_write_theirs()
    {
        var names = Friends.Select(friend => friend.DisplayName!).ToList();

        Assert.Contains(names, name => name.All(letter => letter is >= '\u4e00' and <= '\u9fff'));
        Assert.Contains(names, name => name.All(letter => letter is >= 'ぁ' and <= 'ん'));
        Assert.Contains(names, name => name.All(letter => letter is >= 'ァ' and <= 'ヶ'));
        Assert.Contains(names, name => name.All(char.IsAscii));
        Assert.Contains(names, name => name.Any(char.IsSurrogate));
        Assert.All(names, name => Assert.InRange(name.Length, 1, 20));
        Assert.True(names.Distinct().Count() > Many / 3);
    }

    [Fact]
    public void Tags_alone_leave_out_the_rest_and_change_nothing_else()
    {
        var alone = new Population(1, new PopulationOptions { TagsAlone = true }, Now, Tokyo);

        Assert.All(Friends.Take(300), (friend, number) =>
        {
            var bare = friend with { Profile = null, ProfileAskedAt = null, Attributes = [Attribute(friend, "rank")!] };
            Assert.Equal(Json(bare), Json(alone.Friend(number)));
        });
    }

    private static Population Of(long seed) => new(seed, new PopulationOptions(), Now, Tokyo);

    private static void Sound(Friend friend) => Sound(friend, Now, Tokyo);

    private static void Sound(Friend friend, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        DateTimeOffset?[] times =
        [
            friend.FollowedAt, friend.BlockedAt, friend.LastMessageAt, friend.ProfileAskedAt, friend.Profile?.FetchedAt,
            .. friend.Tags.Select(tag => tag.Since), .. friend.Attributes.Select(attribute => attribute.At),
        ];
        Assert.All(times.OfType<DateTimeOffset>(), time => Assert.InRange(time, friend.FirstSeenAt, friend.BlockedAt ?? now));
        Assert.All(times.Append(friend.FirstSeenAt).OfType<DateTimeOffset>(), time => Assert.Equal(time, StoredTime.Truncate(time)));
        Assert.Equal(friend.Status == FriendStatus.Visitor, friend.FollowedAt is null);
        Assert.Equal(friend.Status == FriendStatus.Blocked, friend.BlockedAt is not null);
        Assert.True(friend.BlockedAt is null || friend.BlockedAt > friend.FollowedAt);
        Assert.True(friend.Status != FriendStatus.Visitor || friend.LastMessageAt is not null);

        Assert.Equal(friend.Tags.OrderBy(tag => tag.Since), friend.Tags);
        Assert.Equal(friend.Tags.Count, friend.Tags.DistinctBy(tag => tag.Name).Count());
        Assert.All(friend.Tags.Where(tag => tag.Group is not null).CountBy(tag => tag.Group!), group => Assert.Equal(1, group.Value));
        Assert.Equal(friend.Attributes.Count, friend.Attributes.DistinctBy(attribute => attribute.Name).Count());
        Assert.All(friend.Attributes, attribute =>
        {
            Assert.Single(((object?[])[attribute.Text, attribute.Number, attribute.Flag, attribute.Date]).OfType<object>());
            Assert.True(attribute.Date is null || attribute.Date <= today);
            Assert.True(attribute.Number is null || double.IsFinite(attribute.Number.Value));
        });
    }

    private static double Share(List<Friend> friends, Func<Friend, bool> holds) => (double)friends.Count(holds) / friends.Count;

    private static FriendAttribute? Attribute(Friend friend, string name) => friend.Attributes.FirstOrDefault(attribute => attribute.Name == name);

    private static string Json(Friend friend) => JsonSerializer.Serialize(friend, FriendCollections.Friends.Json);

    private static Friend Read(string json) => JsonSerializer.Deserialize(json, FriendCollections.Friends.Json)!;
}
