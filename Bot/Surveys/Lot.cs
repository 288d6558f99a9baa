using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Surveys;

/// <summary>Draws that come out the same whenever they are made: a friend's own order and wording.</summary>
internal static class Lot
{
    /// <summary>The seed of these names together.</summary>
    public static ulong Seed(params ReadOnlySpan<string> names) => Of(0, string.Join('\n', names!));

    /// <summary>A number for this name, spread evenly over all there are.</summary>
    public static ulong Of(ulong seed, string name) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed:x16}{name}")));
}
