using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

public class BsonDecimalTests
{
    // Values of the public BSON corpus: the 16 bytes as they stand in a document.
    [Theory]
    [InlineData("00000000000000000000000000004030", "0")]
    [InlineData("000000000000000000000000000040B0", "-0")]
    [InlineData("00000000000000000000000000003EB0", "-0.0")]
    [InlineData("D0070000000000000000000000003A30", "2.000")]
    [InlineData("01000000000000000000000000003E30", "0.1")]
    [InlineData("40EF5A07000000000000000000002A30", "0.00123400000")]
    [InlineData("F2AF967ED05C82DE3297FF6FDE3CFC2F", "0.1234567890123456789012345678901234")]
    [InlineData("F2AF967ED05C82DE3297FF6FDE3CF22F", "0.000001234567890123456789012345678901234")]
    [InlineData("F2AF967ED05C82DE3297FF6FDE3CF02F", "1.234567890123456789012345678901234E-7")]
    [InlineData("F2AF967ED05C82DE3297FF6FDE3C4030", "1234567890123456789012345678901234")]
    [InlineData("64000000000000000000000000002CB0", "-1.00E-8")]
    [InlineData("1A040000000000000000000000004230", "1.050E+4")]
    [InlineData("0000000000000000000000000000205F", "0E+6000")]
    [InlineData("00000000000000000000000000007A2B", "0E-611")]
    [InlineData("01000000000000000000000000000000", "1E-6176")]
    [InlineData("01000000000000000000000000000080", "-1E-6176")]
    [InlineData("FFFFFFFF638E8D37C087ADBE09ED0100", "9.999999999999999999999999999999999E-6143")]
    [InlineData("FFFFFFFF638E8D37C087ADBE09EDFF5F", "9.999999999999999999999999999999999E+6144")]
    [InlineData("000000000A5BC138938D44C64D31FE5F", "1.000000000000000000000000000000000E+6144")]
    public void Known_decimals_are_written_and_read_as_everywhere(string bytes, string text)
    {
        Assert.True(BsonDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var parsed));
        Assert.Equal(Decimal(bytes), parsed);
        Assert.Equal(text, parsed.ToString());
    }

    [Theory]
    [InlineData("-100E-10", "-1.00E-8")]
    [InlineData("1e+3", "1E+3")]
    [InlineData("12345689012345789012345E+12", "1.2345689012345789012345E+34")]
    [InlineData("10E6111", "1.0E+6112")]
    [InlineData("1E6144", "1.000000000000000000000000000000000E+6144")]
    [InlineData("10000E-6180", "1E-6176")]
    [InlineData("12345678901234567890123456789012340000", "1.234567890123456789012345678901234E+37")]
    [InlineData("0E999999999999999999", "0E+6111")]
    public void Other_spellings_become_the_canonical_one(string text, string canonical)
    {
        Assert.True(BsonDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var parsed));
        Assert.Equal(canonical, parsed.ToString());
    }

    [Theory]
    [InlineData("12345678901234567890123456789012345")]
    [InlineData("123456789012345678901234567890123400000001")]
    [InlineData("1.00000000000000000000000000000000001")]
    [InlineData("1E6145")]
    [InlineData("1E-6177")]
    [InlineData("1E99999999999999999999")]
    public void What_would_lose_a_digit_is_refused(string text) =>
        Assert.False(BsonDecimal.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("0000000000000000000000000000007C", "NaN")]
    [InlineData("000000000000000000000000000000FE", "NaN")]
    [InlineData("00000000000000000000000000000078", "Infinity")]
    [InlineData("000000000000000000000000000000F8", "-Infinity")]
    [InlineData("0000000000000000000000000000106C", "0")]
    [InlineData("DCBA9876543210DEADBEEF00000010EC", "-0")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFF116C", "0E+3")]
    public void Decimals_that_only_other_programs_write_can_be_read(string bytes, string text) =>
        Assert.Equal(text, Decimal(bytes).ToString());

    [Fact]
    public void Random_decimals_keep_every_digit()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 35)).Select(_ => random.Next(3) == 0 ? 0 : random.Next(10)));
            var point = random.Next(digits.Length + 1);
            var text = $"{(random.Next(2) == 0 ? "-" : "")}{(point == 0 ? "0" : digits[..point].TrimStart('0').PadLeft(1, '0'))}{(point < digits.Length ? "." : "")}{digits[point..]}"
                + (random.Next(2) == 0 ? $"E{random.Next(-60, 60):+0;-0}" : "");

            Assert.True(BsonDecimal.TryParse(Encoding.ASCII.GetBytes(text), out var parsed), text);
            Assert.Equal(Exact(text), Exact(parsed.ToString()));
            Assert.Equal(Exact(text), Exact(parsed.ToJson()));
            Assert.True(BsonDecimal.TryParse(Encoding.ASCII.GetBytes(parsed.ToJson()), out var again));
            Assert.Equal(parsed, again);
        }
    }

    /// <summary>A number as JSON writes it, exactly: digits without zeros at their end, and the power of ten.</summary>
    internal static (BigInteger Digits, int Exponent) Exact(string number)
    {
        var parts = number.Split('e', 'E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        exponent -= point < 0 ? 0 : parts[0].Length - point - 1;
        while (!digits.IsZero && digits % 10 == 0)
        {
            (digits, exponent) = (digits / 10, exponent + 1);
        }

        return (digits, digits.IsZero ? 0 : exponent);
    }

    private static BsonDecimal Decimal(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return new BsonDecimal(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }
}
