using System.Text.Json;

namespace Bot.Tests;

/// <summary>Words in both languages, as they are stored and answered.</summary>
public class WordsTests
{
    private static readonly Words Blocked = new("ブロックされています。🌶", "Blocked the account.");

    [Fact]
    public void They_are_stored_in_both_languages_and_read_again()
    {
        var json = JsonSerializer.Serialize(Blocked);

        Assert.Equal(["japanese", "english"], JsonDocument.Parse(json).RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Blocked, JsonSerializer.Deserialize<Words>(json));
    }

    [Fact]
    public void One_text_of_before_is_read_as_both() =>
        Assert.Equal(new Words("ブロックされています。", "ブロックされています。"), JsonSerializer.Deserialize<Words>("\"ブロックされています。\""));

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"japanese":"はい"}""")]
    [InlineData("""{"japanese":"はい","english":null}""")]
    public void Anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Words>(json));
}
