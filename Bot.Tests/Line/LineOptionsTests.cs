using Bot.Line;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot.Tests.Line;

public class LineOptionsTests
{
    [Fact]
    public void Nothing_configured_is_valid_and_means_lines_own_addresses()
    {
        var options = Bind([]);

        Assert.False(options.IsConfigured);
        Assert.Equal("https://api.line.me/", options.ApiBaseUrl.AbsoluteUri);
        Assert.Equal("https://api-data.line.me/", options.DataApiBaseUrl.AbsoluteUri);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Timeout);
    }

    [Theory]
    [InlineData("ChannelAccessToken")]
    [InlineData("ChannelId")]
    public void A_channel_with_its_secret_is_valid(string key) =>
        Assert.True(Bind(new() { [$"Line:{key}"] = "x", ["Line:ChannelSecret"] = "s" }).IsConfigured);

    [Theory]
    [InlineData("Line:ChannelAccessToken", "x", "Line:ChannelSecret is missing")]
    [InlineData("Line:ChannelId", "x", "Line:ChannelSecret is missing")]
    [InlineData("Line:ApiBaseUrl", "http://localhost:5081/sim", "Line:ApiBaseUrl must be")]
    [InlineData("Line:ApiBaseUrl", "localhost", "Line:ApiBaseUrl must be")]
    [InlineData("Line:DataApiBaseUrl", "ftp://localhost", "Line:DataApiBaseUrl must be")]
    [InlineData("Line:Timeout", "00:00:00", "Timeout")]
    public void Half_a_channel_and_wrong_addresses_are_told(string key, string value, string problem)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bind(new() { [key] = value }));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static LineOptions Bind(Dictionary<string, string?> values)
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddLine(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<LineOptions>>().Value;
    }
}
