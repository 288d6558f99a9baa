namespace Bot.Definitions;

/// <summary>
/// The shape of a group of keys in a definition file, as a class: a property is a key (<c>TagGroup</c> is
/// <c>tag-group</c>), a <c>required</c> property a required key, an enum the words to choose from,
/// <see cref="System.ComponentModel.DescriptionAttribute"/> what editors show. From it come both the reading
/// (<see cref="ShapeReader"/>) and the JSON schema (<see cref="ShapeSchema"/>).
/// </summary>
public abstract class Shape
{
    internal Dictionary<string, Place> PlacesOfProperties { get; } = [];

    /// <summary>Where the group starts.</summary>
    public Place Place { get; internal set; } = Place.Start;

    /// <summary>Where a property's value stands, or where the group starts when the key is not there.</summary>
    public Place At(string property) => PlacesOfProperties.GetValueOrDefault(property, Place);

    /// <summary>Where one item of a list stands.</summary>
    public Place At(string property, int index) => PlacesOfProperties.GetValueOrDefault($"{property}[{index}]", At(property));

    /// <summary>Whether the key was written.</summary>
    public bool Has(string property) => PlacesOfProperties.ContainsKey(property);
}

/// <summary>A bare value in place of the group stands for this one property: <c>- 甘口</c> for <c>- label: 甘口</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShorthandAttribute(string property) : Attribute
{
    /// <summary>The property's name in C#.</summary>
    public string Property { get; } = property;
}

/// <summary>A case of an abstract shape: the one whose <paramref name="key"/> has this <paramref name="value"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CaseAttribute(string key, string value, Type shape) : Attribute
{
    /// <summary>The key that tells the cases apart, as files write it.</summary>
    public string Key { get; } = key;

    /// <summary>The key's value in this case.</summary>
    public string Value { get; } = value;

    /// <summary>The class to read this case as.</summary>
    public Type Shape { get; } = shape;
}

/// <summary>What a text must look like: a regular expression for the whole of it, and the same in words.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string regex, string words) : Attribute
{
    /// <summary>Ids are short and plain: they travel in postbacks (300 characters at most) and file names.</summary>
    public const string Id = "^[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?$";

    /// <summary><see cref="Id"/> in words, for messages to whoever writes the file.</summary>
    public const string IdWords = "small letters, digits and hyphens, 40 at most, such as 'spice-level'";

    /// <summary>What the whole text must match.</summary>
    public string Regex { get; } = regex;

    /// <summary>The same for people; it completes "must be …".</summary>
    public string Words { get; } = words;
}
