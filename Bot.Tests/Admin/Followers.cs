using System.Net;
using System.Net.Http.Json;
using Bot.Friends;
using Bot.Tests.Simulator;

namespace Bot.Tests.Admin;

/// <summary>Friends that the console's tests look at.</summary>
internal static class Followers
{
    /// <summary>Someone who follows the account, and whose name LINE has told.</summary>
    public static async Task<SimulatedPhone> Follower(this BotApplication bot, string name)
    {
        var phone = await bot.Phone(name);
        await phone.Follow();
        await BotApplication.Until(
            async () => (await bot.Store.Get(FriendCollections.Friends, phone.UserId, CancellationToken.None))?.Value.DisplayName == name,
            $"{name} is a friend with a name");
        return phone;
    }

    /// <summary>A follower with a tag.</summary>
    public static async Task<SimulatedPhone> Tagged(this BotApplication bot, string name, string tag)
    {
        var phone = await bot.Follower(name);
        var answer = await bot.Api.PutAsJsonAsync($"/api/friends/{phone.UserId}/tags/{Uri.EscapeDataString(tag)}", new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return phone;
    }
}
