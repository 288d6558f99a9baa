using System.Net;
using System.Text.RegularExpressions;
using Bot.Access;
using Bot.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Bot.Tests.Admin;

/// <summary>
/// Every page as each role sees it: no form, button or link that they may not use, all that they may, and no hole where
/// something is left out.
/// </summary>
public sealed partial class OfferedActionsTests(OfferedActionsTests.Shop shop, ITestOutputHelper output) : IClassFixture<OfferedActionsTests.Shop>
{
    /// <summary>The pages there are, also those that only look different once something has happened.</summary>
    private static readonly string[] Pages =
    [
        .. EveryPageTests.Pages.Cast<object[]>().Select(page => (string)page[0]),
        "/friends/{friend}/campaigns", "/friends?condition=tag+%3D+%E7%94%98%E5%8F%A3%E3%81%8B", "/friends/tagging?put=VIP", "/friends/import/{import}", "/jobs/{job}", "/inbox/replies",
        "/surveys/spice-level/questions/spice-level", "/surveys/spice-level/questions/spice-level/photos", "/surveys/new", "/definitions/coupons", "/definitions/dialogs/hello.yaml",
        "/definitions/dialogs/hello.yaml/versions", "/definitions/dialogs/hello.yaml/versions/{version}",
        "/segments?condition=tag+%3D+%E7%94%98%E5%8F%A3%E3%81%8B", "/segments/explain?condition=all",
        "/campaigns/{scheduled}", "/campaigns/{sent}", "/campaigns/{sent}/results", "/campaigns/{sent}/friends", "/campaigns/calendar?for={campaign}",
        "/coupons/{coupon}", "/coupons/{coupon}/edit", "/coupons/counter?code={code}", "/coupons/counter?code={used}", "/coupons/counter?code=AAAA-AAAA-AAAA",
    ];

