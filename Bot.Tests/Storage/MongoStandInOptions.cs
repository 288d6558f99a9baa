using System.Globalization;

namespace Bot.Tests.Storage;

/// <summary>What a <see cref="MongoStandIn"/> is like.</summary>
internal sealed record MongoStandInOptions
{
    /// <summary>The replica set's name; null makes it a standalone server.</summary>
    public string? ReplicaSet { get; init; } = "rs0";

    /// <summary>The newest wire version it offers: 25 is MongoDB 8.0, 17 is 6.0, 7 is 4.0.</summary>
    public int WireVersion { get; init; } = 25;

    /// <summary>With a user, clients have to sign in (SCRAM-SHA-256, database admin).</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether clients may only read.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>PEM files; with them it speaks TLS only.</summary>
    public string? KeyFile { get; init; }

    public string? CertificateFile { get; init; }

    /// <summary>Waited before each command.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Where it keeps what it acknowledged, so that it survives <see cref="MongoStandIn.Restart"/>.</summary>
    public string? DataFile { get; init; }

    /// <summary>How many changes a change stream can go back.</summary>
    public int Oplog { get; init; } = 200_000;

    public bool ChangeStreams { get; init; } = true;

    /// <summary>After how long an open transaction is given up (MongoDB: 60 seconds).</summary>
    public TimeSpan TransactionLifetime { get; init; } = TimeSpan.FromSeconds(60);

    internal IEnumerable<string> Arguments
    {
        get
        {
            List<string> arguments =
            [
                "--set", ReplicaSet ?? "none",
                "--wire", Text(WireVersion),
                "--latency", Text(Latency.TotalMilliseconds),
                "--oplog", Text(Oplog),
                "--transaction-seconds", Text(TransactionLifetime.TotalSeconds),
            ];
            Add("--user", User);
            Add("--password", User is null ? null : Password ?? "");
            Add("--tls-key", KeyFile);
            Add("--tls-cert", CertificateFile);
            Add("--data", DataFile);
            if (ReadOnly)
            {
                arguments.Add("--read-only");
            }

            if (!ChangeStreams)
            {
                arguments.Add("--no-change-streams");
            }

            return arguments;

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    arguments.AddRange([name, value]);
                }
            }

            static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
        }
    }
}
