using System.Globalization;
using System.Text;
using Bot.Definitions;
using Bot.Surveys;
using Bot.Surveys.Definitions;

namespace Bot.Tests.Surveys;

/// <summary>
/// Writes survey files by chance, with everything the language has. What is written means something nearly always; the few files
/// that the linter refuses are thrown away, and another is written.
/// </summary>
internal sealed class RandomSurvey
{
    private static readonly string[] Kinds =
    [
        "choice", "choice", "choice", "multi-choice", "multi-choice", "text", "text", "number", "number", "date", "scale", "yes-no", "yes-no",
        "picture-choice", "nps", "stars", "ranking", "date-time", "time", "photo", "location", "phone", "mail", "postal-code", "kana",
    ];

    private readonly Random _random;
    private readonly string _id;
    private readonly IReadOnlyList<string> _others;
    private readonly StringBuilder _yaml = new();
    private readonly List<Asked> _asked = [];
    private readonly int _count;
    private int _next;

    private RandomSurvey(Random random, string id, IReadOnlyList<string> others) =>
        (_random, _id, _others, _count) = (random, id, others, random.Next(1, 8));

    /// <summary>A file that can be used.</summary>
    /// <param name="random">Where chance comes from: the same seed writes the same file.</param>
    /// <param name="id">The survey's id, which is its keyword too.</param>
    /// <param name="others">Surveys that may come next.</param>
    public static string Yaml(Random random, string id = "random", params IReadOnlyList<string> others) => Read(random, id, others).Yaml;

    /// <summary>The survey of such a file.</summary>
    public static Survey Read(Random random, string id = "random", params IReadOnlyList<string> others)
    {
        while (true)
        {
            var yaml = Draft(random, id, others);
            var problems = new Problems("surveys/random.yaml");
            if (SurveyDefinition.Read(new YamlFile("surveys/random.yaml", yaml), problems) is { } survey)
            {
                return survey;
            }
        }
    }

    /// <summary>A file that can likely be used.</summary>
    public static string Draft(Random random, string id = "random", params IReadOnlyList<string> others) => new RandomSurvey(random, id, others).Write();

    private string Write()
    {
        _yaml.Append(CultureInfo.InvariantCulture, $"id: {_id}\ntitle: くじ引き{_id}\npurpose: 試すため\nstart: {{ keywords: [{_id}], greeting: {_id}を答える, places: [{{ code: shop, name: 渋谷店 }}] }}\n");
        Whole();
        _yaml.Append("questions:\n");
        Steps("  ", new Scope());
        Scores();
        Outcomes();
        return _yaml.ToString();
    }

    private void Whole()
    {
        Maybe(5, "consent: { text: よろしいですか？, yes: どうぞ, no: だめ, refused: わかりました }\n");
        Maybe(5, Pick("once: true\n", "again-after: 30 days\n"));
        Maybe(3, Pick("time-limit: 1h\n", "time-limit: 10 days\n", "time-limit: 30 min\n"));
        Maybe(4, $"reminders: [{{ after: 10 min, text: \"{{name:さん|お客さま}}、続きを\" }}, {{ after: {Pick("1 day", "3h")} }}]\n");
        Maybe(4, $"places: {{ most: {_random.Next(1, 4)} }}\n");
        Maybe(5, "open: " + Pick(
            "{ from: 2026-11-01, until: 2026-12-31 }\n",
            "{ from: 2026-11-21 10:00, until: 2028-02-29 23:59 }\n",
            "{ hours: [{ days: [sat, sun], from: \"10:00\", until: \"18:00\" }, { days: [mon, tue, wed, thu, fri], from: \"22:00\", until: \"02:00\" }] }\n"));
    }

    private void Steps(string indent, Scope scope)
    {
        // A section that nobody fills would be empty.
        var first = true;
        while (_next < _count && (first || !scope.InSection || !Chance(3)))
        {
            first = false;
            if (!scope.InSection && Chance(5))
            {
                Section(indent, scope);
            }
            else
            {
                Question(indent, scope);
            }
        }
    }