    /// <summary>What is no page: files, pictures, parts of pages, and what only leads on.</summary>
    private static readonly HashSet<string> NoPages =
    [
        "/home/quota", "/campaigns/when", "/campaigns/{id}/progress", "/surveys/{id}/segment", "/surveys/{id}/answers/{answer}/photos/{number:int}",
        "/friends.csv", "/friends/{id}/export", "/jobs/{id}/file", "/surveys/{id}/answers.csv", "/surveys/{id}/friends.csv", "/campaigns/{id}/results.csv",
        "/coupons/report.csv", "/coupons/{id}/days.csv", "/settings/audit.csv", "/definitions/{kind}/schema.json", "/definitions/{kind}/{file}/text",
    ];

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Staff)]
    [InlineData(Role.Marketer)]
    [InlineData(Role.Owner)]
    public async Task Everybody_is_offered_just_what_they_may_do(Role role)
    {
        using var console = role == Role.Owner ? new ConsoleClient(shop.Bot.Address) : await ConsoleClient.Invited(shop.Bot.Api, role.ToString());
        var wrong = new List<string>();
        foreach (var page in Pages)
        {
            var seen = await console.Open(shop.Fill(page));
            var may = May(role, shop.DoorOf("GET", shop.Fill(page)));
            if (may == (seen.Status == HttpStatusCode.Forbidden))
            {
                wrong.Add($"{page} answers {seen.Status}");
            }

            // The same page in the other language is no other page.
            var offered = Offers(seen.Html, shop.Fill(page)).Where(offer => !offer.Url.Contains("lang=", StringComparison.Ordinal)).ToHashSet();
            wrong.AddRange(offered.Where(offer => shop.DoorOf(offer.Method, offer.Url) is null).Select(offer => $"{page} leads to {offer}, which is nowhere"));
            wrong.AddRange(offered.Where(offer => !May(role, shop.DoorOf(offer.Method, offer.Url))).Select(offer => $"{page} offers {offer}"));
            wrong.AddRange(Holes().Matches(seen.Html).Select(hole => $"{page} has a hole: {hole.Value}"));
            if (may)
            {
                var doors = offered.Select(offer => (offer.Method, Door: shop.DoorOf(offer.Method, offer.Url))).ToHashSet();
                wrong.AddRange((await shop.OfferedToTheOwner(page)).Where(door => Needs(door.Door) != Permission.Look && May(role, door.Door) && !doors.Contains(door)).Select(door => $"{page} hides {door.Method} {door.Door!.RoutePattern.RawText}"));
            }

            output.WriteLine($"{page}: {string.Join(", ", offered.Where(offer => offer.Method == "POST").Select(offer => offer.Url).Distinct())}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }

    [Fact]
    public void No_page_is_forgotten_here()
    {
        var looked = Pages.Select(page => shop.DoorOf("GET", shop.Fill(page))).ToHashSet();

        Assert.Empty(shop.Doors
            .Where(door => door.Metadata.GetMetadata<ConsolePage>() is not null && Methods(door).Contains("GET") && door.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(door => !looked.Contains(door) && !NoPages.Contains("/" + door.RoutePattern.RawText!.TrimStart('/')) && door.Order != int.MaxValue)
            .Select(door => door.RoutePattern.RawText));
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint door) => door.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static bool May(Role role, RouteEndpoint? door) => role.Permissions().Contains(Needs(door));

    private static Permission Needs(RouteEndpoint? door) => door?.Metadata.GetMetadata<Needed>()?.Permission ?? Permission.Look;

    // What can be followed, sent or fetched from a page; without scripts and with them.
    private static IEnumerable<(string Method, string Url)> Offers(string html, string page)
    {
        foreach (var (name, attributes) in Tag().Matches(html).Select(tag => (tag.Groups[1].Value, Attribute().Matches(tag.Groups[2].Value).ToDictionary(one => one.Groups[1].Value, one => WebUtility.HtmlDecode(one.Groups[2].Value)))))
        {
            string? Of(string attribute) => attributes.GetValueOrDefault(attribute) is { Length: > 0 } url && url[0] == '/' ? url : null;
            (string Method, string? Url)[] offers =
            [
                ("POST", name == "form" && attributes.GetValueOrDefault("method") == "post" ? Of("action") ?? page : null),
                ("GET", name == "form" && attributes.GetValueOrDefault("method") == "get" ? Of("action") ?? page : null),
                ("POST", Of("formaction")), ("POST", Of("hx-post")), ("GET", Of("hx-get")), ("GET", Of("data-progress")),
                ("GET", name == "a" ? Of("href") : null),
                ("POST", name == "yaml-editor" ? Of("data-check") : null), ("POST", name == "yaml-editor" ? Of("data-keep") : null),
            ];
            foreach (var (method, url) in offers.Where(offer => offer.Url is not null))
            {
                yield return (method, url!);
            }
        }
    }

    [GeneratedRegex("""<([a-z][a-z0-9-]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*/?>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""([^\s=>"/]+)="([^"]*)""")]
    private static partial Regex Attribute();

    // A row of buttons without a button, a card without a body.
    [GeneratedRegex("""<(div|section|nav|span|form|p|ul)\s(?![^>]*\bhidden\b)[^>]*class="[^"]*\b(cluster|card|card-body|card-footer|card-header|stack)\b[^"]*"[^>]*>\s*</\1>""")]
    private static partial Regex Holes();

    /// <summary>One shop for all of them: they only look.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private readonly Dictionary<string, IReadOnlySet<(string, RouteEndpoint?)>> _owners = [];
        private BusyShop _shop = null!;
        private ConsoleClient _owner = null!;
        private (RouteEndpoint Door, TemplateMatcher Pattern)[] _doors = [];

        internal BotApplication Bot => _shop.Bot;

        internal IEnumerable<RouteEndpoint> Doors => _doors.Select(door => door.Door);

        public async Task InitializeAsync()
        {
            _shop = await BusyShop.Open();
            _owner = new ConsoleClient(Bot.Address);
            _doors =
            [
                .. Bot.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                    .OrderBy(door => door.Order).ThenBy(door => door.RoutePattern.InboundPrecedence)
                    .Select(door => (door, new TemplateMatcher(new RouteTemplate(door.RoutePattern), []))),
            ];
        }

        public Task DisposeAsync()
        {
            _owner.Dispose();
            _shop.Dispose();
            return Task.CompletedTask;
        }

        internal string Fill(string page) => _shop.Fill(page);

        /// <summary>The endpoint that answers; null: only the one that says there is nothing.</summary>
        internal RouteEndpoint? DoorOf(string method, string url) =>
            _doors.FirstOrDefault(door => Methods(door.Door).Contains(method) && door.Pattern.TryMatch(url.Split('?', '#')[0], [])).Door is { Order: < int.MaxValue } found ? found : null;

        /// <summary>What the page lets an owner do.</summary>
        internal async Task<IReadOnlySet<(string Method, RouteEndpoint? Door)>> OfferedToTheOwner(string page) =>
            _owners.TryGetValue(page, out var known) ? known
                : _owners[page] = Offers((await _owner.Open(Fill(page))).Html, Fill(page)).Where(offer => offer.Method == "POST").Select(offer => (offer.Method, DoorOf(offer.Method, offer.Url))).ToHashSet();
    }
}
