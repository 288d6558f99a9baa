using System.Net;
using System.Text.RegularExpressions;

namespace Bot.Tests.Admin;

/// <summary>A form as it stands in a page, with everything in its fields: what a browser without JavaScript would send.</summary>
internal sealed partial class PageForm
{
    private readonly List<(string Name, string Value)> _fields = [];

    private PageForm(string html)
    {
        foreach (Match control in Control().Matches(html))
        {
            if (Attribute(control.Value, "name") is not { } name)
            {
                continue;
            }

            if (control.Groups["text"].Success)
            {
                // The line break after the tag is none of the text; browsers send the others as two characters.
                var text = WebUtility.HtmlDecode(control.Groups["text"].Value);
                _fields.Add((name, (text.StartsWith('\n') ? text[1..] : text).ReplaceLineEndings("\r\n")));
            }
            else if (control.Groups["options"].Success)
            {
                var options = Option().Matches(control.Groups["options"].Value).Select(option => option.Value).ToList();
                var chosen = options.FirstOrDefault(option => option.Contains(" selected", StringComparison.Ordinal)) ?? options.FirstOrDefault();
                _fields.Add((name, WebUtility.HtmlDecode(Attribute(chosen ?? "", "value") ?? "")));
            }
            else if (Attribute(control.Value, "type") is not ("radio" or "checkbox") || control.Value.Contains(" checked", StringComparison.Ordinal))
            {
                var value = Attribute(control.Value, "value") ?? "";
                _fields.Add((name, Attribute(control.Value, "type") == "hidden" ? value : value.ReplaceLineEndings("")));
            }
        }
    }

    /// <summary>Everything in the form with this id.</summary>
    public static PageForm WithId(string html, string id) =>
        new(Form().Matches(html).Select(match => match.Value).Single(form => Attribute(form, "id") == id));

    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    public string this[string name] => _fields.Last(field => field.Name == name).Value;

    /// <summary>Types over what stands in fields of the page; a field that is not there is a mistake of the test.</summary>
    public PageForm Fill(params (string Name, string Value)[] filled)
    {
        foreach (var (name, value) in filled)
        {
            var at = _fields.FindIndex(field => field.Name == name);
            Assert.True(at >= 0, $"There is no field {name} among {string.Join(", ", _fields.Select(field => field.Name))}.");
            _fields[at] = (name, value);
        }

        return this;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag[..(tag.IndexOf('>') + 1)], $" {name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<form[ >].*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*>|<textarea[^>]*>(?<text>.*?)</textarea>|<select[^>]*>(?<options>.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Control();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Option();
}
