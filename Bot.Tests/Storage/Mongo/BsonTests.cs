using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

public class BsonTests
{
    [Fact]
    public void A_document_is_the_bytes_that_the_specification_shows()
    {
        var hello = new BsonWriter().BeginDocument().String("hello", "world").End();
        Assert.Equal("160000000268656C6C6F0006000000776F726C640000", Convert.ToHexString(hello.Written));

        var awesome = new BsonWriter().BeginDocument().BeginArray("BSON").String(default, "awesome").Double(default, 5.05).Int32(default, 1986).End().End();
        Assert.Equal("310000000442534F4E002600000002300008000000617765736F6D65000131003333333333331440103200C20700000000", Convert.ToHexString(awesome.Written));
    }

    [Fact]
    public void A_writer_is_used_again_and_grows_as_it_must()
    {
        var writer = new BsonWriter();
        for (var size = 1; size < 3_000_000; size *= 3)
        {
            writer.Reset().BeginDocument().String("text", new string('あ', size)).BeginArray("list");
            for (var i = 0; i < 1200; i++)
            {
                writer.Int32(default, i);
            }

            writer.End().End();
            var list = BsonReader.Find(writer.Written, "list"u8).Document();
            for (var i = 0; i < 1200; i++)
            {
                Assert.True(list.Read());
                Assert.Equal((i, i.ToString(System.Globalization.CultureInfo.InvariantCulture)), ((int)list.Int64(), System.Text.Encoding.ASCII.GetString(list.Name)));
            }

            Assert.False(list.Read());
            Assert.Equal(size, BsonReader.Find(writer.Written, "text"u8).String().Length);
        }
    }

    [Fact]
    public void What_was_written_wrongly_is_a_mistake_of_the_caller()
    {
        Assert.Throws<InvalidOperationException>(() => new BsonWriter().Int32("a", 1));
        Assert.Throws<InvalidOperationException>(() => new BsonWriter().End());
        Assert.Throws<InvalidOperationException>(() => new BsonWriter().BeginDocument().End().BeginDocument());
        Assert.Throws<ArgumentException>(() => new BsonWriter().BeginDocument().Int32("a\0b", 1));
        Assert.Throws<ArgumentException>(() => new BsonWriter().BeginDocument().Regex("a", "\0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("05000000")]
    [InlineData("0500000001")]
    [InlineData("0600000000")]
    [InlineData("FFFFFFFF00")]
    [InlineData("0B00000010610001000000")] // An int32 of three bytes.
    [InlineData("0D000000026100FFFFFF7F0000")] // A text of 2 GB.
    [InlineData("0D000000026100000000000000")] // A text without its end.
    [InlineData("0E00000002610002000000616100")] // A text that does not end with NUL.
    [InlineData("0D000000036100040000000000")] // An inner document shorter than any.
    [InlineData("0D000000056100FFFFFFFF0000")] // Binary of a negative length.
    [InlineData("0800000099610000")] // A type that there is not.
    [InlineData("080000000A616100")] // A name without its end.
    [InlineData("0A0000000B6100610000")] // A regular expression without options.
    public void Malformed_documents_are_a_format_error(string hex) => Assert.Throws<FormatException>(() =>
    {
        var reader = new BsonReader(Convert.FromHexString(hex));
        while (reader.Read())
        {
            if (reader.Type == BsonType.Document)
            {
                reader.Document();
            }
        }
    });

    [Fact]
    public void A_value_of_another_type_is_said_by_name()
    {
        var document = new BsonWriter().BeginDocument().String("n", "1").Double("whole", 3).Double("part", 3.5).End().Written.ToArray();

        Assert.Equal("'n' is String, not a whole number.", Assert.Throws<FormatException>(() => BsonReader.Find(document, "n"u8).Int64()).Message);
        Assert.Contains("missing", Assert.Throws<FormatException>(() => BsonReader.Find(document, "x"u8).String()).Message, StringComparison.Ordinal);
        Assert.Equal(3, BsonReader.Find(document, "whole"u8).Int64());
        Assert.Throws<FormatException>(() => BsonReader.Find(document, "part"u8).Int64());
    }
}
