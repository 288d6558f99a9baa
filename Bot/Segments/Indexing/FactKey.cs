namespace Bot.Segments.Indexing;

/// <summary>What is indexed of friends: a kind, of what (a tag, an attribute, a survey, a coupon), of which part, with which value.</summary>
internal readonly record struct FactKey(FactKind Kind, string Subject = "", string Part = "", string Value = "");

/// <summary>The kinds of facts. Stored in snapshots by number: new ones go to the end, with a new version of the format.</summary>
internal enum FactKind : byte
{
    /// <summary>The document says something twice that can be only once, so it is always asked itself.</summary>
    Irregular,

    /// <summary>How the friend stands to the account; the subject is the status.</summary>
    Status,

    /// <summary>First heard of.</summary>
    FirstSeen,

    /// <summary>Followed last.</summary>
    Followed,

    /// <summary>Blocked last.</summary>
    BlockedAt,

    /// <summary>Wrote or tapped last.</summary>
    LastMessage,

    /// <summary>Holds the tag, since when.</summary>
    Tag,

    /// <summary>Has the attribute, whatever its value.</summary>
    Attribute,

    /// <summary>The attribute is this text.</summary>
    AttributeText,

    /// <summary>The attribute is a text that is not listed: too long, or one of too many.</summary>
    AttributeOther,

    /// <summary>The attribute is a number.</summary>
    AttributeNumber,

    /// <summary>The attribute is true or false, which the value says.</summary>
    AttributeFlag,

    /// <summary>The attribute is a day.</summary>
    AttributeDay,

    /// <summary>Answered a survey's question (the value), when.</summary>
    Answer,

    /// <summary>Answered with this text.</summary>
    AnswerText,

    /// <summary>Chose this option.</summary>
    AnswerChoice,

    /// <summary>Answered with a text that is not listed.</summary>
    AnswerOther,

    /// <summary>Chose an option that is not listed.</summary>
    AnswerOtherChoice,

    /// <summary>Answered with a number.</summary>
    AnswerNumber,

    /// <summary>Answered with a day.</summary>
    AnswerDay,

    /// <summary>Began the survey, when last.</summary>
    Survey,

    /// <summary>Stands so in the survey; the part is the standing.</summary>
    SurveyStanding,

    /// <summary>Completed the survey, when last.</summary>
    SurveyCompleted,

    /// <summary>Was issued the coupon, when. Friends with several issues have the second under value 1, and so on.</summary>
    Coupon,

    /// <summary>That issue ends then.</summary>
    CouponExpires,

    /// <summary>That issue was used, when.</summary>
    CouponRedeemed,

    /// <summary>That issue was taken back.</summary>
    CouponRevoked,
}
