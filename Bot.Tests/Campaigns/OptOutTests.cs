using System.Collections.Concurrent;
using System.Text.Json;
using Bot.Campaigns;
using Bot.Friends;
using Bot.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Campaigns;

/// <summary>Who asked to be sent nothing gets no campaign, whenever they asked.</summary>
public class OptOutTests
{
    [Theory]
    [InlineData("みなさまへ", null)]
    [InlineData("{name}さんへ", null)]
    [InlineData("みなさまへ", "新商品")]
    [InlineData("{name}さんへ", "新商品")]
    public async Task Who_asked_before_is_in_no_audience_and_who_asks_or_is_erased_in_between_is_left_out(string text, string? topic)
    {
        await using var shop = new Shop();
        await shop.Befriend(10, (number, friend) => number switch
        {
            3 => friend.WithOptOut(topic, Shop.Noon),
            7 => friend.WithOptOut("クーポン", Shop.Noon),
            _ => friend,
        });
        var draft = await shop.Draft(topic is null ? "all" : $"not opted_out({topic})", text, topic: topic);
        var preview = await shop.Desk.Preview(draft.Id, CancellationToken.None);
        Assert.Equal(9, Assert.IsType<PreviewResult.Shown>(preview).Preview.Messages);
        var campaign = await shop.Approved(draft);
        await shop.Run();
        Assert.NotEmpty(await shop.Outbox(campaign.Id));

        await shop.Change(Shop.Id(5), friend => friend.WithOptOut(topic, Shop.Noon));
        await shop.Change(Shop.Id(6), friend => friend.ErasedBy("job"));
        var got = new ConcurrentBag<string>();
        shop.Line.Accept = body =>
        {
            var to = body.GetProperty("to");
            foreach (var id in to.ValueKind == JsonValueKind.Array ? to.EnumerateArray().Select(one => one.GetString()!) : [to.GetString()!])
            {
                got.Add(id);
            }
        };
        using var sender = ActivatorUtilities.CreateInstance<MailingSender>(shop.Services);
        await sender.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await shop.Campaign(campaign.Id)).State != CampaignState.Sent)
        {
            await shop.Run();
            await Task.Delay(20, limit.Token);
        }

        await sender.StopAsync(CancellationToken.None);
        Assert.Equal(7, got.Count);
        Assert.DoesNotContain(Shop.Id(6), got);
        Assert.DoesNotContain(Shop.Id(3), got);
        Assert.DoesNotContain(Shop.Id(5), got);
        Assert.Equal(2, (await shop.Campaign(campaign.Id)).Counts!.Skipped);
    }

    [Fact]
    public async Task Tags_and_attributes_do_not_bring_back_who_opted_out_and_following_again_does_not_either()
    {
        await using var shop = new Shop();
        await shop.Befriend(2, (number, friend) => number == 1 ? friend.WithOptOut(null, Shop.Noon).WithTag(Shop.Tag("VIP")).Friend : friend);
        await shop.Change(Shop.Id(1), friend => friend.Blocked(Shop.Noon.AddHours(1))!.Followed(Shop.Noon.AddHours(2))!.WithoutTag("VIP")!);
        Assert.Equal(1, Assert.IsType<PreviewResult.Shown>(await shop.Desk.Preview((await shop.Draft()).Id, CancellationToken.None)).Preview.Messages);

        await shop.Change(Shop.Id(1), friend => friend.WithoutOptOut(null, [], Shop.Noon));

        Assert.Equal(2, Assert.IsType<PreviewResult.Shown>(await shop.Desk.Preview((await shop.Draft()).Id, CancellationToken.None)).Preview.Messages);
    }

    [Fact]
    public async Task A_campaign_with_a_topic_leaves_out_in_its_condition_who_opted_out_of_it()
    {
        await using var shop = new Shop();
        await shop.Befriend(4, (number, friend) => number == 2 ? friend.WithOptOut("新商品", Shop.Noon) : friend);

        var created = await shop.Post("/api/campaigns", new { name = "新商品", condition = "all", topic = "新商品", messages = new[] { new { type = "text", text = "こんにちは" } } });

        var campaign = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains("all and not opted_out(新商品)", campaign.GetRawText(), StringComparison.Ordinal);
    }
}