    private void Section(string indent, Scope scope)
    {
        var id = $"s{_next}";
        _yaml.Append(CultureInfo.InvariantCulture, $"{indent}- id: {id}\n{indent}  kind: section\n");
        Maybe(_asked.Count > 0 ? 3 : 0, Condition() is { } when ? $"{indent}  when: {when}\n" : "");
        var shuffled = Chance(2);
        Maybe(shuffled ? 1 : 0, $"{indent}  random-order: true\n");
        var counters = _asked.Where(asked => asked is { Counts: true, Round: false }).ToList();
        var repeats = Chance(3);
        if (repeats)
        {
            _yaml.Append(CultureInfo.InvariantCulture, $"{indent}  repeat: {{ {(counters.Count > 0 && Chance(2) ? $"times: {One(counters).Id}" : "more: ほかにもありますか？")}, most: {_random.Next(2, 4)} }}\n");
        }

        _yaml.Append(CultureInfo.InvariantCulture, $"{indent}  questions:\n");
        var known = _asked.Count;
        Steps(indent + "    ", scope with { InSection = true, Known = shuffled ? known : null, Round = repeats });
    }

    private void Question(string indent, Scope scope)
    {
        var kind = One(Kinds);
        var id = $"q{_next++}";
        var before = scope.Known is { } known ? _asked.Take(known).ToList() : [.. _asked];
        _yaml.Append(CultureInfo.InvariantCulture, $"{indent}- id: {id}\n");
        var all = new Lines(_yaml, indent + "  ");
        all.Add($"kind: {kind}");
        var text = $"{id}のおたずね{(before.Count > 0 && Chance(3) ? $"、{{{One(before).Id}}}と{{{One(before).Id}|なし}}" : "")}{(scope.Round ? "（{round}回目）" : "")}{(Chance(4) ? "、{name:さん|お客さま}" : "")}";
        all.Add($"text: \"{text}\"");
        Maybe(3, () => all.Add("optional: true"));
        Maybe(4, () => all.Add("retry: もう一度"));
        Maybe(3, () => all.Add($"attribute: a{_random.Next(4)}"));
        Maybe(4, () => all.Add($"before: [{Pick("まえおき", "\"{name|お客さま}へ\"", "{ image: \"https://example.com/p.png\" }")}]"));
        Maybe(4, () => all.Add($"after: [\"「{{{id}|（なし）}}」ですね。\"{(Chance(2) ? ", それから" : "")}]"));
        Maybe(4, () => all.Add("variants: [{ id: warm, text: 別の言い方 }, { id: cool, text: もうひとつ, weight: 50 }]"));
        Maybe(8, () => all.Add($"time-limit: {Pick("30 sec", "5 min", "1 day")}"));
        Maybe(8, () => all.Add($"then: {Target()}"));
        if (_asked.Count > 0 && Chance(3) && Condition(before) is { } when)
        {
            all.Add($"when: {when}");
        }

