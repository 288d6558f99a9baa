using System.Text;
using Bot.Access;
using Bot.Links;
using Bot.Storage;

namespace Bot.Tests.Links;

/// <summary>The key that codes of links are made with: the same for all instances, after restarts and changes of the shop's secret.</summary>
public sealed class LinkBookTests : IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Next = "another secret, of 32 characters";

    private static readonly LinkCode Somewhere = new(new Guid(7, 0, 0, new byte[8]).ToString("N"), 3, 1);

    private readonly TestStore _folder = TestStore.OnSqlite();
    private readonly StoreAddress _address;

    public LinkBookTests() => _address = _folder.Open(LinkCollections.Secrets);

    private IDocumentStore Store => _address.Documents;

    public void Dispose()
    {
        _address.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_key_never_stands_in_the_store_in_clear_and_is_the_same_for_all_instances()
    {
        var code = (await Key(Secret)).Write(Somewhere);

        Assert.Equal(Somewhere, (await Key(Secret)).Read(code));
        var kept = Assert.Single(await Kept());
        var bytes = Convert.FromBase64String(kept.Secret);
        Assert.NotEqual(LinkKey.Bytes, bytes.Length);
        Assert.Null(new LinkKey(bytes).Read(code));
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_outlive_a_change_of_the_secret_where_the_one_before_is_told_once()
    {
        var code = (await Key(Secret)).Write(Somewhere);

        Assert.Equal(Somewhere, (await Key(Next, former: Secret)).Read(code));
        Assert.Equal(Somewhere, (await Key(Next)).Read(code));
        Assert.Equal(Somewhere, (await Key(Secret)).Read(code)); // An instance that was not yet changed.
    }

    [Fact]
    public async Task Under_a_secret_nobody_knew_there_are_other_links()
    {
        var code = (await Key(Secret)).Write(Somewhere);

        Assert.Null((await Key(Next)).Read(code));
        Assert.Equal(Somewhere, (await Key(Secret)).Read(code));
    }

    [Fact]
    public async Task A_demo_that_becomes_a_shop_keeps_its_links_and_their_key_is_sealed()
    {
        var code = (await Key(secret: null)).Write(Somewhere);
        Assert.Equal(Somewhere, (await Key(secret: null)).Read(code));

        Assert.Equal(Somewhere, (await Key(Secret)).Read(code));

        Assert.NotEqual(LinkKey.Bytes, Convert.FromBase64String(Assert.Single(await Kept()).Secret).Length);
    }

    private ValueTask<LinkKey> Key(string? secret, string? former = null) => new LinkBook(Store, new ShopSecret(secret, former)).Key(default);

    private async Task<List<LinkSecret>> Kept() =>
        [.. (await Store.Find(new Query<LinkSecret>(LinkCollections.Secrets, Filter.Everything), default)).Items.Select(item => item.Value)];
}
