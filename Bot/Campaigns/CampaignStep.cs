namespace Bot.Campaigns;

/// <summary>One thing that can happen to a campaign.</summary>
public abstract record CampaignStep
{
    private CampaignStep()
    {
    }

    /// <summary>Its name, condition or content is written anew; what was previewed no longer counts.</summary>
    public sealed record Edit(CampaignDraft Draft, DateTimeOffset At, string? Writer = null) : CampaignStep;

    /// <summary>A second person is asked to approve what the preview showed.</summary>
    public sealed record Ask(ApprovalRequest Request) : CampaignStep;

    /// <summary>The request comes back: whoever asked, or was asked, wants it looked at again.</summary>
    public sealed record Return(DateTimeOffset At) : CampaignStep;

    /// <summary>A person approves what the preview showed, to go out at this time.</summary>
    public sealed record Approve(CampaignApproval Approval, DateTimeOffset SendAt) : CampaignStep;

    /// <summary>Quiet hours: starting or going on is put off until they are over.</summary>
    public sealed record Postpone(Words Reason, DateTimeOffset Until) : CampaignStep;

    /// <summary>Its time has come: the audience is to be chosen. Personal: each friend gets a message of their own.</summary>
    public sealed record Start(bool Personal, DateTimeOffset At) : CampaignStep;

    /// <summary>Some more of the audience is kept, or removed to choose anew; with a number it is complete, and so many are to be written down.</summary>
    public sealed record Choose(int? Complete = null) : CampaignStep;

    /// <summary>Some more of the audience is written down.</summary>
    public sealed record Freeze(CampaignFreeze Progress) : CampaignStep;

    /// <summary>Everybody is written down: sending begins.</summary>
    public sealed record Send(CampaignFreeze Progress, DateTimeOffset At) : CampaignStep;

    /// <summary>Nothing more is sent until it goes on; at <see cref="Until"/> by itself, or when a person says so.</summary>
    public sealed record Pause(PauseCause Cause, Words Reason, DateTimeOffset At, DateTimeOffset? Until = null) : CampaignStep;

    /// <summary>It goes on where it was paused. A person who resumes accepts an audience of this size.</summary>
    public sealed record Resume(DateTimeOffset At, int? AcceptedAudience = null) : CampaignStep;

    /// <summary>Nothing more is sent, ever. What was sent stays sent.</summary>
    public sealed record Cancel(DateTimeOffset At) : CampaignStep;

    /// <summary>Nobody waits any more.</summary>
    public sealed record Finish(CampaignCounts Counts, CampaignReasons Reasons, DateTimeOffset At) : CampaignStep;
}
