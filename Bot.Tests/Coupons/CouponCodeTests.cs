using Bot.Coupons;

namespace Bot.Tests.Coupons;

public class CouponCodeTests
{
    [Fact]
    public void Ten_thousand_codes_are_all_different_and_read_back()
    {
        var codes = Enumerable.Range(0, 10_000).Select(_ => CouponCode.New()).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(code, CouponCode.Read(CouponCode.Say(code))));
    }

    [Theory]
    [InlineData("K7MF-2RXA-9HTP")]
    [InlineData(" k7mf 2rxa 9htp ")]
    [InlineData("Ｋ７ＭＦ－２ＲＸＡ－９ＨＴＰ")]
    [InlineData("k7mf2rxa9htp")]
    public void However_it_is_typed_it_is_read(string typed) => Assert.Equal("K7MF2RXA9HTP", CouponCode.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K7MF-2RXA")]
    [InlineData("K7MF-2RXA-9HTPX")]
    [InlineData("O0IL-2RXA-9HTP")]
    [InlineData("🍛🍛🍛🍛🍛🍛🍛🍛🍛🍛🍛🍛")]
    [InlineData("\ud83c")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(CouponCode.Read(typed));
}
