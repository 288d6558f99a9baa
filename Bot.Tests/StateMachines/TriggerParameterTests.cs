using Bot.StateMachines;

namespace Bot.Tests.StateMachines;

public class TriggerParameterTests
{
    private readonly StateMachine<string, string> _machine = new("asking");
    private readonly StateMachine<string, string>.TriggerWithParameters<int> _answer;
    private readonly StateMachine<string, string>.TriggerWithParameters<string, int> _rate;
    private readonly List<string> _done = [];

    public TriggerParameterTests()
    {
        _answer = _machine.SetTriggerParameters<int>("answer");
        _rate = _machine.SetTriggerParameters<string, int>("rate");
    }

    [Fact]
    public void Entry_actions_get_the_arguments()
    {
        _machine.Configure("asking").Permit("answer", "answered");
        _machine.Configure("answered")
            .OnEntryFrom(_answer, number => _done.Add($"{number}"))
            .OnEntryFrom(_answer, (number, way) => _done.Add($"{number} from {way.Source}, {way.Parameters.Length} parameter"));

        _machine.Fire(_answer, 5);

        Assert.Equal(["5", "5 from asking, 1 parameter"], _done);
    }

    [Fact]
    public void Two_arguments_too()
    {
        _machine.Configure("asking").Permit("rate", "rated");
        _machine.Configure("rated").OnEntryFrom(_rate, (dish, stars) => _done.Add($"{dish} {stars}"));

        _machine.Fire(_rate, "カレー", 5);

        Assert.Equal(["カレー 5"], _done);
    }

    [Fact]
    public void Guards_see_the_arguments()
    {
        _machine.Configure("asking")
            .PermitIf(_answer, "small", number => number < 10)
            .PermitIf(_answer, "large", number => number >= 10)
            .PermitIf(_rate, "loved", (_, stars) => stars == 5)
            .IgnoreIf("rate", () => false);

        Assert.True(_machine.CanFire(_rate, "カレー", 5));
        Assert.False(_machine.CanFire(_rate, "カレー", 4));
        _machine.Fire(_answer, 10);

        Assert.Equal("large", _machine.State);
    }

    [Fact]
    public void The_way_may_depend_on_the_arguments()
    {
        _machine.Configure("asking")
            .PermitDynamic(_rate, (dish, stars) => $"{dish} {stars}")
            .PermitDynamicIf(_answer, number => $"question {number}", number => number > 0);

        Assert.False(_machine.CanFire(_answer, 0));
        _machine.Fire(_rate, "カレー", 5);

        Assert.Equal("カレー 5", _machine.State);
    }

    [Fact]
    public void Reentries_and_internal_transitions_see_the_arguments()
    {
        _machine.Configure("asking")
            .PermitReentryIf(_answer, number => number == 0)
            .InternalTransitionIf(_answer, number => number == 1, (number, _) => _done.Add($"inside {number}"))
            .InternalTransition(_rate, (dish, stars, _) => _done.Add($"inside {dish} {stars}"))
            .OnEntryFrom(_answer, number => _done.Add($"again {number}"));

        _machine.Fire(_answer, 0);
        _machine.Fire(_answer, 1);
        _machine.Fire(_rate, "カレー", 5);

        Assert.Equal(["again 0", "inside 1", "inside カレー 5"], _done);
    }

    [Fact]
    public void Asked_without_arguments_a_guard_sees_defaults()
    {
        _machine.Configure("asking").PermitIf(_answer, "zero", number => number == 0);

        Assert.True(_machine.CanFire("answer"));
        Assert.Equal(["answer"], _machine.PermittedTriggers);
        Assert.Empty(_machine.GetPermittedTriggers(1));
    }

    [Fact]
    public void Too_few_too_many_and_wrong_arguments_are_mistakes()
    {
        _machine.Configure("asking").Permit("answer", "answered");

        Assert.Equal("An argument of type System.Int32 is required in position 0.", Assert.Throws<ArgumentException>(() => _machine.Fire("answer")).Message);
        Assert.Equal("Too many parameters have been supplied. Expecting 1 but got 2.", Assert.Throws<ArgumentException>(() => _machine.Fire((StateMachine<string, string>.TriggerWithParameters)_answer, 1, 2)).Message);
        Assert.Throws<ArgumentException>(() => _machine.Fire((StateMachine<string, string>.TriggerWithParameters)_answer, "five"));
        Assert.Equal("asking", _machine.State);
    }

    [Fact]
    public void Parameters_are_set_once()
    {
        var mistake = Assert.Throws<InvalidOperationException>(() => _machine.SetTriggerParameters<string>("answer"));

        Assert.Equal("Parameters for the trigger 'answer' have already been configured.", mistake.Message);
    }
}
