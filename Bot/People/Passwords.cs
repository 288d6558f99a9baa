using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Bot.People;

/// <summary>Why a password cannot be chosen.</summary>
public enum PasswordProblem
{
    /// <summary>Below <see cref="Passwords.Shortest"/> characters.</summary>
    TooShort,

    /// <summary>Above <see cref="Passwords.Longest"/> characters.</summary>
    TooLong,

    /// <summary>It is among those tried first: commonly used, or one thing over and over.</summary>
    Common,

    /// <summary>It is their own name, or little more.</summary>
    Name,
}

/// <summary>
/// Which passwords may be chosen, after NIST SP 800-63B-4: long, not among those everybody tries, and no rules of which
/// kinds of characters; and how they are kept.
/// </summary>
public static class Passwords
{
    /// <summary>The fewest characters a password has: fifteen, where it is the only factor (NIST SP 800-63B-4, 3.1.1.2).</summary>
    public const int Shortest = 15;

    /// <summary>The most characters a password has.</summary>
    public const int Longest = 256;

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    // OWASP's number for PBKDF2 with SHA-512.
    private static readonly PasswordHasher<Person> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    private static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword(null!, "nobody has this password"));

    /// <summary>Why this password cannot be chosen by somebody of these names; null: it can.</summary>
    public static PasswordProblem? ProblemOf(string password, params IEnumerable<string> names)
    {
        var same = Same(password);
        var length = new StringInfo(same).LengthInTextElements;
        return length < Shortest ? PasswordProblem.TooShort
            : same.Length > Longest ? PasswordProblem.TooLong
            : IsCommon(same.ToLowerInvariant()) ? PasswordProblem.Common
            : names.Select(name => Same(name).ToLowerInvariant()).Any(name => name.Length >= 3 && IsLittleMore(same.ToLowerInvariant(), name)) ? PasswordProblem.Name
            : null;
    }

    /// <summary>The password as the store keeps it.</summary>
    public static string Hash(string password) => Hasher.HashPassword(null!, Same(password));

    /// <summary>Whether this is the password. Without a hash it is not, and finding out takes as long.</summary>
    public static bool IsRight(string? hash, string password)
    {
        var right = Hasher.VerifyHashedPassword(null!, hash ?? Nobodys.Value, password.Length > Longest ? "" : Same(password)) != PasswordVerificationResult.Failed;
        return right && hash is not null;
    }

    // Two keyboards may write the same word with other code points.
    private static string Same(string password) => password.Normalize(NormalizationForm.FormKC);

    private static bool IsCommon(string password) =>
        Common.Value.Contains(password) || Enumerable.Range(1, password.Length / 2).Any(length => IsRepeated(password, length)) || IsRun(password);

    // abcabcabcabcabc, passwordpassword, aaaaaaaaaaaaaaaaa
    private static bool IsRepeated(string password, int length) =>
        (length <= 6 || Common.Value.Contains(password[..length])) && Enumerable.Range(0, password.Length).All(place => password[place] == password[place % length]);

    // 123456789012345, abcdefghijklmnop, and downwards
    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (one, next) => next - one).Select(step => step is -9 ? 1 : step is 9 ? -1 : step).ToList();
        return steps.TrueForAll(step => step == 1) || steps.TrueForAll(step => step == -1);
    }

    private static bool IsLittleMore(string password, string name) =>
        password.Contains(name, StringComparison.Ordinal) && password.Replace(name, "", StringComparison.Ordinal).Length < Shortest / 2;

    private static FrozenSet<string> ReadCommon()
    {
        using var list = typeof(Passwords).Assembly.GetManifestResourceStream("common-passwords.json")!;
        return JsonSerializer.Deserialize<string[]>(list)!.ToFrozenSet(StringComparer.Ordinal);
    }
}
