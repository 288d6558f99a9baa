using System.Reflection;
using System.Text;
using Bot.Definitions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Bot.Tests.Definitions;

/// <summary>Whatever the linter can say it can say in Japanese; what it says is read from the program itself.</summary>
public class LintJapaneseTests
{
    [Fact]
    public void Everything_the_linter_may_say_is_known_in_Japanese_and_nothing_else()
    {
        var said = Said().ToHashSet();

        Assert.True(said.Count > 250, $"Only {said.Count} texts were found in the program.");
        Assert.Empty(said.Except(LintJapanese.Known));
        Assert.Empty(LintJapanese.Known.Except(said));
    }

    [Fact]
    public void What_a_value_must_look_like_is_known_in_Japanese()
    {
        var patterns = typeof(PatternAttribute).Assembly.GetTypes().SelectMany(type => type.GetProperties()).Select(property => property.GetCustomAttribute<PatternAttribute>()).OfType<PatternAttribute>();

        Assert.All(patterns.Select(pattern => pattern.Words).Distinct(), words => Assert.NotNull(LintJapanese.OfOthers(words)));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("コーヒー")]
    [InlineData("")]
    [InlineData("☕👨‍👩‍👧‍👦")]
    public void What_is_filled_in_stays_as_it_is_in_both(string name)
    {
        LintText inner = $"'{name}'";
        LintText text = $"'{name}' must be {inner}, not {LintText.Both("x {1}", "え {1}")}.";

        Assert.Equal($"'{name}' must be '{name}', not x {{1}}.", text.English);
        Assert.Equal($"「{name}」は「{name}」で書きます。ここはえ {{1}}になっています。", text.Japanese);
    }

    [Fact]
    public void What_nobody_has_said_in_Japanese_is_said_in_English_and_numbers_the_same_everywhere()
    {
        LintText text = $"There are {1_234_567:N0} words.";

        Assert.Equal("There are 1,234,567 words.", text.English);
        Assert.Equal(text.English, text.Japanese);
    }

    // Texts are pieces and holes in the order of the code; one within another's hole is put together while that one waits.
    private static IEnumerable<string> Said()
    {
        using var bot = ModuleDefinition.ReadModule(typeof(LintText).Assembly.Location);
        var methods = bot.GetTypes().Where(type => type.Name != nameof(LintText)).SelectMany(type => type.Methods).Where(method => method.HasBody);
        foreach (var method in methods)
        {
            var open = new Stack<Template>();
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is not MethodReference { DeclaringType.Name: nameof(LintText) } called)
                {
                    continue;
                }

                switch (called.Name)
                {
                    case ".ctor":
                        open.Push(new(Number(instruction.Previous.Previous), Number(instruction.Previous)));
                        break;
                    case nameof(LintText.AppendLiteral):
                        open.Peek().Add((string)instruction.Previous.Operand);
                        break;
                    case nameof(LintText.AppendFormatted):
                        open.Peek().Fill();
                        break;
                    case "op_Implicit":
                        foreach (var literal in Literals(method, instruction).Where(literal => literal.Length > 0))
                        {
                            yield return literal;
                        }

                        break;
                }

                if (open.Count > 0 && open.Peek().IsWhole)
                {
                    yield return open.Pop().ToString();
                }
            }

            Assert.Empty(open);
        }
    }

    // What comes just before, on each way that leads here. Anything but a literal would be lost on Japanese readers.
    private static IEnumerable<string> Literals(MethodDefinition method, Instruction converted)
    {
        var ways = method.Body.Instructions.Where(one => one.Operand == converted).Prepend(converted);
        foreach (var before in ways.Select(way => way.Previous).Where(before => before.OpCode.Code is not (Code.Br or Code.Br_S)))
        {
            Assert.True(before.OpCode.Code == Code.Ldstr, $"{method.FullName} makes a text for the linter of {before}");
            yield return (string)before.Operand;
        }
    }

    private static int Number(Instruction constant) => constant.OpCode.Code switch
    {
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 and var code => code - Code.Ldc_I4_0,
        Code.Ldc_I4_S => (sbyte)constant.Operand,
        Code.Ldc_I4 => (int)constant.Operand,
        _ => throw new InvalidOperationException($"{constant} is no number."),
    };

    private sealed class Template(int letters, int holes)
    {
        private readonly StringBuilder _text = new();
        private int _letters = letters;
        private int _filled;

        public bool IsWhole => _letters == 0 && _filled == holes;

        public void Add(string piece)
        {
            _text.Append(piece);
            _letters -= piece.Length;
        }

        public void Fill() => _text.Append('{').Append(_filled++).Append('}');

        public override string ToString() => _text.ToString();
    }
}
