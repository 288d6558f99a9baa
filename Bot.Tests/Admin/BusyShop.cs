using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Bot.Tests.Admin;

/// <summary>A shop with something of everything, so that every page of the console has something to show.</summary>
internal sealed class BusyShop : IDisposable
{
    private readonly Dictionary<string, string> _things = [];

    private BusyShop()
    {
    }

    public BotApplication Bot { get; } = new(new() { ["Bot:QuietHours"] = "none" });

    /// <summary>An address in which {…} stands for something of the shop's.</summary>
    public string Fill(string page) => _things.Aggregate(page, (url, thing) => url.Replace($"{{{thing.Key}}}", thing.Value, StringComparison.Ordinal));

    public static async Task<BusyShop> Open()
    {
        var shop = new BusyShop();
        await shop.Fill();
        return shop;
    }

    public void Dispose() => Bot.Dispose();

    private async Task Fill()
    {
        using var owner = new ConsoleClient(Bot.Address);
        var friend = await Bot.Tagged("さくら", "甘口");
        _things["friend"] = friend.UserId;
        await friend.Say("アレルギーのことで相談があります");
        await owner.Submit($"/friends/{friend.UserId}", $"/friends/{friend.UserId}/attributes", ("name", "来店回数"), ("type", "number"), ("value", "3"));

        (await Bot.Api.PutAsJsonAsync("/api/segments/mild", new { name = "甘口の方", condition = "tag = 甘口" })).EnsureSuccessStatusCode();
        _things["segment"] = "mild";
        await owner.Submit("/segments?condition=tag+%3D+VIP", "/segments/tags", ("name", "VIP"));

        _things["campaign"] = await Drafted(owner, "新カレー");
        _things["scheduled"] = await Drafted(owner, "年末のごあいさつ");
        await owner.Submit($"/campaigns/{_things["scheduled"]}", $"/campaigns/{_things["scheduled"]}/approve", ("when", "later"), ("at", "2099-12-31T10:00"));
        _things["sent"] = await Drafted(owner, "開店のお知らせ");
        await owner.Submit($"/campaigns/{_things["sent"]}", $"/campaigns/{_things["sent"]}/approve", ("when", "now"));

        _things["coupon"] = await Named(owner.Submit("/coupons/new", "/coupons", ("title", "秋のお礼"), ("kind", "percent"), ("number", "10")));
        _things["code"] = await Coupon(friend.UserId);
        _things["used"] = await Coupon((await Bot.Follower("健太")).UserId);
        await owner.Submit($"/coupons/counter?code={_things["used"]}", "/coupons/counter/redeem");

        _things["job"] = await Named(owner.Submit("/friends/tagging?put=VIP", "/friends/tagging"));
        var file = $"user_id,tags\n{friend.UserId},常連\n";
        _things["import"] = await Named(owner.Upload("/friends/import", "/friends/import", "friends.csv", Encoding.UTF8.GetBytes(file)));
        await owner.Submit("/inbox/replies", "/inbox/replies", ("title", "駐車場"), ("text", "店の裏に3台あります。"));

        _things["version"] = await Published("前の返事");
        await Published("今の返事");

        await BotApplication.Until(async () => (await Inbox()).GetArrayLength() > 0, "the question is in the inbox");
        _things["inquiry"] = (await Inbox())[0].GetProperty("id").GetString()!;
        foreach (var (what, done) in new[] { ($"/campaigns/{_things["sent"]}", "送信が終わりました"), ($"/jobs/{_things["job"]}", "完了") })
        {
            await BotApplication.Until(async () => (await owner.Open(what)).Text.Contains(done, StringComparison.Ordinal), $"{what}: {done}");
        }
    }

    private static async Task<string> Drafted(ConsoleClient owner, string name) =>
        await Named(owner.Submit("/campaigns/new", "/campaigns", ("name", name), ("condition", "tag = 甘口"), ("messages[0].text", "{name}さん、" + name + "です🍛")));

    // Where a form led is the address of what it made.
    private static async Task<string> Named(Task<ConsoleAnswer> made)
    {
        var answer = await made;
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        return answer.Path.Split('/')[^1];
    }

    private async Task<string> Coupon(string userId)
    {
        var given = await Bot.Api.PostAsJsonAsync("/api/coupons/first-10off/issues", new { userId });
        return (await given.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }

    // The version's hash.
    private async Task<string> Published(string reply)
    {
        const string File = "/api/definitions/dialogs/hello.yaml";
        using var text = new StringContent($"keywords:\n  - words: [こんにちは]\n    messages:\n      - {reply}\n", Encoding.UTF8, "application/yaml");
        (await Bot.Api.PutAsync(File, text)).EnsureSuccessStatusCode();
        var versions = await Bot.Api.GetFromJsonAsync<JsonElement>($"{File}/versions");
        return versions.GetProperty("items")[0].GetProperty("hash").GetString()!;
    }

    private async Task<JsonElement> Inbox() => (await Bot.Api.GetFromJsonAsync<JsonElement>("/api/inbox")).GetProperty("items");
}
