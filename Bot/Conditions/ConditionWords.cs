using System.Globalization;
using Bot.Calendar;
using Bot.Friends;

namespace Bot.Conditions;

/// <summary>
/// Says what a condition means as people say it, for those who do not read its text form. Surveys, questions, options, coupons
/// and campaigns are called by their names where those are known, else by their ids.
/// </summary>
public sealed class ConditionWords(ConditionVocabulary known)
{
    // A question may be as long as a message.
    private const int LongestName = 40;

    /// <summary>e.g. 「タグ「甘口」がある」, <c>has the tag “甘口”</c>.</summary>
    public Words Of(Condition condition) => Say(condition, holds: true);

    // Said of the opposite, too: "not" is told where it belongs, of each part.
    private Words Say(Condition condition, bool holds) => condition switch
    {
        Condition.And(var parts) => Join(parts, holds, isAnd: holds),
        Condition.Or(var parts) => Join(parts, holds, isAnd: !holds),
        Condition.Not(var inner) => Say(inner, !holds),
        Condition.All => holds ? new("友だち全員", "everybody") : new("だれも当てはまらない", "nobody"),
        Condition.StatusIs(var status) => Status(status, holds),
        Condition.OptedOut(null) => Ends("お知らせを止めて", "いる", "いない", "has asked to be sent nothing", "has not asked to be sent nothing", holds),
        Condition.OptedOut(var topic) => Ends($"「{topic}」のお知らせを止めて", "いる", "いない", $"has stopped news of “{topic}”", $"has not stopped news of “{topic}”", holds),
        Condition.Tag(var names, var added) => Tag(names, added, holds),
        Condition.Attribute(var name, var test) => Value(new($"属性「{name}」", $"“{name}”"), test, [], holds),
        Condition.Answer(var survey, var question, var test) => Value(
            new($"「{TitleOf(survey)}」の「{TextOf(survey, question)}」の答え", $"the answer to “{TextOf(survey, question)}” ({TitleOf(survey)})"), test, Question(survey, question)?.Options ?? [], holds),
        Condition.Answered(var survey, var question, var at) => Answered(survey, question, at, holds),
        Condition.SurveyIs(var survey, var progress) => Progress(TitleOf(survey), progress, holds),
        Condition.CouponIs(var coupon, var use) => Coupon(NameIn(known.Coupons, coupon), use, holds),
        Condition.Received(var campaign) => Campaign(campaign, "が届いて", "got", "get", holds),
        Condition.Clicked(var campaign) => Campaign(campaign, "のリンクを開いて", "tapped a link of", "tap a link of", holds),
        Condition.Date(var fact, var when) => Dated(fact, when, holds),
        Condition.Known(var fact) => Ever(fact, holds),
        Condition.Never(var fact) => Ever(fact, !holds),
        _ => throw new ArgumentException($"{condition.GetType().Name} cannot be said.", nameof(condition)),
    };

    private Words Join(ValueList<Condition> parts, bool holds, bool isAnd)
    {
        List<Words> said = [.. parts.Select(part => part is Condition.And or Condition.Or or Condition.Not { Inner: Condition.And or Condition.Or } ? InParentheses(Say(part, holds)) : Say(part, holds))];
        return new(string.Join(isAnd ? "、かつ" : "、または", said.Select(one => one.Japanese)), string.Join(isAnd ? " and " : " or ", said.Select(one => one.English)));
    }

    private static Words InParentheses(Words words) => new($"({words.Japanese})", $"({words.English})");

    private static Words Ends(string japanese, string yes, string no, string english, string notEnglish, bool holds) =>
        holds ? new(japanese + yes, english) : new(japanese + no, notEnglish);

    private static Words Status(FriendStatus status, bool holds) => status switch
    {
        FriendStatus.Following => Ends("友だちで", "ある", "はない", "follows", "does not follow", holds),
        FriendStatus.Blocked => Ends("ブロックして", "いる", "いない", "has blocked the account", "has not blocked the account", holds),
        _ => Ends("友だちになる前の方で", "ある", "はない", "wrote without following", "is nobody who wrote without following", holds),
    };

