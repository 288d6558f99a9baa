using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Bot.Hosting.SignIn;
using Bot.Storage;
using Bot.Storage.Sqlite;
using Bot.Tests.Admin;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Hosting;

/// <summary>What one instance signed, another understands that has the same secret and store, also after a restart.</summary>
public sealed class SignInKeysTests : IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string OtherSecret = "another secret, of 32 characters";

    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        _open.ForEach(one => one.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Bot:Secret", Secret, HttpStatusCode.OK)]
    [InlineData("Line:ChannelSecret", Secret, HttpStatusCode.OK)]
    [InlineData("Bot:Secret", OtherSecret, HttpStatusCode.BadRequest)]
    public async Task A_form_opened_before_a_restart_counts_after_it_where_the_secret_is_the_same(string setting, string after, HttpStatusCode expected)
    {
        using var store = TestStore.OnSqlite();
        var cookies = new CookieContainer();
        List<(string, string)> form;
        using (var bot = new BotApplication(new() { [setting] = Secret }, store))
        using (var console = new ConsoleClient(bot.Address, cookies))
        {
            form = [.. (await console.Open("/segments?condition=all")).HiddenFieldsOf("/segments")];
        }

        using (var bot = new BotApplication(new() { [setting] = after }, store))
        using (var console = new ConsoleClient(bot.Address, cookies))
        {
            Assert.Equal(expected, (await console.Post("/segments", [.. form, ("name", "みなさん")])).Status);
        }
    }

    [Fact]
    public void Instances_understand_each_other_and_those_of_another_secret_do_not()
    {
        var store = Store();
        var (one, other, stranger) = (Instance(store, Secret), Instance(store, Secret), Instance(store, OtherSecret));
        var cookie = one.Protect("さくら");

        Assert.Equal("さくら", other.Unprotect(cookie));
        Assert.Throws<CryptographicException>(() => stranger.Unprotect(cookie));
        Assert.Equal("健太", Instance(store, OtherSecret).Unprotect(stranger.Protect("健太")));
    }

    [Fact]
    public void After_a_change_of_the_secret_what_the_former_one_sealed_is_still_understood()
    {
        var store = Store();
        List<string> said = [];
        var cookie = Instance(store, Secret).Protect("さくら");

        Assert.Equal("さくら", Instance(store, OtherSecret, said, former: Secret).Unprotect(cookie));
        Assert.Empty(said);
    }

    [Fact]
    public void A_changed_secret_is_told_once_and_not_at_later_starts()
    {
        var store = Store();
        List<string> first = [], changed = [], later = [];
        Instance(store, Secret, first).Protect("");
        Instance(store, OtherSecret, changed).Protect("");
        Instance(store, OtherSecret, later).Protect("");

        Assert.Empty(first);
        Assert.StartsWith("The store has sign-in keys made under another secret", Assert.Single(changed), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, changed[0], StringComparison.Ordinal);
        Assert.Empty(later);
    }

    [Fact]
    public async Task A_key_is_never_in_clear_in_the_store()
    {
        var store = Store();
        Instance(store, Secret).Protect("");

        var key = Assert.Single((await store.Find(new Query<SignInKey>(SignInCollections.Keys, Filter.Everything), default)).Items).Value;
        Assert.Contains("<sealed", key.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, key.Xml + key.Seal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Bot:Secret=" + Secret)]
    [InlineData("--Bot:TimeZone=Asia/Tokyo")]
    public async Task The_start_warns_of_nothing_and_leaves_nothing_in_the_home_folder(string setting)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        using var bot = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0", "--Simulator:Url=http://127.0.0.1:0", setting])
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home, ["DOTNET_NOLOGO"] = "1" },
        })!;
        var said = "";
        try
        {
            while (!said.Contains("Ctrl+C", StringComparison.Ordinal) && await bot.StandardOutput.ReadLineAsync() is { } line)
            {
                said += line + "\n";
            }
        }
        finally
        {
            bot.Kill();
            await bot.WaitForExitAsync();
        }

        Assert.Contains("BotApp is running.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, ".aspnet")));
    }

    private SqliteStore Store()
    {
        var store = SqliteStore.Open($"Data Source={_folder}/keys.db", [SignInCollections.Keys]);
        _open.Add(store);
        return store;
    }

    private IDataProtector Instance(IDocumentStore store, string secret, List<string>? warnings = null, string? former = null)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new Listener(warnings ?? [])))
            .AddSingleton(store)
            .AddSignInKeys(new ConfigurationBuilder().AddInMemoryCollection([new("Bot:Secret", secret), new("Bot:FormerSecret", former)]).Build())
            .BuildServiceProvider();
        _open.Insert(0, services);
        return services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    private sealed class Listener(List<string> warnings) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                warnings.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
