using System.CommandLine;
using System.Text.Json.Nodes;

namespace Bot.Cli;

/// <summary><c>coupon</c>: at the counter.</summary>
internal static class CouponCommands
{
    public static Command Create() => new("coupon", "Coupons: list, look up, redeem, undo")
    {
        List(),
        Show(),
        OnCode("redeem", "Redeems a coupon by its code", "/api/coupon-issues/redeem", "staff", "Who redeems it"),
        OnCode("undo", "Takes a redemption back", "/api/coupon-issues/undo", "reason", "Why"),
    };

    private static Command List()
    {
        var command = new Command("list", "All coupons");
        command.SetAction((parsed, ct) => ApiConnection.Get(parsed, "/api/coupons", ct));
        return command;
    }

    private static Command Show()
    {
        var code = new Argument<string>("code");
        var command = new Command("show", "One issued coupon by its code") { code };
        command.SetAction((parsed, ct) => ApiConnection.Get(parsed, $"/api/coupon-issues/{Uri.EscapeDataString(parsed.GetValue(code)!)}", ct));
        return command;
    }

    private static Command OnCode(string name, string description, string path, string field, string fieldDescription)
    {
        var code = new Argument<string>("code");
        var said = new Option<string?>($"--{field}") { Description = fieldDescription };
        var command = new Command(name, description) { code, said };
        command.SetAction((parsed, ct) => ApiConnection.Post(
            parsed, path, new JsonObject { ["code"] = parsed.GetValue(code), [field] = parsed.GetValue(said) ?? "cli" }, ct));
        return command;
    }
}
