using System.Diagnostics;

namespace Bot.Tests.Storage;

/// <summary>The stand-in for MongoDB against MongoDB's official driver for Node, and what our own class does with it.</summary>
public class MongoStandInTests
{
    [Fact]
    public async Task The_official_driver_finds_a_replica_set_that_keeps_MongoDBs_promises()
    {
        var check = Path.Combine(BotApplication.Repository, "Bot.Tests", "Storage", "MongoStandIn", "check.mjs");
        var run = new ProcessStartInfo("node", [check]) { RedirectStandardError = true, RedirectStandardOutput = true };
        run.Environment.Remove("MONGODB_URI");
        using var node = Process.Start(run)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await node.WaitForExitAsync(patience.Token);

        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.True((await output).Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)) > 80, await output);
    }

    [Fact]
    public async Task It_can_be_killed_started_again_paused_and_told_to_fail()
    {
        using var standIn = new MongoStandIn(new() { Oplog = 100, TransactionLifetime = TimeSpan.FromSeconds(5) });
        var address = standIn.Address;
        Assert.Equal($"mongodb://{address}/?replicaSet=rs0", standIn.ConnectionString);

        await standIn.FailCommand("""{"mode":{"times":1},"data":{"failCommands":["ping"],"errorCode":11602}}""");
        await Assert.ThrowsAsync<InvalidOperationException>(() => standIn.Run("""{"ping":1}"""));
        await standIn.Run("""{"ping":1}""");
        Assert.Equal(2, (await standIn.CommandCounts())["ping"]);

        standIn.Pause();
        var paused = standIn.Run("""{"ping":1}""");
        Assert.False(paused.IsCompleted);
        standIn.Resume();
        await paused;

        standIn.Stop();
        await Assert.ThrowsAsync<InvalidOperationException>(() => standIn.Run("""{"ping":1}"""));
        standIn.Restart();
        await standIn.Run("""{"ping":1}""");
        Assert.Equal(address, standIn.Address);
    }

    [Fact]
    public void The_connection_string_names_user_database_and_certificate()
    {
        using var standIn = new MongoStandIn(new() { ReplicaSet = null, User = "ボット@1", Password = "p/w" });

        Assert.Equal(
            $"mongodb://%E3%83%9C%E3%83%83%E3%83%88%401:p%2Fw@{standIn.Address}/shop?authSource=admin",
            standIn.ConnectionTo("shop"));
    }

    [Fact]
    public void The_shared_one_is_there_for_every_test_with_a_database_of_its_own()
    {
        var (one, other) = (MongoServer.NewDatabase(), MongoServer.NewDatabase());

        Assert.NotEqual(one, other);
        Assert.Contains($"/{one}", MongoServer.ConnectionString(one), StringComparison.Ordinal);
    }
}
