using System.Text;
using Bot.Line;

namespace Bot.Tests.Line;

public class LineSignatureTests
{
    private const string Secret = "8c570fa6dd201bb328f1c1eac23a96d8";
    private const string Signature = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}""");

    [Fact]
    public void Lines_own_example_is_valid() => Assert.True(LineSignature.IsValid(Secret, Body, Signature));

    [Fact]
    public void Signing_gives_lines_own_example() => Assert.Equal(Signature, LineSignature.Sign(Secret, Body));

    [Fact]
    public void One_changed_byte_is_not_valid()
    {
        var changed = Body.ToArray();
        changed[^1] ^= 1;

        Assert.False(LineSignature.IsValid(Secret, changed, Signature));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64 at all!")]
    [InlineData("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fM")]
    [InlineData("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLsGhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")]
    public void Anything_else_is_not_valid(string? header) => Assert.False(LineSignature.IsValid(Secret, Body, header));

    [Fact]
    public void Without_a_secret_nothing_is_valid() =>
        Assert.False(LineSignature.IsValid("", Body, LineSignature.Sign("", Body)));
}
