using Bot.Coupons;
using Bot.Line;

namespace Bot.Campaigns;

/// <summary>A planned send of messages or a coupon to everybody a condition matches, from draft to the last friend.</summary>
public sealed record Campaign
{
    /// <summary>Ascending in time of creation; the campaign's mailing has the same id.</summary>
    public required string Id { get; init; }

    /// <summary>What staff call it; friends do not see it.</summary>
    public required string Name { get; init; }

    /// <summary>Who gets it, in the condition language's canonical text.</summary>
    public required string Condition { get; init; }

    /// <summary>The saved segment the condition was taken from; a later change of the segment does not change the campaign.</summary>
    public string? SegmentId { get; init; }

    /// <summary>What friends get; where there are variants, what those of variant A get.</summary>
    public required CampaignContent Content { get; init; }

    /// <summary>What friends of the variants B, C and D get; empty: there is one content for all.</summary>
    public IReadOnlyList<CampaignContent> OtherContents { get; init; } = [];

    /// <summary>Who gets which variant, and how many get nothing.</summary>
    public AudienceSplit Split { get; init; } = AudienceSplit.Whole;

    /// <summary>What is found out of the taps on its links.</summary>
    public LinkTracking Links { get; init; }

    /// <summary>Where it stands; only the machine of campaigns changes it.</summary>
    public CampaignState State { get; init; } = CampaignState.Draft;

    /// <summary>When there is something to do without a person (start, go on, clean up); null: nothing.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the draft was first saved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed state, or the draft its content.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the last preview showed, to tell later what changed since.</summary>
    public PreviewRecord? Preview { get; init; }

    /// <summary>Who wrote it as it stands, i.e. changed something of it last: not the second person who approves a large send.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    /// <summary>Somebody asked a second person to approve what a preview showed; null: nobody did, or it was written anew since.</summary>
    public ApprovalRequest? Request { get; init; }

    /// <summary>Who approved it and what; null while it is a draft.</summary>
    public CampaignApproval? Approval { get; init; }

    /// <summary>When it goes out; may be later than asked for, because of quiet hours.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>When choosing the audience began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How far writing down the audience has come; null before it began.</summary>
    public CampaignFreeze? Freeze { get; init; }

    /// <summary>When the audience stood complete and the first message could go.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    /// <summary>Why nothing is sent now; null: it is not paused.</summary>
    public CampaignPause? Pause { get; init; }

    /// <summary>When it was over, for whatever reason; null: it is not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What became of everybody; set when it is over.</summary>
    public CampaignCounts? Counts { get; init; }

    /// <summary>Why some did not get it; set when it is over.</summary>
    public CampaignReasons? Reasons { get; init; }

    /// <summary>What each variant says, A first; one content where there are no variants.</summary>
    public IReadOnlyList<CampaignContent> Contents() => [Content, .. OtherContents];

    /// <summary>What messages of this variant are marked with; null: there are no variants, or these friends are held out.</summary>
    public string? PartName(int variant) => OtherContents.Count == 0 || variant == AudienceSplit.HeldOut ? null : AudienceSplit.NameOf(variant);

    /// <summary>Whether each friend needs a message of their own.</summary>
    public bool IsPersonal() => Links == LinkTracking.People || Contents().Any(CampaignMessages.IsPersonal);
}

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Being written; nothing is sent without an approval.</summary>
    Draft,

    /// <summary>To so many friends that a second person is to approve it; somebody asked for that.</summary>
    AwaitingApproval,

    /// <summary>Approved; starts at its time.</summary>
    Scheduled,

    /// <summary>Everybody who gets it is being written down; nothing is sent yet.</summary>
    Freezing,

    /// <summary>Messages go out to those written down.</summary>
    Sending,

    /// <summary>Nothing is sent until a person or the clock lets it go on.</summary>
    Paused,

    /// <summary>It is over: everybody who could get it did.</summary>
    Sent,

    /// <summary>Somebody stopped it for good; those already sent to keep what they got.</summary>
    Cancelled,

    /// <summary>It is over and nobody got it.</summary>
    Failed,
}

/// <summary>What friends get: up to five messages, a coupon of their own as the last of them, or the coupon alone.</summary>
public sealed record CampaignContent
{
    /// <summary>As written, with placeholders for what differs between friends.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>The coupon each friend gets an issue of; null: none.</summary>
    public string? CouponId { get; init; }

