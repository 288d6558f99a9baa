using System.Net;
using System.Text;
using Bot.Tests.Admin;
using Bot.Tests.Simulator;

namespace Bot.Tests.Journeys;

/// <summary>Two instances on one store are one bot: a survey edited through one is asked by both, a page opened on one is sent to the other.</summary>
public sealed class OneBotTests : IDisposable
{
    private readonly TestStore _store = TestStore.OnMongo();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_is_edited_on_one_instance_is_asked_by_both_and_a_form_of_one_counts_on_the_other()
    {
        await using var fleet = await Fleet.Create(_store.Folder, size: 2, _store.Settings.Select(setting => $"--{setting.Key}={setting.Value}"));
        await Task.WhenAll(fleet.Instances.Select(instance => instance.Start()));
        var (one, other) = (fleet.Instances[0].Api, fleet.Instances[1].Api);
        var early = await Friend(fleet);
        Assert.DoesNotContain("新しい質問", (await early.Takes("辛さ"))[^1].Text, StringComparison.Ordinal);

        var survey = await one.GetStringAsync("/api/definitions/surveys/spice-level.yaml");
        var edited = survey.Replace("カレーの辛さは", "新しい質問、辛さは", StringComparison.Ordinal);
        Assert.NotEqual(survey, edited);
        (await one.PutAsync("/api/definitions/surveys/spice-level.yaml", new StringContent(edited, Encoding.UTF8, "application/yaml"))).EnsureSuccessStatusCode();
        await BotApplication.Until(
            async () => (await other.GetStringAsync("/api/surveys/spice-level")).Contains("新しい質問", StringComparison.Ordinal), "the other instance has the edit");

        // The balancer takes one instance after the other.
        foreach (var late in new[] { await Friend(fleet), await Friend(fleet), await Friend(fleet) })
        {
            Assert.Contains("新しい質問", (await late.Takes("辛さ"))[^1].Text, StringComparison.Ordinal);
        }

        Assert.Contains("ご来店", (await early.Choose("甘口"))[^1].Text, StringComparison.Ordinal);

        var cookies = new CookieContainer();
        using var opened = await ConsoleClient.Invited(one, "owner", cookies);
        using var sent = new ConsoleClient(other.BaseAddress!, cookies);
        var form = (await opened.Open("/segments?condition=all")).HiddenFieldsOf("/segments");
        Assert.Equal(HttpStatusCode.OK, (await sent.Post("/segments", [.. form, ("name", "みなさん")])).Status);
    }

    private static async Task<SimulatedPhone> Friend(Fleet fleet)
    {
        var phone = await SimulatedPhone.Add(fleet.Line);
        await phone.Follow();
        await phone.Answer();
        return phone;
    }
}
