using System.Text;
using Bot.People;

namespace Bot.Tests.People;

/// <summary>The six digits of authenticator apps.</summary>
public sealed class OneTimeCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void They_are_those_of_the_standard(long second, string digits) =>
        Assert.Equal(digits, OneTimeCode.At(Secret, DateTimeOffset.FromUnixTimeSeconds(second)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_clock_half_a_minute_off_does_no_harm(int off, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_110);

        Assert.Equal(isTaken, OneTimeCode.StepOf(Secret, OneTimeCode.At(Secret, now.AddSeconds(off)), now, lastStep: 0) is not null);
    }

    [Fact]
    public void Digits_taken_once_are_not_taken_again_nor_those_before_them()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_110);
        var taken = OneTimeCode.StepOf(Secret, OneTimeCode.At(Secret, now), now, lastStep: 0)!.Value;

        Assert.Null(OneTimeCode.StepOf(Secret, OneTimeCode.At(Secret, now), now, taken));
        Assert.Null(OneTimeCode.StepOf(Secret, OneTimeCode.At(Secret, now.AddSeconds(-30)), now, taken));
        Assert.NotNull(OneTimeCode.StepOf(Secret, OneTimeCode.At(Secret, now.AddSeconds(30)), now, taken));
    }

    [Theory]
    [InlineData("287 082")]
    [InlineData("２８７０８２")]
    [InlineData(" 287-082 ")]
    public void Digits_are_read_as_people_type_them(string typed) =>
        Assert.NotNull(OneTimeCode.StepOf(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(59), lastStep: 0));

    [Theory]
    [InlineData("")]
    [InlineData("287")]
    [InlineData("2870820")]
    [InlineData("🍛")]
    public void Anything_else_is_not_taken(string typed) =>
        Assert.Null(OneTimeCode.StepOf(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(59), lastStep: 0));

    [Fact]
    public void A_secret_is_written_as_apps_read_it() =>
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", OneTimeCode.Write(Secret));
}
