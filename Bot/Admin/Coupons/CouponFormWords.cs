using Bot.Coupons;

namespace Bot.Admin.Coupons;

/// <summary>What the form calls its fields, and what to say when one of them is wrong: what holds, in a shop owner's words.</summary>
internal static class CouponFormWords
{
    private static readonly Dictionary<string, (string Japanese, string English)> Labels = new()
    {
        ["title"] = ("見出し", "Headline"),
        ["kind"] = ("特典の種類", "Kind of reward"),
        ["number"] = ("割引率・金額", "Percent or yen"),
        ["item"] = ("品名", "Item"),
        ["value"] = ("1枚あたりの費用", "Cost of one use"),
        ["terms"] = ("利用条件", "Terms"),
        ["picture"] = ("画像", "Picture"),
        ["validFrom"] = ("使い始め", "First day"),
        ["validUntil"] = ("使い終わり", "Last day"),
        ["length"] = ("有効期間", "How long it is good"),
        ["lengthUnit"] = ("有効期間の単位", "Unit of how long"),
        ["after"] = ("数え始めの日", "Counted from"),
        ["birthday"] = ("誕生日の項目", "Birthday attribute"),
        ["often"] = ("お一人につき", "Per friend"),
        ["times"] = ("回数", "Times"),
        ["again"] = ("次に渡せるまで", "Days until the next"),
        ["limit"] = ("全部で", "In all"),
        ["condition"] = ("対象の条件", "Only for"),
        ["segment"] = ("対象のセグメント", "Segment"),
        ["remind"] = ("期限前のお知らせ", "Reminder"),
        ["remindText"] = ("お知らせの文", "Words of the reminder"),
        ["closedOn"] = ("使えない日", "Days it cannot be used"),
        ["line"] = ("LINEのクーポン", "LINE's own coupon"),
        ["oddsOf"] = ("確率の分母", "Odds of"),
        ["noPrize"] = ("はずれのことば", "Words for who wins nothing"),
        ["id"] = ("ID", "Id"),
    };

    public static (string Japanese, string English)? Label(string field)
    {
        if (Labels.TryGetValue(field, out var label))
        {
            return label;
        }

        if (field.StartsWith("prize", StringComparison.Ordinal) && field.Split('-') is [var prize, _])
        {
            return ($"賞{Number(prize["prize".Length..])}", $"Prize {Number(prize["prize".Length..])}");
        }

        return field.StartsWith("usable", StringComparison.Ordinal) && field.Split('-') is [var span, _]
            ? ($"使える曜日・時間{Number(span["usable".Length..])}", $"Hours {Number(span["usable".Length..])}")
            : null;
    }

    /// <summary>The field of the form that a problem belongs to.</summary>
    public static string FieldOf(CouponProblem problem, CouponForm form) => problem.Property switch
    {
        nameof(Coupon.Id) => "id",
        nameof(Coupon.Title) => "title",
        nameof(Coupon.Terms) => "terms",
        nameof(Coupon.PictureUrl) => "picture",
        nameof(Coupon.Value) => "value",
        nameof(Coupon.ValidFrom) => "validFrom",
        nameof(Coupon.ValidUntil) => "validUntil",
        nameof(Coupon.ValidHours) or nameof(Coupon.ValidDays) or nameof(Coupon.ValidMonths) => "length",
        nameof(Coupon.After) => "after",
        nameof(Coupon.BirthdayMonth) => "birthday",
        nameof(Coupon.Usable) => "usable0-from",
        nameof(Coupon.Limit) => "limit",
        nameof(Coupon.PerFriend) => "times",
        nameof(Coupon.AgainAfter) => "again",
        nameof(Coupon.OnlyFor) => "condition",
        nameof(Coupon.Segment) => "segment",
        nameof(Coupon.Remind) => "remind",
        nameof(Coupon.RemindText) => "remindText",
        nameof(Coupon.Line) => "line",
        _ when form["kind"] == "lottery" => problem switch
        {
            { Prize: { } prize } => $"prize{form.PrizeRows().ElementAtOrDefault(prize)}-name",
            { Part: nameof(Reward.Lottery.OutOf) } => "oddsOf",
            { Part: nameof(Reward.Lottery.NothingSaid) } => "noPrize",
            _ => "prize0-name",
        },
        _ when form["kind"] is "percent" or "amount" => "number",
        _ when form["kind"] is "fixedPrice" && form["item"].Trim().Length is > 0 and <= 40 => "number",
        _ => "item",
    };

