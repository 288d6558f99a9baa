using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Bot.Definitions;

namespace Bot.Hosting;

/// <summary>
/// One section of the configuration against its options class. The binder stops at the first value it cannot read;
/// this reads on, so that a person mends everything in one go.
/// </summary>
internal sealed class SectionCheck
{
    // Long values are not repeated: a token pasted into the wrong line would be shown.
    private const int LongestShown = 20;

    private readonly string _section;
    private readonly object _options;
    private readonly List<PropertyInfo> _settings;
    private readonly HashSet<string> _wrong = [];
    private readonly List<string> _problems = [];

    private SectionCheck(string section, Type type) =>
        (_section, _options, _settings) = (section, Activator.CreateInstance(type)!, [.. SettingsOf(type)]);

    /// <summary>What can be set in a section.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type type) =>
        type.GetProperties().Where(property => property.SetMethod is { IsPublic: true });

    /// <summary>Unknown keys and values of the wrong kind; and broken rules, where the section counts.</summary>
    public static IReadOnlyList<string> Of(IConfigurationSection section, Type type, bool rulesCount)
    {
        var check = new SectionCheck(section.Path, type);
        foreach (var setting in section.GetChildren())
        {
            check.Read(setting);
        }

        if (rulesCount)
        {
            check.ApplyRules();
        }

        return check._problems;
    }

    private void Read(IConfigurationSection setting)
    {
        if (_settings.Find(one => one.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)) is not { } property)
        {
            _problems.Add($"{_section}:{setting.Key} is not a setting. {NearestWord.Hint(setting.Key, [.. _settings.Select(one => one.Name)])}");
        }
        else if (setting.GetChildren().Any())
        {
            Wrong(property, $"{NameOf(property)} holds several values; it takes one.");
        }
        else if (string.IsNullOrEmpty(setting.Value) && MayBeMissing(property))
        {
            property.SetValue(_options, property.PropertyType == typeof(string) ? setting.Value : null);
        }
        else if (setting.Value is not { } text)
        {
            Wrong(property, $"{NameOf(property)} is null. Give it a value, or leave it out for its default.");
        }
        else if (Converted(property, text) is not { } value)
        {
            Wrong(property, text.Length is 0 or > LongestShown
                ? $"{NameOf(property)} cannot be read. {Expected(property, text)}"
                : $"{NameOf(property)} is '{text}'. {Expected(property, text)}");
        }
        else
        {
            property.SetValue(_options, value);
        }
    }

    private static object? Converted(PropertyInfo property, string text)
    {
        var type = TypeOf(property);
        try
        {
            var value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return type.IsEnum && !Enum.IsDefined(type, value!) ? null : value;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return null; // What the converters throw, each its own.
        }
    }

    private static string Expected(PropertyInfo property, string text) => TypeOf(property) switch
    {
        { IsEnum: true } words => NearestWord.Hint(text, Enum.GetNames(words)).English,
        var type when type == typeof(bool) => "Write true or false.",
        var type when type == typeof(TimeSpan) => "Write hours:minutes:seconds, e.g. 00:00:10.",
        var type when type == typeof(Uri) => "Write an address such as https://api.line.me.",
        _ => "Write a whole number.",
    };

    private void ApplyRules()
    {
        foreach (var property in _settings.Where(property => !_wrong.Contains(property.Name)))
        {
            var value = property.GetValue(_options);
            var context = new ValidationContext(_options) { MemberName = property.Name };
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule.GetValidationResult(value, context) is not null))
            {
                Wrong(property, Told(property, rule, value));
            }
        }

        var all = (_options as IValidatableObject)?.Validate(new ValidationContext(_options)) ?? [];
        _problems.AddRange(all.Where(broken => !broken.MemberNames.Any(_wrong.Contains)).Select(broken => broken.ErrorMessage!));
    }

    private string Told(PropertyInfo property, ValidationAttribute rule, object? value) => rule switch
    {
        RequiredAttribute => $"{NameOf(property)} is missing.",
        RangeAttribute range => string.Create(
            CultureInfo.InvariantCulture, $"{NameOf(property)} is {value}. It must be between {range.Minimum} and {range.Maximum}."),
        _ => rule.FormatErrorMessage(NameOf(property)),
    };

    private void Wrong(PropertyInfo property, string problem)
    {
        _wrong.Add(property.Name);
        _problems.Add(problem);
    }

    private string NameOf(PropertyInfo property) => $"{_section}:{property.Name}";

    private static Type TypeOf(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static bool MayBeMissing(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).WriteState is NullabilityState.Nullable;
}
