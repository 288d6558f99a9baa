using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Bot.Tests.Coupons;

/// <summary>The pictures of QR codes that the bot makes, as somebody's eye or camera meets them.</summary>
internal static class Qr
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>The pixels of a picture of one bit a pixel, without filters, as the bot writes them: true is dark.</summary>
    public static bool[,] Pixels(byte[] png)
    {
        var (width, height) = (0, 0);
        using var data = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var kind = Encoding.ASCII.GetString(png, at + 4, 4);
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 12)));
                Assert.Equal(1, png[at + 16]);
            }
            else if (kind == "IDAT")
            {
                data.Write(png, at + 8, length);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Decompress))
        {
            zlib.CopyTo(unpacked);
        }

        var rows = unpacked.ToArray();
        var stride = ((width + 7) / 8) + 1;
        var pixels = new bool[height, width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels[y, x] = (rows[(y * stride) + 1 + (x / 8)] >> (7 - (x % 8)) & 1) == 0;
            }
        }

        return pixels;
    }

    /// <summary>A film of a camera that sees the code on a grey table; or nothing but the table.</summary>
    public static void Film(string file, bool[,]? pixels)
    {
        var picture = new byte[Width * Height];
        Array.Fill(picture, (byte)140);
        if (pixels is not null)
        {
            var (rows, columns) = (pixels.GetLength(0), pixels.GetLength(1));
            var side = 360;
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    picture[((y + 60) * Width) + x + 140] = pixels[y * rows / side, x * columns / side] ? (byte)20 : (byte)230;
                }
            }
        }

        using var film = File.Create(file);
        film.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n")));
        var colours = new byte[Width * Height / 2];
        Array.Fill(colours, (byte)128);
        for (var frame = 0; frame < 3; frame++)
        {
            film.Write("FRAME\n"u8);
            film.Write(picture);
            film.Write(colours);
        }
    }
}
