using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bot.Bench;

/// <summary>
/// One keep-alive HTTP/1.1 connection to a server on loopback that posts ready-made bodies. It does next to nothing itself, so
/// that what is measured is the server.
/// </summary>
internal sealed class HttpLoad : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private HttpLoad(Socket socket) => _socket = socket;

    public static async Task<HttpLoad> Connect(int port, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);
        return new HttpLoad(socket);
    }

    /// <summary>The bytes of a POST, made before the clock runs.</summary>
    public static byte[] Request(string path, ReadOnlySpan<byte> body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var head = new StringBuilder()
            .Append("POST ").Append(path).Append(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ").Append(body.Length).Append("\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        var start = Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
        return [.. start, .. body];
    }

    /// <summary>Sends a request and reads its answer; the status code.</summary>
    public async Task<int> Send(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        await _socket.SendAsync(request, ct);
        var read = 0;
        while (true)
        {
            var got = await _socket.ReceiveAsync(_buffer.AsMemory(read), ct);
            if (got == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            read += got;
            if (IsWhole(_buffer.AsSpan(0, read)))
            {
                return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return head.IndexOf("chunked"u8) < 0 || answer.EndsWith("0\r\n\r\n"u8);
        }

        var length = 0;
        foreach (var digit in head[(at + 16)..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            length = (length * 10) + (digit - '0');
        }

        return answer.Length >= end + 4 + length;
    }
}
