using Bot.Hosting;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Hosting;

public class ConfigurationCheckTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Nothing_configured_is_fine() => Assert.Empty(Problems());

    [Theory]
    [InlineData("Storage:Engine", "Postgres", "Storage:Engine is 'Postgres'. Use one of: Sqlite, Mongo.")]
    [InlineData("Storage:Engine", "sqlit", "Storage:Engine is 'sqlit'. Did you mean 'Sqlite'?")]
    [InlineData("Storage:Engine", "7", "Storage:Engine is '7'. Use one of: Sqlite, Mongo.")]
    [InlineData("Storage:ConnectionString", "", "Storage:ConnectionString must be 'Data Source=' and a file, e.g. 'Data Source=data/botapp.db'.")]
    [InlineData("Storage:ConnectionString", null, "Storage:ConnectionString is null. Give it a value, or leave it out for its default.")]
    [InlineData("Outbox:Lanes", "many", "Outbox:Lanes is 'many'. Write a whole number.")]
    [InlineData("Outbox:Lanes", "", "Outbox:Lanes cannot be read. Write a whole number.")]
    [InlineData("Outbox:Lanes", "99999999999", "Outbox:Lanes is '99999999999'. Write a whole number.")]
    [InlineData("Outbox:Lanes", "0", "Outbox:Lanes is 0. It must be between 1 and 1024.")]
    [InlineData("Outbox:Lanes:First", "1", "Outbox:Lanes holds several values; it takes one.")]
    [InlineData("Outbox:PushWhenReplyIsTooLate", "perhaps", "Outbox:PushWhenReplyIsTooLate is 'perhaps'. Write true or false.")]
    [InlineData("outbox:lane", "3", "Outbox:lane is not a setting. Did you mean 'Lanes'?")]
    [InlineData("Outboks:Lanes", "3", "Outboks:Lanes is not a setting. Did you mean 'Outbox:Lanes'?")]
    [InlineData("Line:Timeout", "ten", "Line:Timeout is 'ten'. Write hours:minutes:seconds, e.g. 00:00:10.")]
    [InlineData("Line:ApiBaseUrl", "http://localhost:5081/sim", "Line:ApiBaseUrl must be an address such as https://api.line.me, without a path.", "Line:ChannelId", "1", "Line:ChannelSecret", Secret)]
    [InlineData("Line:ChannelAccessToken", Secret, "Line:ChannelSecret is missing: without it no webhook request can be told from a forgery.")]
    [InlineData("Line:ChannelSecret", Secret, "Line:ChannelSecret is set, but neither Line:ChannelAccessToken nor Line:ChannelId is.")]
    [InlineData("Simulator:Enabled", "false", "Simulator:Enabled is false and there is no channel of LINE's either. Set Line:ChannelSecret with Line:ChannelAccessToken or Line:ChannelId.")]
    [InlineData("Simulator:Url", "localhost:5081", "Simulator:Url must be an address such as http://localhost:5081, without a path.")]
    [InlineData("Simulator:MonthlyLimit", "-1", "Simulator:MonthlyLimit is -1. It must be between 0 and 1000000000.")]
    [InlineData("Simulator:Url", "http://localhost:5080", "Simulator:Url and Urls both want port 5080. Give the phone a port of its own.")]
    [InlineData("Definitions:Root", "/nowhere/at/all", "Definitions:Root '/nowhere/at/all' is not a folder.")]
    [InlineData("Api:Key", "short", "Api:Key is too short to be safe: use at least 16 characters, better 32 random ones.")]
    [InlineData("Api:Key", "", "Api:Key is too short to be safe: use at least 16 characters, better 32 random ones.")]
    [InlineData("Bot:TimeZone", "Japan Time", "Bot:TimeZone 'Japan Time' is not a time zone this system knows. Use an IANA name such as 'Asia/Tokyo'.")]
    [InlineData("Bot:TimeZone", "", "Bot:TimeZone is missing.")]
    [InlineData("Campaigns:Plan", null, "Campaigns:Plan is null. Give it a value, or leave it out for its default.")]
    [InlineData("Bot:QuietHours", "night", "Bot:QuietHours is 'night'. Write two times, e.g. 21:00-09:00, or none.")]
    [InlineData("Urls", "5080", "Urls: '5080' is not an address to listen on. Write one such as http://localhost:5080.")]
    [InlineData("Urls", "http://localhost:99999", "Urls: 'http://localhost:99999' is not an address to listen on. Write one such as http://localhost:5080.")]
    [InlineData("Urls", "http://localhost:0", "Urls: 'http://localhost:0' leaves the port open; that works with http://127.0.0.1:0 only.")]
    public void A_slip_is_told_with_its_place_and_its_cure(string key, string? value, string problem, params string[] more)
    {
        var settings = more.Chunk(2).Select(pair => (pair[0], (string?)pair[1]));

        Assert.Equal([problem], Problems([("Urls", "http://localhost:5080"), (key, value), .. settings]));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_no_secret_with_it()
    {
        var problems = Problems(
            ("Storage:Engine", "Postgres"), ("Outbox:Lanes", "many"), ("Outbox:MailingCalls", "0"), ("Line:ChanelSecret", Secret),
            ("Line:ChannelAccessToken", "y" + Secret), ("Webhook:Attempts", "x" + Secret), ("Bot:TimeZone", "Mars"), ("Api:Key", Secret[..8]));

        Assert.Equal(
            ["Bot:TimeZone", "Line:ChanelSecret", "Line:ChannelSecret", "Storage:Engine", "Api:Key", "Webhook:Attempts", "Outbox:Lanes", "Outbox:MailingCalls"],
            problems.Select(problem => problem.Split(' ')[0]));
        Assert.DoesNotContain(problems, problem => problem.Contains(Secret[..8], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Simulator:Enabled", "true", "Line:ChannelAccessToken", "x")]
    [InlineData("Line:ChannelId", "", "Line:ChannelSecret", "")]
    [InlineData("Line:ChannelId", "2000000001", "Line:ChannelSecret", Secret)]
    [InlineData("LINE:CHANNELID", "2000000001", "LINE:CHANNELSECRET", Secret)]
    [InlineData("Definitions:Root", "", "Simulator:Journal", "")]
    [InlineData("Storage:Engine", "sqlite", "Line:Timeout", "00:00:05")]
    [InlineData("Linen:Colour", "white", "Bots:Net", "1")]
    public void What_works_passes(string key, string value, string other, string otherValue) =>
        Assert.Empty(Problems((key, value), (other, otherValue)));

    private static IReadOnlyList<string> Problems(params (string Key, string? Value)[] settings) =>
        ConfigurationCheck.Problems(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Value))
            .Build());
}
