using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bot.Definitions;

/// <summary>
/// Text to nodes. Only the plain part of YAML: no anchors, aliases or tags (they hide what is said, and a few lines of
/// them can grow to gigabytes), one document a file.
/// </summary>
internal static class YamlParser
{
    private const int MaxDepth = 24;

    public static YamlNode? Parse(YamlFile file, Problems problems)
    {
        if (HasTabs(file.Text, problems))
        {
            return null;
        }

        var events = new Parser(new StringReader(file.Text));
        try
        {
            return Document(events, problems);
        }
        catch (YamlException bad)
        {
            CannotBeRead(bad.Start, Sentence(bad));
        }
        catch (Exception bad) when (bad is InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            // The library meets some broken texts with exceptions of its own inner workings.
            CannotBeRead(events.Current?.End ?? Mark.Empty, "unexpected characters after this.");
        }

        return null;

        // Something unclosed is noticed after the last line; the last line is what to show.
        void CannotBeRead(Mark at, string why)
        {
            var place = YamlPlace(at);
            place = place with { Line = Math.Min(place.Line, file.Text.AsSpan().TrimEnd().Count('\n') + 1) };
            problems.Add(place, LintRule.Yaml, $"The YAML cannot be read: {LintText.Quoting(why)}", "Check the indentation, quotes and colons here and in the line above.");
        }
    }

    private static YamlNode? Document(Parser events, Problems problems)
    {
        events.Consume<StreamStart>();
        if (!events.TryConsume<DocumentStart>(out _))
        {
            problems.Add(Place.Start, LintRule.EmptyFile, "The file is empty.", "Write the definition, or delete the file.");
            return null;
        }

        var root = Node(events, problems, depth: 0);
        events.Consume<DocumentEnd>();
        if (events.Current is DocumentStart second)
        {
            problems.Add(YamlPlace(second.Start), LintRule.YamlBeyondPlain, "A second document starts here.", "Put it in a file of its own and remove '---'.");
        }

        return root;
    }

    private static YamlNode? Node(IParser events, Problems problems, int depth)
    {
        if (events.TryConsume<AnchorAlias>(out var alias))
        {
            problems.Add(YamlPlace(alias.Start), LintRule.YamlBeyondPlain, "Aliases (*name) are not read.", "Write the value out again.");
            return null;
        }

        var node = events.Consume<NodeEvent>();
        var place = YamlPlace(node.Start);
        if (!node.Anchor.IsEmpty)
        {
            problems.Add(place, LintRule.YamlBeyondPlain, "Anchors (&name) are not read.", "Remove the anchor; quote a text that begins with '&'.");
        }

        if (!node.Tag.IsEmpty && node.Tag.Value != "!")
        {
            problems.Add(place, LintRule.YamlBeyondPlain, $"YAML tags ({node.Tag.Value}) are not read.", "Remove it; quote a text that begins with '!'.");
        }

        if (depth > MaxDepth)
        {
            throw new YamlException(node.Start, node.End, $"nested deeper than {MaxDepth} levels.");
        }

        return node switch
        {
            Scalar scalar => new YamlScalar(scalar.Value, scalar.Style is ScalarStyle.Plain, place),
            SequenceStart => List(events, place, problems, depth),
            MappingStart => Map(events, place, problems, depth),
            _ => throw new YamlException(node.Start, node.End, "unexpected content."),
        };
    }

    private static YamlList List(IParser events, Place place, Problems problems, int depth)
    {
        var items = new List<YamlNode>();
        while (!events.TryConsume<SequenceEnd>(out _))
        {
            if (Node(events, problems, depth + 1) is { } item)
            {
                items.Add(item);
            }
        }

        return new YamlList(items, place);
    }

    private static YamlMap Map(IParser events, Place place, Problems problems, int depth)
    {
        var entries = new List<YamlEntry>();
        while (!events.TryConsume<MappingEnd>(out _))
        {
            var key = Node(events, problems, depth + 1);
            var value = Node(events, problems, depth + 1);
            if (key is not YamlScalar { Text: var name })
            {
                if (key is not null)
                {
                    problems.Add(key.Place, LintRule.Yaml, $"A key must be a word, not {key.Called}.", "Write 'key: value'.");
                }
            }
            else if (entries.Find(entry => entry.Key == name) is { } first)
            {
                problems.Add(key.Place, LintRule.KeyTwice, $"The key '{name}' stands here a second time.", $"Keep one; the first is in line {first.Place.Line}.");
            }
            else if (value is not null)
            {
                entries.Add(new YamlEntry(name, key.Place, value));
            }
        }

        return new YamlMap(entries, place);
    }

    // A tab in the indentation makes the parser say something unrelated further down.
    private static bool HasTabs(string text, Problems problems)
    {
        var line = 0;
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            line++;
            var indent = row[..(row.Length - row.TrimStart().Length)];
            if (indent.IndexOf('\t') is >= 0 and var tab && indent.Length < row.Length)
            {
                problems.Add(new Place(line, tab + 1), LintRule.Yaml, "The line is indented with a tab.", "Use spaces.");
            }
        }

        return problems.Any;
    }

    private static Place YamlPlace(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    // The library's messages start with "(Line: 1, Col: 2, Idx: 3) - ", which we say in our own way.
    private static string Sentence(YamlException bad)
    {
        var text = bad.Message.IndexOf("): ", StringComparison.Ordinal) is >= 0 and var end ? bad.Message[(end + 3)..] : bad.Message;
        return text.EndsWith('.') ? text : text + ".";
    }
}
