namespace Bot.Definitions;

/// <summary>
/// Everything the linter may object to, by its name in <c>docs/lint.md</c>, where each stands with an example
/// (<c>TooManyOptions</c> is <c>too-many-options</c>).
/// </summary>
public enum LintRule
{
    /// <summary>The text is no YAML, or is indented so that it cannot be read.</summary>
    Yaml,

    /// <summary>Anchors, aliases, tags or a second document.</summary>
    YamlBeyondPlain,

    /// <summary>The file has no content.</summary>
    EmptyFile,

    /// <summary>The file, or all of a folder together, has too many bytes.</summary>
    FileTooLarge,

    /// <summary>The file is not saved as UTF-8.</summary>
    NotUtf8,

    /// <summary>A key that means nothing where it stands.</summary>
    UnknownKey,

    /// <summary>A key that must be there is not.</summary>
    MissingKey,

    /// <summary>One key written twice.</summary>
    KeyTwice,

    /// <summary>A value of another sort than the key takes.</summary>
    WrongValue,

    /// <summary>A number beyond what the key takes.</summary>
    OutOfRange,

    /// <summary>A text or list of nothing.</summary>
    Empty,

    /// <summary>One id for two things.</summary>
    IdTwice,

    /// <summary>An id that the bot uses itself.</summary>
    ReservedName,

    /// <summary>One keyword for two things.</summary>
    KeywordTwice,

    /// <summary>A keyword longer than anybody types.</summary>
    KeywordTooLong,

    /// <summary>A keyword of nothing that could be compared.</summary>
    KeywordEmpty,

    /// <summary>A part of the dialogs that may be there only once.</summary>
    SaidTwice,

    /// <summary>Several things where one is meant, or none.</summary>
    OneThing,

    /// <summary>A label longer than LINE's buttons.</summary>
    LabelTooLong,

    /// <summary>More buttons than LINE shows.</summary>
    TooManyButtons,

    /// <summary>More messages than one reply takes.</summary>
    TooManyMessages,

    /// <summary>A message LINE would refuse.</summary>
    LineLimit,

    /// <summary>JSON that cannot be read.</summary>
    Json,

    /// <summary>A coupon that does not exist.</summary>
    NoSuchCoupon,

    /// <summary>A survey that does not exist.</summary>
    NoSuchSurvey,

    /// <summary>More options than LINE has buttons.</summary>
    TooManyOptions,

    /// <summary>A choice without a choice.</summary>
    TooFewOptions,

    /// <summary>Two options a typed answer cannot tell apart.</summary>
    OptionsAlike,

    /// <summary>An attribute without exactly one value.</summary>
    AttributeValue,

    /// <summary>A least that is more than the most.</summary>
    RangeUpsideDown,

    /// <summary>A day LINE's date picker does not know.</summary>
    DayOutOfPicker,

    /// <summary>A tag that is exclusive in one place and not in another.</summary>
    TagInTwoGroups,

    /// <summary>A consent whose yes and no are the same.</summary>
    ConsentUnclear,

    /// <summary>A condition that cannot be understood.</summary>
    Condition,

    /// <summary>A coupon that does not say what it gives, or says two things.</summary>
    Reward,

    /// <summary>Terms of a coupon that cannot be kept.</summary>
    CouponTerms,

    /// <summary>A lottery whose odds, prizes or words do not add up.</summary>
    LotteryOdds,

    /// <summary>A limit of a coupon that cannot be kept or contradicts another.</summary>
    CouponLimit,

    /// <summary>A day of the friend's that a coupon counts from in vain.</summary>
    CouponDay,

    /// <summary>A reminder of a coupon that can never come.</summary>
    CouponReminder,

    /// <summary>A coupon of LINE's own with terms that LINE cannot keep.</summary>
    LineCoupon,

    /// <summary>A placeholder's format that is none.</summary>
    PlaceholderFormat,

    /// <summary>A placeholder where nothing is filled in.</summary>
    PlaceholderNotFilled,

    /// <summary>Words that are longer than LINE takes once long values are filled in.</summary>
    MayBeCut,

    /// <summary>A section within a section whose questions are shuffled.</summary>
    SectionInRandomOrder,

    /// <summary>A section that repeats within a section that repeats.</summary>
    SectionRepeatsWithin,

    /// <summary>A question that does not exist, or is of another kind, or comes too late.</summary>
    NoSuchQuestion,

    /// <summary>A coupon among the messages of a survey.</summary>
    CouponInMessage,

    /// <summary>Places to come from without a keyword to stand behind.</summary>
    PlacesWithoutKeyword,

    /// <summary>Reminders that do not come one after the other.</summary>
    RemindersOutOfOrder,

    /// <summary>Something that can never come to pass.</summary>
    NeverHappens,

    /// <summary>Places that stay taken by friends who stopped half-way.</summary>
    PlacesNeverFree,

    /// <summary>A question in a score whose answers count nothing.</summary>
    ScoresNothing,

    /// <summary>A question nobody ever comes to.</summary>
    Unreachable,

    /// <summary>A question, or a survey, that leads back to itself for ever.</summary>
    NoWayOut,

    /// <summary>More questions than friends have patience for.</summary>
    Tiring,

    /// <summary>An option that is to be chosen by its picture and has none.</summary>
    PictureMissing,

    /// <summary>A key that this kind of question does not have.</summary>
    NotForThisKind,

    /// <summary>A tag that is likely another one, written wrongly.</summary>
    TagMisspelt,

    /// <summary>A keyword's regular expression that cannot be used, or could take for ever.</summary>
    KeywordPattern,

    /// <summary>A keyword's pattern that also finds another keyword.</summary>
    KeywordOverlap,

    /// <summary>Nothing is said to whom nothing else fits.</summary>
    MissingFallback,

    /// <summary>Something for while the shop is closed, and nobody says when that is.</summary>
    NoHours,
}
