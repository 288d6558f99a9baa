using System.Net;
using System.Text;
using Bot.Storage;
using Bot.Surveys.Photos;
using Bot.Tests.Admin;
using Bot.Tests.Journeys;
using Bot.Tests.Simulator;

namespace Bot.Tests.Surveys.Questions;

/// <summary>A friend answers one question of every kind; segments find them by each answer, and an erasure leaves counts alone.</summary>
public sealed class EveryKindJourneyTests() : Journey(TestStore.OnSqlite(), own => Visit.AtNoon(store: own))
{
    // Asked on Friday 15 January 2027.
    private const string Survey = """
        id: all
        title: 全部
        purpose: 試すため
        start: { keywords: [全部] }
        questions:
          - { id: one, kind: choice, text: きっかけは？, options: [看板, { label: その他, id: other, other: true }] }
          - { id: picture, kind: picture-choice, text: お好きなのは？, options: [{ label: 赤, picture: "https://example.com/r.png" }, { label: 青, picture: "https://example.com/b.png" }] }
          - { id: yes, kind: yes-no, text: アレルギーは？, attribute: アレルギー }
          - { id: nps, kind: nps, text: おすすめしますか？, attribute: おすすめ }
          - { id: stars, kind: stars, text: 接客は？ }
          - { id: ranks, kind: ranking, text: お好きな順に, options: [カレー, うどん, 寿司], top: 2 }
          - { id: born, kind: date, text: お誕生日は？, until: today - 18 years, attribute: 誕生日 }
          - { id: tour, kind: date-time, text: ご見学は？, from: today }
          - { id: time, kind: time, text: 何時に？, attribute: 時刻 }
          - { id: place, kind: location, text: どちらへ？ }
          - { id: tel, kind: phone, text: お電話は？, attribute: 電話 }
          - { id: mail, kind: mail, text: メールは？ }
          - { id: zip, kind: postal-code, text: 郵便番号は？, area-attribute: 都道府県 }
          - { id: kana, kind: kana, text: フリガナは？, attribute: フリガナ }
          - { id: photo, kind: photo, text: お写真を }
        finish: { messages: [全部いただきました] }
        """;

    private static readonly string[] Personal =
        ["きっかけは夢のお告げ", "1985-03-10", "2027-01-23", "18:47", "35.681", "090-9876-5432", "sumire@example.jp", "963-0101", "キリュウイン"];

    [Fact]
    public async Task Every_answer_is_found_by_segments_exported_counted_and_erased()
    {
        var phone = await Answered();

        Assert.All(
            new[]
            {
                "answer(all.one) = other", "answer(all.picture) = 青", "answer(all.yes) = yes and attribute(アレルギー) = true", "answer(all.yes) = はい",
                "answer(all.nps) >= 9 and attribute(おすすめ) = 10", "answer(all.stars) = 4", "answer(all.ranks) in (寿司, カレー)",
                "answer(all.born) < 2000-01-01 and attribute(誕生日) = 1985-03-10", "answer(all.tour) = 2027-01-23", "answer(all.time) = \"18:47\" and attribute(時刻) = \"18:47\"",
                "answered(all.place)", "answer(all.tel) contains \"9876\" and attribute(電話) contains 090", "answer(all.mail) contains \"@example.jp\"",
                "attribute(都道府県) = 福島県 and answer(all.zip) = \"963-0101\"", "answer(all.kana) contains キリュウイン", "answered(all.photo)", "completed(all)",
            },
            condition => Assert.Equal(1, _marketer.Count(condition).GetAwaiter().GetResult()));
        var before = await Results();
        var export = (await _marketer.Get($"friends/{phone.UserId}/export")).GetRawText();
        Assert.All(Personal, said => Assert.Contains(said, export, StringComparison.Ordinal));
        await BotApplication.Until(async () => await Pieces() == 1, "the picture is kept");

        (await _bot.Api.DeleteAsync($"api/friends/{phone.UserId}")).EnsureSuccessStatusCode();

        Assert.Equal(0, await Pieces());
        var left = await _store.Everything();
        Assert.DoesNotContain(Personal, said => left.AsSpan().IndexOf(Encoding.UTF8.GetBytes(said)) >= 0);

        // Chosen options and grades go on counting, and that the others were answered.
        var after = await Results();
        Assert.Equal(before.Select(result => result.Answered), after.Select(result => result.Answered));
        string[] counted = ["one", "picture", "yes", "nps", "stars", "ranks"];
        Assert.Equal(before.Where(result => counted.Contains(result.Id)), after.Where(result => counted.Contains(result.Id)));
        Assert.All(after.Where(result => !counted.Contains(result.Id)), result => Assert.DoesNotContain("\"count\":1", result.Counts, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_console_shows_the_results_of_every_kind()
    {
        await Answered();
        using var console = new ConsoleClient(_bot.Address);

        var page = await Read("surveys/all");

        Assert.All(["+100", "平均順位", "福島県", "写真を見る", "書かれた内容を読む", "★4"], shown => Assert.Contains(shown, page, StringComparison.Ordinal));
        Assert.Contains("きっかけは夢のお告げ", await Read("surveys/all/questions/one"), StringComparison.Ordinal);
        Assert.Contains("090-9876-5432", await Read("surveys/all/questions/tel"), StringComparison.Ordinal);

        async Task<string> Read(string path) => WebUtility.HtmlDecode((await console.Open("/" + path)).Html);
    }

    private async Task<SimulatedPhone> Answered()
    {
        (await _bot.Api.PutAsync("api/definitions/surveys/all.yaml", new StringContent(Survey, Encoding.UTF8, "application/yaml"))).EnsureSuccessStatusCode();
        var phone = await _bot.Friend();
        await phone.Takes("全部", "その他");
        await phone.Ask("きっかけは夢のお告げ");
        await phone.Choose("青");
        await phone.Choose("はい");
        await phone.Choose("10");
        await phone.Choose("★4");
        await phone.Choose("寿司");
        await phone.Choose("カレー");
        await phone.Ask("昭和60年3月10日");
        await phone.Choose("日時を選ぶ", "2027-01-23T18:30");
        await phone.Choose("時刻を選ぶ", "18:47");
        await phone.Location(35.681236, 139.767125);
        await phone.Answer();
        await phone.Ask("０９０９８７６５４３２");
        await phone.Ask("sumire@EXAMPLE.jp");
        await phone.Ask("9630101");
        await phone.Ask("きりゅういん　すみれ");
        await phone.Picture();
        Assert.Contains("全部いただきました", (await phone.Answer())[0].Text, StringComparison.Ordinal);
        return phone;
    }

    private async Task<IReadOnlyList<(string Id, int Answered, string Counts)>> Results() =>
    [
        .. (await _marketer.Get("surveys/all/results")).GetProperty("questions").EnumerateArray()
            .Select(question => (question.GetProperty("id").GetString()!, question.GetProperty("answered").GetInt32() + question.GetProperty("erased").GetInt32(), question.GetProperty("counts").GetRawText())),
    ];

    private async Task<long> Pieces() => await _bot.Store.Count(PhotoCollections.Pieces, Filter.Everything, default);
}
