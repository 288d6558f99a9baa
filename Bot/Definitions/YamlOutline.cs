namespace Bot.Definitions;

/// <summary>Where things stand in a file, for those who lead there.</summary>
internal static class YamlOutline
{
    /// <summary>The line of each group of keys that has an <c>id</c>, by that id; the first where several have the same.</summary>
    public static IReadOnlyDictionary<string, int> LinesOfIds(YamlFile file)
    {
        var lines = new Dictionary<string, int>();
        if (YamlParser.Parse(file, new Problems(file.Path)) is YamlMap { Entries: var entries })
        {
            // The file's own id is not one of its parts.
            Collect(entries.Select(entry => entry.Value), lines);
        }

        return lines;
    }

    private static void Collect(IEnumerable<YamlNode> nodes, Dictionary<string, int> lines)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case YamlList list:
                    Collect(list.Items, lines);
                    break;
                case YamlMap map:
                    if (map.Entries.FirstOrDefault(entry => entry.Key == "id")?.Value is YamlScalar id)
                    {
                        lines.TryAdd(id.Text, map.Place.Line);
                    }

                    Collect(map.Entries.Select(entry => entry.Value), lines);
                    break;
            }
        }
    }
}