    private static Words Tag(ValueList<string> names, When? added, bool holds)
    {
        var (japanese, english) = (string.Concat(names.Select(name => $"「{name}」")), string.Join(", ", names.Select(name => $"“{name}”")));
        var isOne = names.Count == 1;
        if (added is null)
        {
            return isOne
                ? Ends($"タグ{japanese}が", "ある", "ない", $"has the tag {english}", $"does not have the tag {english}", holds)
                : holds ? new($"タグ{japanese}のどれかがある", $"has one of the tags {english}") : new($"タグ{japanese}のどれもない", $"has none of the tags {english}");
        }

        var when = Said(added);
        return Ends(
            $"タグ{japanese}{(isOne ? "" : "のどれか")}が{when.Japanese}に付いて", "いる", "いない",
            $"got {(isOne ? "the tag" : "one of the tags")} {english} {when.English}", $"did not get {(isOne ? "the tag" : "one of the tags")} {english} {when.English}", holds);
    }

    private Words Answered(string survey, string? question, When? at, bool holds)
    {
        var (japanese, english) = question is null
            ? ($"アンケート「{TitleOf(survey)}」", $"“{TitleOf(survey)}”")
            : ($"「{TitleOf(survey)}」の「{TextOf(survey, question)}」", $"“{TextOf(survey, question)}” ({TitleOf(survey)})");
        return at is null
            ? Ends($"{japanese}に答えて", "いる", "いない", $"has answered {english}", $"has not answered {english}", holds)
            : Ends($"{japanese}に{Said(at).Japanese}に答えて", "いる", "いない", $"answered {english} {Said(at).English}", $"did not answer {english} {Said(at).English}", holds);
    }

    private static Words Progress(string survey, SurveyProgress progress, bool holds) => progress switch
    {
        SurveyProgress.Started => Ends($"アンケート「{survey}」を始めて", "いる", "いない", $"has begun “{survey}”", $"has not begun “{survey}”", holds),
        SurveyProgress.Ongoing => Ends($"アンケート「{survey}」の途中で", "ある", "はない", $"is in the middle of “{survey}”", $"is not in the middle of “{survey}”", holds),
        SurveyProgress.Completed => Ends($"アンケート「{survey}」を終えて", "いる", "いない", $"has completed “{survey}”", $"has not completed “{survey}”", holds),
        SurveyProgress.Stopped => Ends($"アンケート「{survey}」を途中でやめて", "いる", "いない", $"has broken off “{survey}”", $"has not broken off “{survey}”", holds),
        _ => Ends($"アンケート「{survey}」に同意しな", "かった", "かったわけではない", $"has declined “{survey}”", $"has not declined “{survey}”", holds),
    };

    private static Words Coupon(string coupon, CouponUse use, bool holds) => use switch
    {
        CouponUse.Issued => Ends($"クーポン「{coupon}」を受け取って", "いる", "いない", $"has got the coupon “{coupon}”", $"has not got the coupon “{coupon}”", holds),
        CouponUse.Unused => Ends($"まだ使えるクーポン「{coupon}」が", "ある", "ない", $"can still use the coupon “{coupon}”", $"has no coupon “{coupon}” left to use", holds),
        CouponUse.Redeemed => Ends($"クーポン「{coupon}」を使って", "いる", "いない", $"has used the coupon “{coupon}”", $"has not used the coupon “{coupon}”", holds),
        CouponUse.Expired => Ends($"期限の切れたクーポン「{coupon}」が", "ある", "ない", $"let the coupon “{coupon}” run out", $"did not let the coupon “{coupon}” run out", holds),
        _ => Ends($"取り消されたクーポン「{coupon}」が", "ある", "ない", $"had the coupon “{coupon}” taken back", $"did not have the coupon “{coupon}” taken back", holds),
    };

    private Words Campaign(string id, string japanese, string english, string notEnglish, bool holds)
    {
        var name = NameIn(known.Campaigns, id);
        return Ends($"キャンペーン「{name}」{japanese}", "いる", "いない", $"{english} the campaign “{name}”", $"did not {notEnglish} the campaign “{name}”", holds);
    }

    private Words Dated(DateFact fact, When when, bool holds)
    {
        var ((japanese, did, didNot), said) = (Deed(fact), Said(when));
        return fact is DateFact.Expires
            ? Ends($"{japanese}期限が{said.Japanese}で", "ある", "はない", $"{did} {said.English}", $"{didNot} {said.English}", holds)
            : Ends($"{japanese}たのが{said.Japanese}で", "ある", "はない", $"{did} {said.English}", $"{didNot} {said.English}", holds);
    }