    /// <summary>What it is about: friends who opted out of this topic are left out, as late as those who blocked us. Null: nothing special.</summary>
    public string? Topic { get; init; }
}

/// <summary>What a preview showed.</summary>
public sealed record PreviewRecord(string Hash, string ContentDigest, string Condition, int Matched, DateTimeOffset At);

/// <summary>Somebody asks a second person to approve what a preview showed. <see cref="AskedFor"/> is the time to send it, null for at once.</summary>
public sealed record ApprovalRequest(string By, DateTimeOffset At, string Hash, int Audience, DateTimeOffset? AskedFor = null)
{
    /// <summary>Who asks, as <see cref="Campaign.Writers"/> are written: not the second person either.</summary>
    public string? Signer { get; init; }
}

/// <summary>Somebody said: send exactly what this preview showed. <see cref="AskedFor"/> is the time asked for, null for at once.</summary>
public sealed record CampaignApproval(string By, DateTimeOffset At, string Hash, int Audience, DateTimeOffset? AskedFor = null)
{
    /// <summary>The coupon with the terms that were previewed: these are given, whatever becomes of the coupon meanwhile.</summary>
    public Coupon? Coupon { get; init; }

    /// <summary>The same for the variants B, C and D, null for one without a coupon; empty: there are none.</summary>
    public IReadOnlyList<Coupon?> OtherCoupons { get; init; } = [];

    /// <summary>How many of the audience get nothing, so that the others can be compared with them.</summary>
    public int HeldOut { get; init; }

    /// <summary>What the send adds to the month's bill at most, as the preview showed; null: not known.</summary>
    public long? Yen { get; init; }

    /// <summary>The coupon that friends of this variant get; null: none.</summary>
    public Coupon? CouponOf(int variant) => variant == 0 ? Coupon : OtherCoupons.ElementAtOrDefault(variant - 1);
}

/// <summary>How far choosing the audience and writing it down has come: so many messages with so many friends.</summary>
public sealed record CampaignFreeze(bool Personal, int Messages, int Friends)
{
    /// <summary>How many friends the audience holds; null: it is being chosen, and anew after a crash or pause.</summary>
    public int? Chosen { get; init; }

    /// <summary>The last friend whom a version that did not keep the audience has written down; the rest is chosen anew.</summary>
    public string? LastFriend { get; init; }

    /// <summary>Whether everybody who gets it stands written down.</summary>
    public bool Complete { get; init; }

    /// <summary>How many of the friends written down get nothing, to compare the others with.</summary>
    public int HeldOut { get; init; }

    /// <summary>How many of the friends written down were to get each variant, A first; null: all get the same.</summary>
    public IReadOnlyList<int>? Variants { get; init; }
}

/// <summary>Why nothing is sent, since when, and where it goes on.</summary>
public sealed record CampaignPause(PauseCause Cause, Words Reason, DateTimeOffset At, CampaignState From);

/// <summary>The causes for which a campaign waits.</summary>
public enum PauseCause
{
    /// <summary>Somebody asked for it.</summary>
    Person,

    /// <summary>Goes on by itself in the morning.</summary>
    QuietHours,

    /// <summary>Far more friends match than the approved preview showed.</summary>
    AudienceGrew,

    /// <summary>The condition or coupon cannot be used any more.</summary>
    CannotStart,

    /// <summary>The outbox holds it: LINE's monthly limit is reached, or the breaker stopped a repetition.</summary>
    Outbox,
}

/// <summary>What became of a campaign's friends. Together they are the audience.</summary>
public sealed record CampaignCounts(int Sent, int Skipped, int Failed, int Uncertain, int Waiting)
{
    /// <summary>All zero.</summary>
    public static CampaignCounts None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Those who get nothing, so that the others can be compared with them.</summary>
    public int HeldOut { get; init; }

    /// <summary>How many friends there are.</summary>
    public int Audience => Sent + Skipped + Failed + Uncertain + Waiting + HeldOut;

    /// <summary>Those for whom nothing more will happen.</summary>
    public int Done => Audience - Waiting;

    /// <summary>The counts of two parts of an audience together.</summary>
    public static CampaignCounts operator +(CampaignCounts left, CampaignCounts right) => new(
        left.Sent + right.Sent,
        left.Skipped + right.Skipped,
        left.Failed + right.Failed,
        left.Uncertain + right.Uncertain,
        left.Waiting + right.Waiting)
    {
        HeldOut = left.HeldOut + right.HeldOut,
    };
}