    /// <summary>What holds for the field, so that it can be mended.</summary>
    public static string Japanese(CouponProblem problem, CouponForm form) => (problem.Property, form["kind"]) switch
    {
        (nameof(Coupon.Id), _) => "IDは小文字の英字・数字・ハイフンで40文字までです。空欄なら自動で付きます。",
        (nameof(Coupon.Title), _) => "見出しは1～60文字で入力してください。",
        (nameof(Coupon.Terms), _) => "利用条件は500文字までです。",
        (nameof(Coupon.PictureUrl), _) => "画像のアドレスは https:// で始まる2,000文字までのものにしてください。",
        (nameof(Coupon.Value), _) => "費用は0～1,000,000円で入力してください。",
        (nameof(Coupon.ValidUntil), _) => "使い終わりは、使い始めより後の日にしてください。",
        (nameof(Coupon.ValidHours), _) => "有効期間は1～8,760時間です。",
        (nameof(Coupon.ValidDays), _) => "有効期間は1～3,650日です。",
        (nameof(Coupon.ValidMonths), _) => "有効期間は1～120か月です。",
        (nameof(Coupon.After), _) => "数え始めの日には、友だちの項目名(60文字まで)と、何日・何か月かの両方が必要です。",
        (nameof(Coupon.BirthdayMonth), _) => "誕生日が入っている項目の名前を60文字までで入力してください。",
        (nameof(Coupon.Usable), _) => "使える曜日と時間を選んでください。始まりと終わりは同じ時刻にできません。",
        (nameof(Coupon.Limit), _) => "枚数は1～100,000枚です。限りがなければ空欄にしてください。",
        (nameof(Coupon.PerFriend), _) => "回数は1～1,000回です。",
        (nameof(Coupon.AgainAfter), _) => "次に渡せるまでの日数は1～3,650日です。",
        (nameof(Coupon.OnlyFor), _) => string.Join(" ", form.ConditionProblems().Select(wrong => wrong.Japanese)),
        (nameof(Coupon.Segment), _) => "このセグメントは使えません。選び直してください。",
        (nameof(Coupon.Remind), _) when form["line"].Length > 0 => "LINEのクーポンでは、使った方がわからないため、お知らせを送れません。",
        (nameof(Coupon.Remind), _) => "お知らせは期限の1～60日前で、有効期間より短くしてください。期限のないクーポンには付けられません。",
        (nameof(Coupon.RemindText), _) => "お知らせの文は500文字までです。何日前に送るかも入力してください。",
        (nameof(Coupon.Line), _) => "LINEのクーポンは全員同じ日に終わります。「使い終わり」を入力し、有効期間と誕生月は空欄にしてください。",
        (_, "lottery") when form["line"].Length > 0 && problem.Rule == Bot.Definitions.LintRule.LineCoupon => "LINEのクーポンでは抽選を使えません。",
        (_, "lottery") when problem.Part == nameof(Reward.Lottery.OutOf) => "確率の分母は1～1,000,000です。空欄なら%になります。",
        (_, "lottery") when problem.Part == nameof(Reward.Lottery.NothingSaid) => "はずれのことばは100文字までです。",
        (_, "lottery") when problem.Prize is not null => "賞には、ほかと違う名前(20文字まで)、0より大きい確率(小数3桁まで)、特典が必要です。",
        (_, "lottery") => "賞は1～20個で、確率の合計は100%(分母)までにしてください。",
        (_, "percent") => "割引率は1～100%で入力してください。",
        (_, "amount") => "割引額は1～1,000,000円で入力してください。",
        (_, "fixedPrice") when FieldOf(problem, form) == "number" => "価格は0～1,000,000円で入力してください。",
        (_, "") => "特典の種類を選んでください。",
        _ => "品名を1～40文字で入力してください。",
    };

    private static string Number(string index) => int.TryParse(index, out var number) ? $"{number + 1}" : index;
}