        var asked = new Asked(id, kind, scope.Round);
        Details(all, asked);
        _asked.Add(asked);
    }

    private void Details(Lines all, Asked asked)
    {
        switch (asked.Kind)
        {
            case "choice":
                Grouped(all);
                Maybe(3, () => all.Add("random-order: true"));
                Options(all, asked, 9, jumps: true, other: true);
                break;
            case "multi-choice":
                var least = _random.Next(3);
                all.Add($"at-least: {least}");
                Maybe(3, () => all.Add($"at-most: {least + 1}"));
                Maybe(3, () => all.Add("random-order: true"));
                Options(all, asked, 7, jumps: true, other: true, alone: true);
                break;
            case "picture-choice":
                Grouped(all);
                Options(all, asked, 6, jumps: true, picture: true);
                break;
            case "ranking":
                Maybe(2, () => all.Add("top: 2"));
                Options(all, asked, 5);
                break;
            case "yes-no":
                all.Add($"yes: {{ label: そうです, points: 2{(Chance(2) ? $", tags: t{_random.Next(4)}" : "")}{(Chance(6) ? $", then: {Target()}" : "")} }}");
                Maybe(2, () => all.Add($"no: {{ tags: [t{_random.Next(4)}] }}"));
                asked.Options.AddRange(["yes", "no"]);
                break;
            case "text":
                Maybe(2, () => all.Add($"max-length: {_random.Next(1, 5_000)}"));
                break;
            case "number":
                Maybe(2, () => all.Add($"min: {_random.Next(-2, 2)}"));
                Maybe(3, () => all.Add($"max: {_random.Next(3, 2_000)}"));
                Maybe(3, () => all.Add("fractions: true"));
                Maybe(3, () => all.Add("unit: 個"));
                break;
            case "scale":
                all.Add($"max: {_random.Next(2, 11)}");
                Maybe(3, () => all.Add("min: 0"));
                Maybe(3, () => all.Add("min-label: いまひとつ"));
                break;
            case "stars":
                Maybe(2, () => all.Add($"max: {_random.Next(3, 11)}"));
                break;
            case "date":
                Maybe(2, () => all.Add(Pick("from: today", "until: today - 18 years", "from: today + 3 days", "until: 2028-02-29")));
                break;
            case "date-time":
                Maybe(2, () => all.Add("from: today"));
                break;
            case "time":
                Maybe(2, () => all.Add("from: \"10:00\""));
                Maybe(3, () => all.Add("step: 30"));
                break;
            case "photo":
                Maybe(2, () => all.Add($"most: {_random.Next(1, 11)}"));
                break;
            case "location":
                Maybe(2, () => all.Add("typed: true"));
                break;
            case "phone":
                Maybe(3, () => all.Add("mobile-only: true"));
                Maybe(3, () => all.Add("international: true"));
                break;
            case "postal-code":
                Maybe(2, () => all.Add("area-attribute: 都道府県"));
                break;
        }
    }

    // Tags of a group go by its name: one tag in two groups is refused.
    private void Grouped(Lines all)
    {
        _group = Chance(2) ? $"g{_random.Next(2)}" : null;
        Maybe(_group is null ? 0 : 1, () => all.Add($"tag-group: {_group}"));
    }

    private string? _group;

    private void Options(Lines all, Asked asked, int most, bool jumps = false, bool other = false, bool alone = false, bool picture = false)
    {
        var tag = asked.Kind is "choice" or "picture-choice" && _group is { } group ? $"{group}t" : "t";
        var counted = jumps && Chance(4);
        var named = Chance(3);
        var count = _random.Next(2, most + 1);
        all.Add("options:");
        for (var i = 0; i < count; i++)
        {
            var label = ((char)('A' + i)).ToString();
            var option = new List<string> { $"label: {label}" };
            Maybe(named ? 1 : 0, () => option.Add($"id: option-{i}"));
            Maybe(picture ? 1 : 0, () => option.Add($"picture: \"https://example.com/{i}.png\""));
            Maybe(2, () => option.Add($"tags: [{tag}{_random.Next(5)}]"));
            Maybe(3, () => option.Add($"points: {_random.Next(-2, 6)}"));
            Maybe(6, () => option.Add($"attributes: [{{ name: a{_random.Next(4)}, {Pick("text: あ", "number: 3", "flag: true", "date: 2026-11-21")} }}]"));
            Maybe(8, () => option.Add($"also: [ことば{i}]"));
            Maybe(counted && i < 2 ? 2 : 0, () => option.Add($"places: {_random.Next(1, 3)}"));
            Maybe(jumps ? 8 : 0, () => option.Add($"then: {Target()}"));
            if (i == count - 1 && other && Chance(3))
            {
                option.Add("other: true");
            }
            else if (i == count - 1 && alone && Chance(3))
            {
                option.Add("alone: true");
            }

            asked.Options.Add(named ? $"option-{i}" : label);
            all.Add($"  - {{ {string.Join(", ", option)} }}");
        }

        _group = null;
    }

    private string Target() => _random.Next(4) == 0 ? "end" : $"q{_random.Next(_count)}";

    private string? Condition(IReadOnlyList<Asked>? before = null)
    {
        before ??= [.. _asked.Where(asked => !asked.Round)];
        var one = Test(before);
        return _random.Next(4) switch
        {
            0 when Test(before) is { } other => $"{one} or {other}",
            1 when Test(before) is { } other => $"{one} and not ({other})",
            _ => one,
        };
    }

    private string Test(IReadOnlyList<Asked> before)
    {
        var asked = before.Count > 0 && !Chance(4) ? One(before) : null;
        return asked switch
        {
            { Options.Count: > 1 } when Chance(2) => $"answer({asked.Id}) in ({asked.Options[0]}, {asked.Options[1]})",
            { Options.Count: > 0 } => $"answer({asked.Id}) {Pick("=", "!=")} {One(asked.Options)}",
            { Counts: true } => $"answer({asked.Id}) {Pick(">=", "<", "=", ">")} {_random.Next(0, 5)}",
            { } => Pick($"answered({asked.Id})", $"not answered({asked.Id})"),
            null => Pick($"tag = t{_random.Next(4)}", $"not tag = g0t{_random.Next(4)}", $"attribute(a{_random.Next(4)}) is known", $"tag = g1t{_random.Next(4)}"),
        };
    }

    private void Scores()
    {
        var counted = _asked.Where(asked => asked.Counts || asked.Kind is "yes-no").ToList();
        if (counted.Count == 0 || !Chance(2))
        {
            return;
        }

        _scores = true;
        _yaml.Append(CultureInfo.InvariantCulture, $"scores:\n  - attribute: 点\n    questions: [{string.Join(", ", counted.Take(3).Select(asked => Chance(2) ? asked.Id : $"{{ question: {asked.Id}, weight: {Pick("2", "0.5", "-1")} }}"))}]\n");
        _yaml.Append("    bands: [{ at-least: 0, tag: b0 }, { at-least: 3, tag: { name: b1, group: 満足 } }, { at-least: 8, tag: { name: b2, group: 満足 } }]\n");
    }

    private bool _scores;

    private void Outcomes()
    {
        if (Chance(2))
        {
            _yaml.Append("outcomes:\n");
            for (var i = _random.Next(1, 4); i > 0; i--)
            {
                var when = _scores && Chance(2) ? $"attribute(点) >= {_random.Next(1, 8)}" : Condition([.. _asked])!;
                _yaml.Append(CultureInfo.InvariantCulture, $"  - {{ when: \"{when}\", tags: [o{i}], {Pick("messages: [\"結果{name:さん}\"]", "notice: お知らせ", "attributes: [{ name: 結果, number: 1 }]", "coupon: gift")} }}\n");
            }
        }

        _yaml.Append(CultureInfo.InvariantCulture, $"finish: {{ messages: [ありがとう{(Chance(2) ? ", またね" : "")}]{(Chance(3) ? ", tags: [済]" : "")}{(Chance(3) ? ", attributes: [{ name: 済, flag: true }]" : "")}{(Chance(4) ? ", coupon: gift" : "")}{(_others.Count > 0 && Chance(3) ? $", next: {One(_others)}" : "")} }}\n");
    }

    private bool Chance(int of) => _random.Next(of) == 0;

    private void Maybe(int of, string text) => Maybe(of, () => _yaml.Append(text));

    // One in so many; never where it is 0.
    private void Maybe(int of, Action write)
    {
        if (of > 0 && Chance(of))
        {
            write();
        }
    }

    private string Pick(params string[] all) => One(all);

    private T One<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private sealed record Asked(string Id, string Kind, bool Round)
    {
        public List<string> Options { get; } = [];

        public bool Counts => Kind is "number" or "scale" or "nps" or "stars";
    }

    private sealed record Scope
    {
        public bool InSection { get; init; }

        public bool Round { get; init; }

        /// <summary>How many questions are surely asked before, where the order is the friend's own.</summary>
        public int? Known { get; init; }
    }

    private sealed record Lines(StringBuilder Yaml, string Indent)
    {
        public void Add(string line) => Yaml.Append(Indent).Append(line).Append('\n');
    }
}