    private Words Ever(DateFact fact, bool holds)
    {
        var (japanese, did, didNot) = fact switch
        {
            DateFact.FirstSeen => ("来", "came", ""),
            DateFact.LastMessage => ("話し", "wrote or tapped", ""),
            _ => Deed(fact),
        };
        return fact is DateFact.Expires
            ? Ends($"{japanese}期限が", "ある", "ない", $"{did} at some time", $"{didNot} at any time", holds)
            : Ends($"{japanese}たことが", "ある", "ない", $"{did} at some time", $"never {did}", holds);
    }

    // What somebody did, up to 「た」; and in English, done or not.
    private (string Japanese, string Did, string DidNot) Deed(DateFact fact) => fact switch
    {
        DateFact.FirstSeen => ("はじめて来", "first came", "did not first come"),
        DateFact.Followed => ("友だちになっ", "followed", "did not follow"),
        DateFact.BlockedAt => ("ブロックし", "blocked the account", "did not block the account"),
        DateFact.LastMessage => ("最後に話し", "last wrote or tapped", "did not last write or tap"),
        DateFact.Started(var survey) => ($"アンケート「{TitleOf(survey)}」を始め", $"began “{TitleOf(survey)}”", $"did not begin “{TitleOf(survey)}”"),
        DateFact.Completed(var survey) => ($"アンケート「{TitleOf(survey)}」を終え", $"completed “{TitleOf(survey)}”", $"did not complete “{TitleOf(survey)}”"),
        DateFact.Issued(var coupon) => ($"クーポン「{NameIn(known.Coupons, coupon)}」を受け取っ", $"got the coupon “{NameIn(known.Coupons, coupon)}”", $"did not get the coupon “{NameIn(known.Coupons, coupon)}”"),
        DateFact.Redeemed(var coupon) => ($"クーポン「{NameIn(known.Coupons, coupon)}」を使っ", $"used the coupon “{NameIn(known.Coupons, coupon)}”", $"did not use the coupon “{NameIn(known.Coupons, coupon)}”"),
        DateFact.Expires(var coupon) => ($"クーポン「{NameIn(known.Coupons, coupon)}」の", $"has a coupon “{NameIn(known.Coupons, coupon)}” that runs out", $"has no coupon “{NameIn(known.Coupons, coupon)}” that runs out"),
        _ => throw new ArgumentException($"{fact.GetType().Name} cannot be said.", nameof(fact)),
    };

    private static Words Value(Words what, ValueTest test, IReadOnlyCollection<KnownName> options, bool holds) => test switch
    {
        ValueTest.Known => Ends($"{what.Japanese}が分かって", "いる", "いない", $"{what.English} is known", $"{what.English} is not known", holds),
        ValueTest.Unknown => Value(what, new ValueTest.Known(), options, !holds),
        ValueTest.Contains(var text) => Ends($"{what.Japanese}に「{text}」が含まれて", "いる", "いない", $"{what.English} contains “{text}”", $"{what.English} does not contain “{text}”", holds),
        _ => Value(what, Said(test, options), holds),
    };

    private static Words Value(Words what, Words said, bool holds) =>
        Ends($"{what.Japanese}が{said.Japanese}で", "ある", "はない", $"{what.English} is {said.English}", $"{what.English} is not {said.English}", holds);

    private static Words Said(ValueTest test, IReadOnlyCollection<KnownName> options) => test switch
    {
        ValueTest.Is(var value) => Said(value, options),
        ValueTest.IsNot(var value) => new($"{Said(value, options).Japanese}以外", $"known and not {Said(value, options).English}"),
        ValueTest.In(var values) => new($"{All(values, options).Japanese}のどれか", $"one of {All(values, options).English}"),
        ValueTest.NotIn(var values) => new($"{All(values, options).Japanese}以外", $"known and none of {All(values, options).English}"),
        ValueTest.Number(var order, var than) => order switch
        {
            NumberOrder.Less => new($"{Said(than)}未満", $"less than {Said(than)}"),
            NumberOrder.LessOrEqual => new($"{Said(than)}以下", $"at most {Said(than)}"),
            NumberOrder.Greater => new($"{Said(than)}より上", $"more than {Said(than)}"),
            _ => new($"{Said(than)}以上", $"at least {Said(than)}"),
        },
        ValueTest.Between(var low, var high) => new($"{Said(low)}から{Said(high)}まで", $"from {Said(low)} to {Said(high)}"),
        ValueTest.Day(var when) => Said(when),
        _ => throw new ArgumentException($"{test.GetType().Name} cannot be said.", nameof(test)),
    };

