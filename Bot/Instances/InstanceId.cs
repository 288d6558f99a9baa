namespace Bot.Instances;

/// <summary>The name of this running process among others on the same store: machine, process id, and a part by chance.</summary>
public sealed record InstanceId(string Name)
{
    /// <summary>A name that no other process has, nor this one after a restart.</summary>
    public static InstanceId New() =>
        new($"{Environment.MachineName}-{Environment.ProcessId}-{Random.Shared.Next(0x1000000):x6}");
}
