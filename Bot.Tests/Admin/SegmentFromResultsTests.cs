using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Bot.Friends;
using Bot.Segments;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Admin;

/// <summary>Every number of the results leads to a segment of exactly so many friends.</summary>
public sealed partial class SegmentFromResultsTests : IDisposable
{
    private const string Yaml = """
        id: every
        title: 全部
        purpose: 試すため
        start: { keywords: [全部] }
        questions:
          - { id: single, kind: choice, text: ひとつ, options: [赤, { label: 青 いろ, id: blue }, { label: その他, other: true }] }
          - { id: many, kind: multi-choice, text: いくつか, options: [月, 火, 水] }
          - { id: sure, kind: yes-no, text: はい？ }
          - { id: order, kind: ranking, text: 順番, options: [一, 二, 三] }
          - { id: words, kind: text, text: ことば, optional: true }
          - { id: count, kind: number, text: 数, min: 0, max: 99 }
          - { id: grade, kind: scale, text: 段階, min: 1, max: 5 }
          - { id: recommend, kind: nps, text: 推奨 }
          - { id: star, kind: stars, text: 星 }
          - { id: day, kind: date, text: 日 }
          - { id: at, kind: date-time, text: 日時 }
          - { id: hour, kind: time, text: 時 }
          - { id: phone, kind: phone, text: 電話 }
          - { id: mail, kind: mail, text: メール }
          - { id: code, kind: postal-code, text: 郵便番号 }
          - { id: kana, kind: kana, text: カナ }
        finish: { messages: [おわり] }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("every-").FullName;
    private readonly BotApplication _bot;

    public SegmentFromResultsTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "surveys"));
        File.WriteAllText(Path.Combine(_root, "surveys", "every.yaml"), Yaml);
        _bot = new(new() { ["Definitions:Root"] = _root });
    }

    public void Dispose()
    {
        _bot.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task The_segment_has_as_many_friends_as_the_bar_for_every_kind_of_question()
    {
        await Answer("さくら", "赤", ["月", "火"], "はい", ["一", "二"], "おいしい🍛", "3", "5", "10", "5", "2026-12-24", "2026-12-24 18:30", "18:30", "090-1234-5678", "a@example.com", "100-0001", "ヤマダ");
        await Answer("健太", "青 いろ", ["火"], "いいえ", ["二", "一"], "スキップ", "3", "4", "6", "4", "2026-12-24", "2026-12-25 10:00", "9:00", "090-1234-5679", "b@example.com", "530-0001", "スズキ");
        var blocked = await Answer("美咲", "赤", ["水"], "はい", ["三", "一"], "ふつう", "12", "1", "8", "1", "2027-01-01", "2027-01-01 10:00", "9:00", "090-1234-5670", "c@example.com", "100-0002", "タナカ");
        var half = await Follower("途中");
        await Say(half, "全部", "同意してはじめる", "赤");
        await blocked.Block();
        await BotApplication.Until(async () => (await _bot.Store.Get(FriendCollections.Friends, blocked.UserId, default))!.Value.Status == FriendStatus.Blocked, "the block");

        using var console = new ConsoleClient(_bot.Address);
        var page = await console.Open("/surveys/every");
        var links = Link().Matches(page.Html).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).Distinct().ToList();

        // All sixteen kinds with their number of answers, the options, grades and bands, and where the one stands who has not finished.
        Assert.True(links.Count > 40, $"{links.Count} links: {string.Join('\n', links)}");
        Assert.Contains("3 人", page.Text, StringComparison.Ordinal);
        var segments = _bot.Services.GetRequiredService<SegmentReader>();
        foreach (var link in links)
        {
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..]);
            var n = long.Parse(query["n"]!, CultureInfo.InvariantCulture);
            var segment = await console.Open(link);
            Assert.Equal("/segments", segment.Path);
            var meant = WebUtility.HtmlDecode(Condition().Match(segment.Html).Groups[1].Value);
            var parsed = await segments.Parse(meant, default);
            var count = (await segments.Preview(parsed.Condition!, _bot.Clock.GetUtcNow(), 0, default)).Count;
            Assert.True(count == n, $"{n} in the results, {count} as {meant}");
        }
    }

    private async Task<Bot.Tests.Simulator.SimulatedPhone> Answer(
        string name, string single, string[] many, string sure, string[] order, params string[] rest)
    {
        var friend = await Follower(name);
        await Say(friend, ["全部", "同意してはじめる", single, .. many, "決定", sure, .. order, .. rest]);
        await BotApplication.Until(
            async () => (await _bot.Store.Get(FriendCollections.Friends, friend.UserId, default))!.Value.Survey("every")?.Standing == SurveyStanding.Completed,
            $"{name} to be through");
        return friend;
    }

    // Nobody greets: the shop has no dialogs.
    private async Task<Bot.Tests.Simulator.SimulatedPhone> Follower(string name)
    {
        var phone = await _bot.Phone(name);
        await phone.Follow();
        return phone;
    }

    private static async Task Say(Bot.Tests.Simulator.SimulatedPhone friend, params string[] words)
    {
        foreach (var word in words)
        {
            await friend.Ask(word);
        }
    }

    [GeneratedRegex("href=\"(/surveys/every/segment[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"condition\" value=\"([^\"]*)\"")]
    private static partial Regex Condition();
}
