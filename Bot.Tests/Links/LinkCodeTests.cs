using System.Security.Cryptography;
using Bot.Links;

namespace Bot.Tests.Links;

public class LinkCodeTests
{
    private static readonly LinkKey Key = new(RandomNumberGenerator.GetBytes(LinkKey.Bytes));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(int.MaxValue, 255)]
    public void A_code_says_what_was_written_and_is_safe_in_an_address(int message, int link)
    {
        var code = new LinkCode(Guid.CreateVersion7().ToString("N"), message, link);

        var written = Key.Write(code);

        Assert.Equal(code, Key.Read(written));
        Assert.Equal(LinkKey.CodeLength, written.Length);
        Assert.Matches("^[A-Za-z0-9_-]+[A-Za-z0-9]$", written);
    }

    [Fact]
    public void A_code_with_any_letter_changed_is_none()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var code = Key.Write(new LinkCode(Guid.CreateVersion7().ToString("N"), 7, 1));

        for (var i = 0; i < code.Length; i++)
        {
            foreach (var letter in Letters.Where(letter => letter != code[i]))
            {
                Assert.Null(Key.Read($"{code[..i]}{letter}{code[(i + 1)..]}"));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("あああああああああああああああああああああああああああああああああああああああああああああああああ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAA=AAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_code_is_none(string text) => Assert.Null(Key.Read(text));

    [Fact]
    public void Another_shops_key_reads_nothing()
    {
        var code = Key.Write(new LinkCode(Guid.CreateVersion7().ToString("N"), 7, 1));

        Assert.Null(new LinkKey(RandomNumberGenerator.GetBytes(LinkKey.Bytes)).Read(code));
    }
}
