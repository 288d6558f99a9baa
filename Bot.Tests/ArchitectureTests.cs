using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Bot.Tests;

/// <summary>Each folder of Bot/ may use only the folders named here. The why is in docs/architecture.md.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["StateMachines"] = [],
        ["Access"] = [],
        ["Attention"] = [],
        ["Statistics"] = [],
        ["Line"] = [],
        ["Storage"] = [],
        ["Definitions"] = ["Access", "Line", "Storage"],
        ["Calendar"] = ["Definitions"],
        ["Preferences"] = ["Access", "Calendar", "Storage"],
        ["Friends"] = ["Access", "Line", "Storage", "StateMachines"],
        ["Audit"] = ["Access", "Friends", "Storage"],
        ["People"] = ["Access", "Audit", "Storage"],
        ["Work"] = ["Attention", "Access", "Instances", "Friends", "Storage"],
        ["PersonalData"] = ["Access", "Work", "Friends", "Storage"],
        ["Conditions"] = ["Calendar", "Friends", "Line", "Storage"],
        ["Instances"] = ["Storage"],
        ["Outbox"] = ["Instances", "Friends", "Line", "Storage"],
        ["Webhook"] = ["Outbox", "Instances", "Friends", "Line", "Storage"],
        ["Links"] = ["Access", "Outbox", "Friends", "Line", "Storage"],
        ["Messages"] = ["Definitions", "Friends", "Line", "Storage"],
        ["Inbox"] = ["Attention", "Access", "Outbox", "Instances", "Calendar", "Friends", "Line", "Storage", "StateMachines"],
        ["Coupons"] = ["Preferences", "Access", "Calendar", "Conditions", "Messages", "Outbox", "Instances", "Definitions", "Friends", "Line", "Storage", "StateMachines"],
        ["Surveys"] = ["Preferences", "Access", "Statistics", "Calendar", "Messages", "Inbox", "Outbox", "Instances", "Conditions", "Coupons", "Definitions", "Friends", "Line", "Storage", "StateMachines"],
        ["Dialogs"] = ["Preferences", "Surveys", "Calendar", "Messages", "Inbox", "Outbox", "Instances", "Conditions", "Coupons", "Definitions", "Friends", "Line", "Storage", "StateMachines"],
        ["Transcripts"] = ["Preferences", "Access", "Dialogs", "Surveys", "Calendar", "Messages", "Inbox", "Outbox", "Conditions", "Coupons", "Definitions", "Friends", "Line", "Storage", "StateMachines"],
        ["Segments"] = ["Links", "Instances", "Access", "Statistics", "Calendar", "Conditions", "Outbox", "Surveys", "Coupons", "Friends", "Line", "Storage"],
        ["FriendLists"] = ["Access", "Work", "Segments", "Surveys", "Conditions", "Friends", "Storage"],
        ["Campaigns"] = ["Preferences", "Links", "Statistics", "Access", "Segments", "Calendar", "Conditions", "Outbox", "Instances", "Surveys", "Coupons", "Friends", "Line", "Storage", "StateMachines"],
        ["Simulator"] = ["Line"],
        ["Demo"] = ["Access", "Work", "Surveys", "Conditions", "Coupons", "Definitions", "Friends", "Line", "Storage"],
        ["Api"] = ["Access", "People", "Storage"],
        ["Hosting"] = ["Preferences", "Access", "People", "Api", "Calendar", "Campaigns", "Definitions", "Instances", "Line", "Outbox", "Segments", "Simulator", "Storage", "Webhook"],
        ["Cli"] = ["Transcripts", "Outbox", "Demo", "Calendar", "Messages", "Inbox", "Segments", "Hosting", "Surveys", "Dialogs", "Coupons", "Definitions", "Conditions", "Friends", "Line", "Storage", "Simulator"],
        ["Settings"] = ["Access", "Work", "Calendar", "Definitions", "Friends", "Instances", "Line", "Outbox", "Segments", "Storage", "Webhook"],
        ["Admin"] = ["Preferences", "Attention", "Demo", "Transcripts", "Settings", "Links", "Audit", "People", "PersonalData", "Access", "Work", "FriendLists", "Statistics", "Calendar", "Messages", "Inbox", "Campaigns", "Segments", "Dialogs", "Surveys", "Conditions", "Coupons", "Definitions", "Outbox", "Webhook", "Friends", "Line", "Storage", "StateMachines", "Api"],
    };

    [Fact]
    public void Folders_use_only_what_they_may()
    {
        var forbidden =
            from type in TypesOfBot()
            let folder = FolderOf(type)
            where folder is not null
            from used in Uses(type).Select(FolderOf).OfType<string>()
            where used != folder && !MayUse.GetValueOrDefault(folder, []).Contains(used)
            select $"{type.FullName} uses Bot.{used}";

        Assert.Empty(forbidden.Distinct());
    }

    [Fact]
    public void Machines_are_pure()
    {
        var impure =
            from type in TypesOfBot()
            where Outermost(type).Name.EndsWith("Machine", StringComparison.Ordinal)
            from used in Uses(type)
            where used.Namespace is "System.Threading.Tasks" or "System.IO" or "Bot.Storage" || used.Name is "TimeProvider" or "ILogger"
            select $"{type.FullName} uses {used.FullName}";

        Assert.Empty(impure.Distinct());
    }

    private static IEnumerable<TypeDefinition> TypesOfBot() =>
        ModuleDefinition.ReadModule(typeof(Program).Assembly.Location).GetTypes();

    private static string? FolderOf(TypeReference type) =>
        Outermost(type).Namespace.Split('.') is ["Bot", var folder, ..] ? folder : null;

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        var bodies = type.Methods.Where(method => method.HasBody).Select(method => method.Body).ToList();

        return new[]
        {
            type.BaseType is null ? [] : [type.BaseType],
            type.Interfaces.Select(implemented => implemented.InterfaceType),
            type.Fields.Select(field => field.FieldType),
            type.Methods.SelectMany(method => method.Parameters).Select(parameter => parameter.ParameterType),
            type.Methods.Select(method => method.ReturnType),
            bodies.SelectMany(body => body.Variables).Select(variable => variable.VariableType),
            bodies.SelectMany(body => body.Instructions).SelectMany(Operands),
        }.SelectMany(types => types).SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    // Task<Coupon[]> is three types: Task, Coupon[] and Coupon.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