    private static Words All(ValueList<Value> values, IReadOnlyCollection<KnownName> options)
    {
        List<Words> said = [.. values.Select(value => Said(value, options))];
        return new(
            string.Join(said.All(one => one.Japanese.EndsWith('」')) ? "" : "、", said.Select(one => one.Japanese)),
            string.Join(", ", said.Select(one => one.English)));
    }

    private static Words Said(Value value, IReadOnlyCollection<KnownName> options) => value switch
    {
        Value.Text(var text) when NameIn(options, text) is var name => new($"「{name}」", $"“{name}”"),
        Value.Number(var number) => new(Said(number), Said(number)),
        Value.Flag(var flag) => flag ? new("「はい」", "“yes”") : new("「いいえ」", "“no”"),
        Value.Day(var day) => Said(day),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be said.", nameof(value)),
    };

    private static Words Said(When when) => when switch
    {
        When.Between(var from, var to) => new($"{Said(from).Japanese}から{Said(to).Japanese}まで", $"from {Said(from).English} to {Said(to).English}"),
        When.Compare(DayOrder.Before, Moment.Ago(var count, var unit)) when Said(count, unit) is var span =>
            new($"{span.Japanese}より前", $"more than {span.English} ago"),
        When.Compare(DayOrder.OnOrBefore, Moment.Ago(var count, var unit)) when Said(count, unit) is var span =>
            new($"{span.Japanese}以上前", $"at least {span.English} ago"),
        When.Compare(var order, var than) when Said(than) is var moment => order switch
        {
            DayOrder.Before => new($"{moment.Japanese}より前", $"before {moment.English}"),
            DayOrder.OnOrBefore => new($"{moment.Japanese}以前", $"{moment.English} or earlier"),
            DayOrder.On => new(moment.Japanese, than is Moment.Day ? $"on {moment.English}" : moment.English),
            DayOrder.NotOn => new($"{moment.Japanese}以外", $"on another day than {moment.English}"),
            DayOrder.OnOrAfter => new($"{moment.Japanese}以後", $"{moment.English} or later"),
            _ => new($"{moment.Japanese}より後", $"after {moment.English}"),
        },
        _ => throw new ArgumentException($"{when.GetType().Name} cannot be said.", nameof(when)),
    };

    private static Words Said(Moment moment) => moment switch
    {
        Moment.Day(var day) => Said(day),
        Moment.Today => new("今日", "today"),
        Moment.Ago(var count, var unit) => new($"{Said(count, unit).Japanese}前", $"{Said(count, unit).English} ago"),
        Moment.FromNow(var count, var unit) => new($"{Said(count, unit).Japanese}後", $"{Said(count, unit).English} from now"),
        _ => throw new ArgumentException($"{moment.GetType().Name} cannot be said.", nameof(moment)),
    };

    private static Words Said(DateOnly day) => new(ShopDay.Say(day), ShopDay.SayInEnglish(day));

    private static Words Said(int count, TimeUnit unit) => new(
        count.ToString("N0", CultureInfo.InvariantCulture) + unit switch
        {
            TimeUnit.Minute => "分",
            TimeUnit.Hour => "時間",
            TimeUnit.Day => "日",
            TimeUnit.Week => "週間",
            TimeUnit.Month => "か月",
            _ => "年",
        },
        Words.Count(count, unit.ToString().ToLowerInvariant()));

    private static string Said(double number) => number.ToString("#,0.##########", CultureInfo.InvariantCulture);

    private string TitleOf(string survey) => Short(known.Surveys?.FirstOrDefault(one => one.Id == survey)?.Title ?? survey);

    private string TextOf(string survey, string question) => Short(Question(survey, question)?.Text ?? question);

    private KnownQuestion? Question(string survey, string question) =>
        known.Surveys?.FirstOrDefault(one => one.Id == survey)?.Questions.FirstOrDefault(one => one.Id == question);

    private static string NameIn(IReadOnlyCollection<KnownName>? names, string id) => Short(names?.FirstOrDefault(name => name.Id == id)?.Name ?? id);

    private static string Short(string name)
    {
        var (line, text) = (name.ReplaceLineEndings(" "), new StringInfo(name.ReplaceLineEndings(" ")));
        return text.LengthInTextElements <= LongestName ? line : text.SubstringByTextElements(0, LongestName - 1) + "…";
    }
}
