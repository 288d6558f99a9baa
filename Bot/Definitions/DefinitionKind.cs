namespace Bot.Definitions;

/// <summary>
/// A kind of definition: the folder its files live in, how one file is read, and what identifies it. Reading adds
/// what is wrong to the problems; the result of a file with problems is not used.
/// </summary>
public sealed record DefinitionKind<T>(string Folder, Func<YamlFile, Problems, T?> Read, Func<T, string> IdOf)
    where T : class
{
    /// <summary>Looks at all of them together, after each was read without problems (e.g. a keyword used twice).</summary>
    public Action<IReadOnlyList<Defined<T>>>? CheckTogether { get; init; }

    /// <summary>Reads every <c>*.yaml</c> of the kind's folder. The set holds the valid ones; a missing folder is an empty one.</summary>
    /// <exception cref="IOException">A file cannot be read now.</exception>
    public DefinitionSet<T> Load(string root) => Of(DefinitionFiles.Read(root, Folder));

    /// <summary>Reads files given as (path shown, bytes).</summary>
    public DefinitionSet<T> Of(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        var all = new List<Problems>();
        var read = new List<Defined<T>>();
        foreach (var (path, bytes) in files)
        {
            var problems = new Problems(path);
            all.Add(problems);
            if (YamlFile.Decode(path, bytes, problems) is { } file && Read(file, problems) is { } value && !problems.Any)
            {
                read.Add(new Defined<T>(value, file, problems));
            }
        }

        foreach (var same in read.GroupBy(defined => IdOf(defined.Value)).Where(same => same.Count() > 1))
        {
            foreach (var later in same.Skip(1))
            {
                later.Problems.Add(later.File.PlaceOf("id"), LintRule.IdTwice, $"The id '{same.Key}' is already taken by {same.First().File.Path}.", "Give one of them another id.");
            }
        }

        CheckTogether?.Invoke([.. read.Where(defined => !defined.Problems.Any)]);
        return new DefinitionSet<T>(
            read.Where(defined => !defined.Problems.Any).ToDictionary(defined => IdOf(defined.Value), defined => defined.Value),
            [.. all.SelectMany(problems => problems.Errors)],
            [.. all.SelectMany(problems => problems.Warnings)]);
    }
}

/// <summary>A definition, the file it came from, and where problems found later go.</summary>
public sealed record Defined<T>(T Value, YamlFile File, Problems Problems) where T : class;
