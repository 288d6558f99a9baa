using Bot.Line;

namespace Bot.Admin.Settings;

/// <summary>What LINE met when it tried the webhook, and what to do about it, in a shop owner's words.</summary>
internal static class WebhookWords
{
    public static (string Said, string? Advice) Of(WebhookTest test, Reader reader) => test switch
    {
        { Success: true } => (reader.Say("LINEからBotAppに届きました。", "LINE reached BotApp."), null),
        { Reason: "COULD_NOT_CONNECT" } => (
            reader.Say("LINEから、このアドレスにつながりませんでした。", "LINE could not connect to this address."),
            reader.Say("アドレスに間違いがないか、サーバーが動いているか、証明書(https)が有効か、ファイアウォールで外からの接続を止めていないかを確かめてください。", "Check the address, that the server runs, that its certificate is good, and that no firewall keeps others out.")),
        { Reason: "REQUEST_TIMEOUT" } => (
            reader.Say("つながりましたが、時間内に返事がありませんでした。", "It connected, but got no answer in time."),
            reader.Say("サーバーが混み合っていないか、途中のプロキシの設定を確かめてください。", "See whether the server is overloaded, and how the proxy before it is set.")),
        { StatusCode: 401 } => (
            reader.Say("サーバーに届きましたが、受け取りを断られました。", "It reached the server, which refused it."),
            reader.Say("LINE Developersコンソールの「チャネルシークレット」が、BotAppに設定したもの（Line:ChannelSecret）と同じか、アドレスの最後が /webhook になっているかを確かめてください。", "The channel secret of the LINE Developers console must be the one set in BotApp (Line:ChannelSecret), and the address must end in /webhook.")),
        { StatusCode: 404 or 405 } => (
            reader.Say("サーバーには届きましたが、BotAppの受け口ではありませんでした。", "It reached the server, but not BotApp's webhook."),
            reader.Say("アドレスの最後が /webhook になっているか、確かめてください。", "The address must end in /webhook.")),
        { StatusCode: >= 300 and < 400 } => (
            reader.Say("ほかのアドレスへ転送されました。LINEは転送をたどりません。", "It was redirected, which LINE does not follow."),
            reader.Say("転送先のアドレスをそのまま設定してください。", "Set the address it leads to.")),
        { StatusCode: >= 500 } => (
            reader.Say($"届きましたが、エラー({test.StatusCode})が返りました。", $"It was answered with an error ({test.StatusCode})."),
            reader.Say("BotAppが動いているか、「動作の状態」のページを確かめてください。", "See on the page “Health” whether BotApp works.")),
        _ => (
            reader.Say("LINEからの試験がうまくいきませんでした。", "LINE's try failed."),
            reader.Say("アドレスを確かめて、少し待ってからもう一度お試しください。", "Check the address, wait a little, and try again.")),
    };

    public static (string Said, string? Advice) Of(LineFailure failure, Reader reader) => failure switch
    {
        LineFailure.Unauthorized or LineFailure.Forbidden => (
            reader.Say("LINEがアクセストークンを受け付けないため、できませんでした。", "LINE refuses the access token."), null),
        LineFailure.NotFound => (
            reader.Say("LINEに宛先が設定されていません。", "LINE has no address yet."),
            reader.Say("下の「宛先を変える」で設定してください。", "Set one below.")),
        LineFailure.RateLimited => (
            reader.Say("試しすぎのため、LINEが止めています。", "LINE has had too many tries."),
            reader.Say("1時間ほど待ってからお試しください。", "Wait about an hour.")),
        LineFailure.BadRequest => (
            reader.Say("LINEに設定されている宛先が正しくありません。", "The address at LINE is not a good one."),
            reader.Say("下の「宛先を変える」で設定し直してください。", "Set another below.")),
        _ => (
            reader.Say("LINEにつながりませんでした。", "LINE could not be reached."),
            reader.Say("少し待ってから、もう一度お試しください。", "Wait a little and try again.")),
    };
}
