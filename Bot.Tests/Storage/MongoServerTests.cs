using System.Diagnostics;
using Bot.Storage;
using Bot.Storage.Mongo;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Storage;

/// <summary>Servers that cannot be used, that fail and that go away.</summary>
public sealed class MongoServerTests : IDisposable
{
    private static readonly Collection<Room> Rooms = Guests.Rooms;
    private static readonly Collection<Guest> People = Guests.Collection;

    private readonly string _folder = Directory.CreateTempSubdirectory("mongo-").FullName;
    private readonly List<IDisposable> _open = [];
    private readonly LogLines _log = new();

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        var server = Server(new() { User = "bot", Password = "right" });
        Assert.Null(await Open(server.ConnectionString).Problem(None));

        var problem = await Problem($"mongodb://bot:s3cr3t%21@{server.Address}/?replicaSet=rs0&authSource=admin&serverSelectionTimeoutMS=1000", "refuses the user or the password");

        Silent("s3cr3t", problem);
    }

    [Theory]
    [InlineData("mongodb://bot:s3cr3t@no-such-host.invalid:27017/?replicaSet=rs0&serverSelectionTimeoutMS=1000", "is not found")]
    [InlineData("mongodb+srv://bot:s3cr3t@no.such-host.invalid/?serverSelectionTimeoutMS=1000", "is not found")]
    [InlineData("mongodb://bot:s3cr3t@127.0.0.1:1/?replicaSet=rs0&serverSelectionTimeoutMS=1000", "Nothing answers at MongoDB's address")]
    public async Task A_server_that_is_not_there_is_told_with_what_to_check(string uri, string words)
    {
        var problem = await Problem(uri, words);

        Silent("s3cr3t", problem);
    }

    [Fact]
    public async Task A_standalone_server_is_refused_with_how_to_make_it_a_replica_set()
    {
        var problem = await Problem(Server(new() { ReplicaSet = null }).ConnectionString, "is a standalone server: BotApp needs a replica set");

        Assert.Contains("rs.initiate()", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "it is 4.0")]
    [InlineData(8, "it is 4.2")]
    [InlineData(2, "BotApp needs MongoDB 4.4 or newer")]
    public async Task A_server_too_old_is_refused_with_what_is_needed(int wire, string words)
    {
        var problem = await Problem($"{Server(new() { WireVersion = wire }).ConnectionString}&serverSelectionTimeoutMS=1000", words);

        Assert.Contains("too old", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_only_read_is_refused() =>
        await Problem(Server(new() { ReadOnly = true }).ConnectionString, "grant it the role readWrite");

    [Fact]
    public async Task Tls_works_with_the_authority_named_and_says_what_to_check_without()
    {
        var (key, certificate) = await Certificate();
        var server = Server(new() { KeyFile = key, CertificateFile = certificate });
        Assert.Null(await Open(server.ConnectionTo("secure")).Problem(None));

        await Problem($"mongodb://{server.Address}/?replicaSet=rs0&tls=true&serverSelectionTimeoutMS=1500", "The TLS connection to MongoDB fails");
    }

    [Theory]
    [InlineData("mongodb://bot:s3cr3t@", "")]
    [InlineData("mongodb://bot:s3/cr3t@host/", "")]
    [InlineData("mongodb://bot:s3cr3t%zz@host/", "")]
    [InlineData("mongodb://host/?tls=perhaps", "")]
    [InlineData("mongodb://bot:s3cr3t@host:port/", "")]
    [InlineData("mongodb+srv://bot:s3cr3t@host/", "")]
    [InlineData("Data Source=data/botapp.db", "begins with neither")]
    [InlineData("", "begins with neither")]
    public void A_malformed_connection_string_is_refused_at_once_with_the_cause_and_without_secrets(string uri, string words)
    {
        var failure = Assert.Throws<StoreException>(() => MongoStore.Open(uri, [Rooms], _log));

        Assert.Contains("is not a connection string of MongoDB: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Silent("cr3t", failure.ToString());
    }

    [Fact]
    public void Writes_nobody_acknowledges_are_refused() =>
        Assert.Contains("says w=0", Assert.Throws<StoreException>(() => MongoStore.Open("mongodb://host/?w=0", [Rooms], _log)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(14031, "The disk of the MongoDB server is full")]
    [InlineData(13, "grant it the role readWrite")]
    [InlineData(262, "took longer for this than it may")]
    public async Task An_error_while_running_is_told_and_over_when_it_is_mended(int code, string words)
    {
        var server = Server(new());
        var store = Open(server.ConnectionTo("faults"));
        await Insert(store, "before");

        await server.FailCommand($$$"""{"mode":"alwaysOn","data":{"failCommands":["insert","update","findAndModify","commitTransaction"],"errorCode":{{{code}}}}}""");
        Assert.Contains(words, (await Assert.ThrowsAsync<StoreException>(() => Insert(store, "single"))).Message, StringComparison.Ordinal);
        var both = await Assert.ThrowsAsync<StoreException>(() => store.Commit(new Commit().Insert(Rooms, new Room("a", 1)).Insert(Rooms, new Room("b", 1)), None));
        Assert.Contains(words, both.Message, StringComparison.Ordinal);
        Assert.Contains(words, await store.Problem(None), StringComparison.Ordinal);
        Assert.Equal(["before"], await store.Ids(Rooms, Filter.Everything, None));

        await server.FailNothing();
        Assert.Null(await store.Problem(None));
        await Insert(store, "after");
    }

    [Fact]
    public async Task While_another_primary_is_elected_a_transaction_is_tried_again_and_who_cannot_wait_is_told()
    {
        var server = Server(new());
        var store = Open(server.ConnectionTo("election"));
        await Insert(store, "before");

        await server.FailCommand("""{"mode":{"times":3},"data":{"failCommands":["update"],"errorCode":10107,"errorLabels":["TransientTransactionError"]}}""");
        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Replace(Rooms, new Room("before", 1), 1).Insert(Rooms, new Room("b", 1)), None));

        await server.FailCommand("""{"mode":"alwaysOn","data":{"failCommands":["insert","update"],"errorCode":10107}}""");
        Assert.Contains("not the primary now", (await Assert.ThrowsAsync<StoreException>(() => Insert(store, "single"))).Message, StringComparison.Ordinal);
        Assert.Contains("not the primary now", await store.Problem(None), StringComparison.Ordinal);

        await server.FailNothing();
        Assert.Null(await store.Problem(None));
        Assert.Equal(["b", "before"], await store.Ids(Rooms, Filter.Everything, None));
    }

    [Theory]
    [InlineData("insert", false)]
    [InlineData("insert", true)]
    [InlineData("findAndModify", false)]
    [InlineData("findAndModify", true)]
    [InlineData("update", true)]
    [InlineData("find", true)]
    [InlineData("commitTransaction", false)]
    [InlineData("commitTransaction", true)]
    public async Task A_connection_cut_before_or_after_a_command_writes_nothing_twice(string command, bool after)
    {
        var server = Server(new());
        var store = Open(server.ConnectionTo("cuts"));
        await Insert(store, "kept");
        await Insert(store, "deleted");
        for (var round = 1; round <= 3; round++)
        {
            var cut = $$$"""{"mode":{"times":1},"data":{"failCommands":["{{{command}}}"],"closeConnection":true,"after":{{{(after ? "true" : "false")}}}}}""";
            await server.FailCommand(cut);
            var seen = (await store.Get(Rooms, "kept", None))!;
            Assert.Equal((round - 1, 2 * round - 1), (seen.Value.Beds, seen.Version));
            Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Replace(Rooms, seen.Value with { Beds = round }, seen.Version), None));
            await Insert(store, $"single-{round}");
            Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Delete(Rooms, "deleted", 1), None));

            await server.FailCommand(cut);
            Assert.IsType<CommitResult.Committed>(await store.Commit(
                new Commit().Replace(Rooms, seen.Value with { Beds = round }, seen.Version + 1).Insert(Rooms, new Room("deleted", 1)).Insert(People, new Guest($"{round}")),
                None));
        }

        await server.FailNothing();
        Assert.Equal(7, (await store.Get(Rooms, "kept", None))!.Version);
        Assert.Equal(5, await store.Count(Rooms, Filter.Everything, None));
        Assert.Equal(3, await store.Count(People, Filter.Everything, None));
    }

    [Fact]
    public async Task A_transaction_the_server_gives_up_is_begun_again_and_one_of_unknown_outcome_committed_again()
    {
        var server = Server(new());
        var store = Open(server.ConnectionTo("again"));
        foreach (var (command, code, label) in new[] { ("insert", 112, "TransientTransactionError"), ("commitTransaction", 251, "TransientTransactionError"), ("commitTransaction", 64, "UnknownTransactionCommitResult") })
        {
            await server.FailCommand($$$"""{"mode":{"times":3},"data":{"failCommands":["{{{command}}}"],"errorCode":{{{code}}},"errorLabels":["{{{label}}}"],"after":{{{(code == 64 ? "true" : "false")}}}}}""");
            Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Insert(Rooms, new Room($"a{code}", 1)).Insert(Rooms, new Room($"b{code}", 1)), None));
        }

        Assert.Equal(6, await store.Count(Rooms, Filter.Everything, None));
        Assert.True(store.Traffic.Retries >= 6);
    }

    [Fact]
    public async Task A_single_write_waits_for_a_transaction_in_its_way_and_never_ends_in_doubt()
    {
        var uri = Server(new()).ConnectionTo("waits");
        var store = Open(uri);
        await Insert(store, "kept");

        var commit = MongoDatabase.Use(uri, other =>
        {
            other.Begin();
            other.Write(other.First.Reset().BeginDocument().String("delete", "rooms").BeginArray("deletes")
                .BeginDocument().BeginDocument("q").String("_id", "kept").End().Int32("limit", 1).End().End().End().Written);
            var waiting = store.Commit(new Commit().Replace(Rooms, new Room("kept", 1), 1), None);

            // Longer than the server lets one attempt wait.
            Thread.Sleep(TimeSpan.FromSeconds(5));
            Assert.False(waiting.IsCompleted);
            return waiting;
        });

        Assert.IsType<CommitResult.Committed>(await commit);
        Assert.Equal(2, (await store.Get(Rooms, "kept", None))!.Version);
    }

    [Fact]
    public async Task A_document_beyond_sixteen_megabytes_is_refused_and_one_just_below_is_kept()
    {
        var store = Open(Server(new()).ConnectionTo("large"));
        var large = new Guest("large") { Note = new string('x', 16_700_000) };

        await Insert(store, "before");
        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Insert(People, large).Insert(Rooms, new Room("beside", 1)), None));
        Assert.Equal(16_700_000, (await store.Get(People, "large", None))!.Value.Note!.Length);
        foreach (var beside in new[] { new Commit(), new Commit().Insert(Rooms, new Room("not", 1)) })
        {
            var failure = await Assert.ThrowsAsync<StoreException>(() => store.Commit(beside.Insert(People, large with { Id = "larger", Note = new string('x', 17_000_000) }), None));
            Assert.Contains("guests/larger", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["before", "beside"], await store.Ids(Rooms, Filter.Everything, None));
    }

    [Fact]
    public async Task A_commit_of_thousands_of_documents_and_many_megabytes_is_one()
    {
        var store = Open(Server(new()).ConnectionTo("many"));
        var commit = Enumerable.Range(0, 2500).Aggregate(new Commit(), (commit, i) => commit.Insert(People, new Guest($"{i}") { Email = $"{i}@example.jp", Note = new string('x', 12_000) }));

        Assert.IsType<CommitResult.Committed>(await store.Commit(commit, None));
        Assert.Equal(2500, await store.Count(People, Filter.Everything, None));

        commit = Enumerable.Range(0, 2500).Aggregate(new Commit(), (commit, i) => commit.Replace(People, new Guest($"{i}") { Name = "new" }, i == 2400 ? 2 : 1));
        Assert.Equal(new CommitResult.Conflict("guests", "2400", ConflictReason.VersionChanged), await store.Commit(commit, None));
        Assert.Equal(0, await store.Count(People, Filter.Equal("name", "new"), None));
    }

    [Fact]
    public async Task A_server_away_fails_fast_and_when_it_is_back_the_store_goes_on_by_itself()
    {
        var server = Server(new() { DataFile = Path.Combine(_folder, "data") });
        var store = Open($"{server.ConnectionTo("outage")}&serverSelectionTimeoutMS=500");
        await Usable(store);
        await Insert(store, "before");

        server.Stop();
        await Says(store, "Nothing answers");
        var failures = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Assert.ThrowsAsync<StoreException>(() => Insert(store, $"away-{i}"))));
        Assert.All(failures, failure => Assert.Contains("MongoDB", failure.Message, StringComparison.Ordinal));

        server.Restart();
        await Usable(store);
        await Insert(store, "after");
        Assert.Equal(["after", "before"], await store.Ids(Rooms, Filter.Everything, None));
    }

    [Fact]
    public async Task A_store_opened_before_its_server_opens_by_itself_when_that_comes()
    {
        var server = Server(new());
        server.Stop();
        var store = Open($"{server.ConnectionTo("later")}&serverSelectionTimeoutMS=500");
        await Assert.ThrowsAsync<StoreException>(() => Insert(store, "early"));
        await Says(store, "Nothing answers");

        server.Restart();
        await Usable(store);
        await Insert(store, "late");
    }

    [Fact]
    public async Task Cancelling_stops_the_wait_for_a_server_that_hangs()
    {
        var server = Server(new());
        var store = Open(server.ConnectionTo("hangs"));
        await Insert(store, "before");
        server.Pause();
        try
        {
            using var soon = new CancellationTokenSource();
            var waiting = Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? Insert(store, $"{i}", soon.Token) : store.Get(Rooms, "before", soon.Token)).ToList();
            await soon.CancelAsync();
            foreach (var wait in waiting)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            }
        }
        finally
        {
            server.Resume();
        }

        await Usable(store);
        await Insert(store, "after");
    }

    [Fact]
    public async Task Unique_keys_that_documents_break_are_named_and_the_store_opens_once_they_are_mended()
    {
        var uri = $"{Server(new()).ConnectionTo("unique")}";
        var bare = new Collection<Guest>("guests", GuestsJson.Documents.For<Guest>(), guest => guest.Id);
        var before = Open(uri, bare);
        await before.Commit(new Commit().Insert(bare, new Guest("U1") { Email = "a@example.jp" }).Insert(bare, new Guest("U2") { Email = "a@example.jp" }), None);

        var store = Open(uri, People);
        var problem = await store.Problem(None);
        Assert.Contains("A unique index of guests cannot be made", problem, StringComparison.Ordinal);
        Assert.Contains("a@example.jp", problem, StringComparison.Ordinal);

        await before.Commit(new Commit().Delete(bare, "U2"), None);
        await Usable(store);
        Assert.Equal(["U1"], await store.Ids(People, Filter.Equal("email", "a@example.jp"), None));
    }

    [Fact]
    public async Task Indexes_that_differ_from_what_is_declared_are_told_and_left_alone()
    {
        var uri = Server(new()).ConnectionTo("indexes");
        Assert.Null(await Open(uri, People).Problem(None));
        var fewer = new Collection<Guest>("guests", GuestsJson.Documents.For<Guest>(), guest => guest.Id);
        Assert.Null(await Open(uri, fewer).Problem(None));

        Assert.Contains(_log.Lines, line => line.Contains("is not declared by this version", StringComparison.Ordinal) && line.Contains("guests", StringComparison.Ordinal));
        Assert.Null(await Open(uri, People).Problem(None));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("is not as this version declares it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        var uri = Server(new()).ConnectionTo("newer");
        Assert.Null(await Open(uri).Problem(None));
        MongoDatabase.Use(uri, client =>
        {
            client.First.Reset().BeginDocument().String("_id", "store").End();
            client.Second.Reset().BeginDocument().BeginDocument("$set").Int32("layout", 99).End().End();
            return client.UpdateOne("_store", client.First.Written, client.Second.Written, client.Third.Reset().BeginDocument().End().Written);
        });

        await Problem(uri, "was written by a newer version of BotApp (layout 99");
    }

    [Fact]
    public async Task Many_operations_half_of_them_failing_leave_memory_and_threads_as_they_were()
    {
        var store = Open(Server(new()).ConnectionTo("load"));
        await Insert(store, "there");
        await Rounds(1_000);

        // Other tests of the process come and go meanwhile; what leaks, leaks each time.
        var told = new List<string>();
        while (told.Count < 5)
        {
            var (memory, threads) = Footprint();
            await Rounds(3_000);
            var (later, more) = Footprint();
            if (later - memory < 32 << 20 && more - threads < 10)
            {
                return;
            }

            told.Add($"{memory >> 20} MB became {later >> 20} MB, {threads} threads {more}");
        }

        Assert.Fail(string.Join("; ", told));

        async Task Rounds(int count)
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
            {
                Assert.IsType<CommitResult.Conflict>(await store.Commit(new Commit().Insert(Rooms, new Room("there", i)), ct));
                Assert.NotNull(await store.Get(Rooms, "there", ct));
            });
        }

        static (long, int) Footprint()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            return (process.WorkingSet64, process.Threads.Count);
        }
    }

    public void Dispose()
    {
        foreach (var open in Enumerable.Reverse(_open))
        {
            open.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private MongoStandIn Server(MongoStandInOptions options)
    {
        var server = new MongoStandIn(options);
        _open.Add(server);
        return server;
    }

    private MongoStore Open(string uri, params Collection[] collections)
    {
        var store = MongoStore.Open(uri, collections is [] ? [People, Rooms] : collections, _log);
        _open.Add(store);
        return store;
    }

    // What every call says, and what /readyz shows; on a slow machine the driver may first know less.
    private async Task<string> Problem(string uri, string words)
    {
        var store = Open(uri);
        var problem = await Says(store, words);
        var failure = await Assert.ThrowsAsync<StoreException>(() => store.Get(Rooms, "1", None));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        return problem;
    }

    private static async Task<string> Says(MongoStore store, string words)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var problem = await store.Problem(None) ?? "";
            if (problem.Contains(words, StringComparison.Ordinal))
            {
                return problem;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), $"Not '{words}' but '{problem}'");
        }
    }

    private void Silent(string secret, string text) =>
        Assert.All(_log.Lines.Append(text), line => Assert.DoesNotContain(secret, line, StringComparison.Ordinal));

    private static async Task Insert(MongoStore store, string id, CancellationToken ct = default) =>
        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Insert(Rooms, new Room(id, 0)), ct));

    private static async Task Usable(MongoStore store)
    {
        for (var patience = Stopwatch.StartNew(); await store.Problem(None) is { } problem;)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), problem);
            await Task.Delay(100);
        }
    }

    private async Task<(string Key, string Certificate)> Certificate()
    {
        var (key, certificate) = (Path.Combine(_folder, "key.pem"), Path.Combine(_folder, "certificate.pem"));
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=127.0.0.1", rsa, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        var names = new System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new System.Security.Cryptography.X509Certificates.X509BasicConstraintsExtension(true, false, 0, true));
        using var own = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        await File.WriteAllTextAsync(certificate, own.ExportCertificatePem());
        await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
        return (key, certificate);
    }

    private sealed class LogLines : ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add($"{formatter(state, exception)} {exception}");
            }
        }
    }
}
