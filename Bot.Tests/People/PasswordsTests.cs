using System.Diagnostics;
using Bot.People;

namespace Bot.Tests.People;

/// <summary>Which passwords may be chosen, and that a right one is known again.</summary>
public sealed class PasswordsTests
{
    [Theory]
    [InlineData("さくら もみじ すすき つばき うめ")]
    [InlineData("correct horse battery staple")]
    [InlineData("🍛🍜🍣🍱🍙🍚🍘🍥🍡🍢🍮🍰🎂🍩🍪")]
    [InlineData("onlysmallletterswithoutanysign")]
    public void Length_is_enough(string password) => Assert.Null(Passwords.ProblemOf(password, "店長", "owner@shop.example"));

    [Theory]
    [InlineData("", PasswordProblem.TooShort)]
    [InlineData("Tr0ub4dor&3", PasswordProblem.TooShort)]
    [InlineData("🍛🍜🍣🍱🍙🍚🍘", PasswordProblem.TooShort)]
    [InlineData("123456789987654321", PasswordProblem.Common)]
    [InlineData("１２３４５６７８９９８７６５４３２１", PasswordProblem.Common)]
    [InlineData("PasswordPassword", PasswordProblem.Common)]
    [InlineData("aaaaaaaaaaaaaaaaaaa", PasswordProblem.Common)]
    [InlineData("123412341234123412", PasswordProblem.Common)]
    [InlineData("abcdefghijklmnopqr", PasswordProblem.Common)]
    [InlineData("1234567890123456789", PasswordProblem.Common)]
    [InlineData("owner@shop.example", PasswordProblem.Name)]
    [InlineData("Owner@Shop.Example1", PasswordProblem.Name)]
    public void What_is_tried_first_may_not_be_chosen(string password, PasswordProblem problem) =>
        Assert.Equal(problem, Passwords.ProblemOf(password, "店長", "owner@shop.example"));

    [Fact]
    public void One_too_long_is_refused() =>
        Assert.Equal(PasswordProblem.TooLong, Passwords.ProblemOf(string.Concat(Enumerable.Range(0, 60).Select(number => $"word{number} "))));

    [Fact]
    public void The_same_word_from_another_keyboard_is_the_same()
    {
        var hash = Passwords.Hash("カレーはやっぱり中辛がいいです");

        Assert.True(Passwords.IsRight(hash, "ｶﾚｰはやっぱり中辛がいいです"));
        Assert.False(Passwords.IsRight(hash, "カレーはやっぱり甘口がいいです"));
        Assert.DoesNotContain("カレー", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_somebody_is_known_cannot_be_told_by_the_time_it_takes()
    {
        var hash = Passwords.Hash("カレーはやっぱり中辛がいいです");
        Passwords.IsRight(null, "warm up, please");

        var (known, unknown) = (Took(hash), Took(null));

        // The work is the same; the machine may be busy, so only a difference of kind counts.
        Assert.InRange(unknown / known, 0.2, 5);
    }

    private static double Took(string? hash)
    {
        var times = Enumerable.Range(0, 5).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            Assert.False(Passwords.IsRight(hash, "some other wrong password"));
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }).Order().ToList();
        return times[2];
    }
}
