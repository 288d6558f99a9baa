using Bot.Friends;

namespace Bot.Tests.Friends;

public class FriendFactsTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);
    private static readonly Friend Hana = Friend.FirstSeen("U1", Ten);

    [Fact]
    public void A_block_that_arrives_after_the_later_follow_changes_nothing()
    {
        var back = Hana.Followed(Ten)!.Blocked(Ten.AddMinutes(1))!.Followed(Ten.AddMinutes(2))!;

        Assert.Null(back.Blocked(Ten.AddMinutes(1)));
        Assert.Null(back.Followed(Ten.AddMinutes(2)));
        Assert.Equal(FriendStatus.Following, back.Status);
    }

    [Fact]
    public void Who_writes_has_unblocked_us()
    {
        var blocked = Hana.Followed(Ten)!.Blocked(Ten.AddMinutes(1))!;

        var (friend, unblocked) = blocked.Spoke(Ten.AddMinutes(5));

        Assert.True(unblocked);
        Assert.Equal(FriendStatus.Following, friend.Status);
        Assert.False(blocked.Spoke(Ten).Unblocked);
    }

    [Fact]
    public void The_last_message_is_the_latest_not_the_last_to_arrive()
    {
        var friend = Hana.Spoke(Ten.AddMinutes(2)).Friend.Spoke(Ten.AddMinutes(1)).Friend;

        Assert.Equal(Ten.AddMinutes(2), friend.LastMessageAt);
    }

    [Fact]
    public void A_tag_of_an_exclusive_group_takes_the_place_of_the_other()
    {
        var planned = Hana.WithTag(new FriendTag("結婚式予定", Ten, FactSource.Bot) { Group = "結婚式" }).Friend;

        var (done, added, removed) = planned.WithTag(new FriendTag("結婚式済", Ten, FactSource.Bot) { Group = "結婚式" });

        Assert.True(added);
        Assert.Equal("結婚式予定", Assert.Single(removed).Name);
        Assert.Equal("結婚式済", Assert.Single(done.Tags).Name);
    }
}
