using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Line;

namespace Bot.Tests.Line;

/// <summary>Damages good messages at every place in turn: the check never fails itself, and what it lets pass can be read.</summary>
public class LineLimitsMutationTests
{
    private static readonly string?[] Damages = [null, "null", "5", "-1.5", "true", "\"x\"", "\"\"", "\"HALF\"", "[]", "{}", "[null]", "[[]]"];

    [Theory]
    [MemberData(nameof(LineJsonTests.AllKinds), MemberType = typeof(LineJsonTests))]
    public void What_the_check_lets_pass_can_be_read_as_messages(string good)
    {
        var places = Places(JsonNode.Parse(good)!, []).ToList();
        var passed = 0;
        foreach (var place in places)
        {
            foreach (var damage in Damages)
            {
                var damaged = JsonNode.Parse(good)!;
                Damage(damaged, place, damage);
                using var document = JsonDocument.Parse(damaged.ToJsonString().Replace("HALF", "\\ud83d", StringComparison.Ordinal));
                var violations = LineLimits.Check(document.RootElement);
                Assert.All(violations, violation => Assert.Matches("[ぁ-んァ-ン]", violation.Words.Japanese)); // People are told in both languages.
                if (violations.Count == 0)
                {
                    passed++;
                    LineJson.ParseMessages(document.RootElement);
                }
            }
        }

        Assert.InRange(passed, 1, (places.Count * Damages.Length) - 1);
    }

    private static IEnumerable<object[]> Places(JsonNode node, object[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Value, [.. path, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Below(item, [.. path, index])),
        _ => [],
    };

    private static IEnumerable<object[]> Below(JsonNode? node, object[] path) => node is null ? [path] : [path, .. Places(node, path)];

    private static void Damage(JsonNode root, object[] place, string? damage)
    {
        var parent = place[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);
        var replacement = damage is null ? null : JsonNode.Parse(damage);
        switch (parent, place[^1])
        {
            case (JsonObject members, string name) when damage is null:
                members.Remove(name);
                break;
            case (JsonObject members, string name):
                members[name] = replacement;
                break;
            case (JsonArray items, int index):
                items[index] = replacement;
                break;
        }
    }
}
