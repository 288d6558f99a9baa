using Bot.StateMachines;

namespace Bot.Tests.StateMachines;

public class MermaidGraphTests
{
    [Fact]
    public void Ways_with_guards_and_entry_actions()
    {
        var machine = new StateMachine<string, string>("Draft");
        machine.Configure("Draft")
            .Permit("Approve", "Scheduled")
            .PermitIf("Send", "Sending", () => true, "quota left")
            .PermitIf("Send", "Paused", () => false);
        machine.Configure("Sending")
            .OnEntryFrom("Send", () => { }, "freeze the audience")
            .OnEntry(() => { }, "not of one trigger, not drawn")
            .Ignore("Send");

        Assert.Equal(
            """
            stateDiagram-v2
            	Draft --> Scheduled : Approve
            	Draft --> Sending : Send / freeze the audience [quota left]
            	Draft --> Paused : Send [Function]
            	Sending --> Sending : Send
            [*] --> Draft
            """,
            MermaidGraph.Format(machine.GetInfo()));
    }

    [Fact]
    public void Reentries_tell_the_entry_actions_and_internal_transitions_none()
    {
        var machine = new StateMachine<string, string>("A");
        machine.Configure("A").OnEntry(() => { }, "ask").PermitReentry("Again").InternalTransition("Note", () => { });

        Assert.Equal(
            """
            stateDiagram-v2
            	A --> A : Again / ask
            	A --> A : Note
            [*] --> A
            """,
            MermaidGraph.Format(machine.GetInfo()));
    }

    [Fact]
    public void Dynamic_ways_pass_a_decision()
    {
        var machine = new StateMachine<string, string>("Asking");
        machine.Configure("Asking").PermitDynamic(
            "Answer", () => "Done", possibleDestinationStates: new DynamicStateInfos { { "Asking", "more to ask" }, { "Done", "the last one" }, { "Nowhere", "never" } });
        machine.Configure("Done");

        Assert.Equal(
            """
            stateDiagram-v2
            	direction LR
            	state Decision1 <<choice>>
            	Asking --> Decision1 : Answer
            	Decision1 --> Asking : Answer [more to ask]
            	Decision1 --> Done : Answer [the last one]
            [*] --> Asking
            """,
            MermaidGraph.Format(machine.GetInfo(), MermaidGraphDirection.LeftToRight));
    }

    [Fact]
    public void Superstates_hold_their_substates()
    {
        var machine = new StateMachine<string, string>("Open");
        machine.Configure("Open").Permit("Close", "Closed");
        machine.Configure("Asking").SubstateOf("Open");
        machine.Configure("Resting").SubstateOf("Open");

        Assert.Equal(
            """
            stateDiagram-v2
            	state Open {
            		Asking
            		Resting
            	}
            	Open --> Closed : Close
            [*] --> Open
            """,
            MermaidGraph.Format(machine.GetInfo()));
    }

    [Fact]
    public void Names_that_mermaid_cannot_take_get_an_alias()
    {
        var machine = new StateMachine<string, string>("spice-level");
        machine.Configure("spice-level").Permit("甘口: 1; #2", "お好みの 辛さ").Permit("b", "spicelevel").Permit("c", "spice level").Permit("d", "→");

        Assert.Equal(
            """
            stateDiagram-v2
            	spicelevel_1 : spice-level
            	お好みの辛さ : お好みの 辛さ
            	spicelevel_2 : spice level
            	_1 : →
            	spicelevel_1 --> お好みの辛さ : 甘口#58; 1#59; #35;2
            	spicelevel_1 --> spicelevel : b
            	spicelevel_1 --> spicelevel_2 : c
            	spicelevel_1 --> _1 : d
            [*] --> spicelevel_1
            """,
            MermaidGraph.Format(machine.GetInfo()));
    }

    [Fact]
    public void The_state_it_was_made_in_is_the_initial_one()
    {
        var machine = new StateMachine<string, string>("A");
        machine.Configure("A").Permit("Go", "B");
        machine.Fire("Go");

        Assert.Equal("A", machine.GetInfo().InitialState.ToString());
    }
}
