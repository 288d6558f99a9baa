using System.CommandLine;
using static Bot.Cli.ApiCall;

namespace Bot.Cli;

/// <summary>The verbs of the REST API, as a table.</summary>
internal static class ApiCommands
{
    private static readonly Field Condition = new("condition", "The condition; docs/segments.md has the language") { Positional = true };
    private static readonly Field Staff = new("staff", "Who does it");
    private static readonly Field Code = new("code", "The code on the coupon") { Positional = true };
    private static readonly Field[] Wanted =
    [
        new("condition", "Who, by a condition"), new("name", "Who, by a part of the name"), new("status", "following, blocked or visitor"), new("tag", "Who, by a tag they hold"),
    ];

    private static readonly Field[] Terms =
    [
        new("title", "What friends read") { Positional = true },
        new("percentOff", "Percent, 1 to 100") { Number = true },
        new("amountOff", "Yen") { Number = true },
        new("freeItem", "What is free"),
        new("gift", "A present"),
        new("novelty", "A thing with the shop's name"),
        new("sample", "Something to try"),
        new("value", "What one use costs, in yen") { Number = true },
        new("terms", "Conditions of use"),
        new("validFrom", "From when it can be used"),
        new("validUntil", "Until when"),
        new("validHours", "Good for so many hours after it is given") { Number = true },
        new("validDays", "Good for so many days after it is given") { Number = true },
        new("validMonths", "Good for so many months after it is given") { Number = true },
        new("after", "The friend's day to count from, e.g. 最終来店日"),
        new("birthdayMonth", "The attribute with the birthday: good in its month"),
        new("limit", "How many there are in all") { Number = true },
        new("perFriend", "How many times a friend can get it") { Number = true },
        new("againAfterDays", "After how many days a friend may get it again") { Number = true },
        new("onlyFor", "A condition, e.g. \"tag = 会員\""),
        new("segment", "A saved segment it is for"),
        new("remindDays", "So many days before its end who did not use it is reminded") { Number = true },
        new("remindText", "What the reminder says"),
    ];

    private static readonly Field[] Logged =
    [
        new("personId", "Who did it"), new("collection", "To what kind of thing"), new("documentId", "To which"), new("userId", "To which friend"),
        new("from", "From when, e.g. 2026-11-01T00:00+09:00"), new("until", "Until when"),
    ];

    private static readonly Field Reason = new("reason", "Why");
    private static readonly Field After = new("after", "The 'next' of the page before");
    private static readonly Field Limit = new("limit", "How many at most") { Number = true };

    public static Command Segments() => new("segment", "Who matches a condition")
    {
        Post("count", "/api/segments/count", "How many friends match, e.g. segment count \"tag = 甘口\"", Condition),
        Post("preview", "/api/segments/preview", "How many match, and some of them", Condition),
        Post("parse", "/api/segments/parse", "The condition as it is understood, or what is wrong with it", Condition),
        Post(
            "explain",
            "/api/segments/explain",
            "Each clause with how many it holds of, and how they were found; for one friend, which clause holds and from which fact",
            Condition,
            new("friend", "A friend's LINE user id")),
        ResultsCommands.CrossTab(),
        Get("index", "/api/segments/index", "How the index in memory stands that answers these questions"),
        Get("list", "/api/segments", "The saved segments"),
        Get("show", "/api/segments/{segment}", "A saved segment"),
        Put("save", "/api/segments/{segment}", "Saves a condition under an id", Condition, new("name", "What people call it")),
        Get("sizes", "/api/segments/{segment}/sizes", "How many friends were in a saved segment, day by day", new Field("days", "How many days back") { Number = true }),
        Get("uses", "/api/segments/{segment}/uses", "The campaigns and coupons that name a saved segment"),
        Post("rows", "/api/segments/rows", "The condition taken apart into rows, as the console shows it", Condition),
        Delete("delete", "/api/segments/{segment}", "Deletes a saved segment that nothing needs"),
        Get("words", "/api/vocabulary", "The tags, attributes, surveys, coupons and campaigns that conditions can name"),
    };

    public static Command Friends() => new("friend", "Friends: list, look, tag, export, erase")
    {
        Get("list", "/api/friends", "Friends, a page", new("name", "A part of the name"), new("status", "following, blocked or visitor"), new("tag", "A tag they hold"), After, Limit),
        Get("search", "/api/friends/search", "Friends, a page with how many there are", [.. Wanted, new("sort", "firstSeen, followed or lastMessage: the latest first"), After, Limit]),
        Download("csv", "/api/friends.csv", "The same friends as a CSV file", Wanted),
        Upload("import", "/api/friends/import", "Reads a CSV file of tags and attributes; says what it would do, as a job to approve", new Field("key", "The attribute that tells friends apart; the user id, unless said")),
        Get("show", "/api/friends/{friend}", "Everything known of a friend, by LINE user id"),
        Get("timeline", "/api/friends/{friend}/timeline", "What happened, newest first", After, Limit),
        Put("tag", "/api/friends/{friend}/tags/{tag}", "Puts a tag on a friend", new Field("group", "An exclusive group: its other tags go"), Staff),
        Delete("untag", "/api/friends/{friend}/tags/{tag}", "Takes a tag off a friend"),
        Put(
            "set",
            "/api/friends/{friend}/attributes/{attribute}",
            "Sets an attribute: exactly one of the values",
            new Field("text", "A text"),
            new Field("number", "A number") { Number = true },
            new Field("date", "A day, e.g. 2026-11-21"),
            Staff),
        Delete("unset", "/api/friends/{friend}/attributes/{attribute}", "Takes an attribute away"),
        Get("export", "/api/friends/{friend}/export", "All personal data of a friend as one JSON document"),
        Post("write-down", "/api/friends/{friend}/export", "The same as a file, as a job: see 'job file'"),
        Delete("erase", "/api/friends/{friend}", "Erases a friend's personal data; prints the receipt, or where it takes longer the job"),
        Get("receipt", "/api/erasures/{receipt}", "The receipt of an erasure"),
        Post("note", "/api/friends/{friend}/notes", "Writes something down of a friend", new Field("text", "What") { Positional = true }, Staff),
        Post("write", "/api/friends/{friend}/messages", "Says something to a friend, by push (LINE counts it)", new Field("text", "What to say") { Positional = true }, new Field("by", "Who does")),
        Post("tag-all", "/api/friends/tagging", "Puts a tag on all friends that match, as a job", [new Field("put", "The tag") { Positional = true }, .. Wanted, Staff]),
        Post("export-list", "/api/friends/export", "Writes a CSV file of friends, as a job", Wanted),
        Post("tagging", "/api/friends/tagging/preview", "How many friends a tagging means, and how many are so already", [new("put", "The tag to put on"), new("takeOff", "The tag to take off"), .. Wanted]),
        Post("untag-all", "/api/friends/tagging", "Takes a tag off all friends that match, as a job", [new Field("takeOff", "The tag") { Positional = true }, .. Wanted, Staff]),
        Get("trend", "/api/friends/trend", "How many follow, and how many came and went each day", new Field("days", "How many days back") { Number = true }),
    };

    public static Command Jobs() => new("job", "Long work: list, look, stop, take back")
    {
        Get("list", "/api/jobs", "Long work, newest first"),
        Get("show", "/api/jobs/{job}", "How far a job is"),
        Post("approve", "/api/jobs/{job}/approve", "The yes to a job that waits for one"),
        Download("file", "/api/jobs/{job}/file", "The file that came of it"),
        Post("backup", "/api/backup", "A checked copy of the store's file, as a job: see 'job file'"),
        Post("cancel", "/api/jobs/{job}/cancel", "Stops it; what was done until then stays"),
        Post("undo", "/api/jobs/{job}/undo", "Takes back what it did"),
    };

    public static Command Matters() => Get("matters", "/api/matters", "What needs a person, the most urgent first");

    public static Command SavedReplies() => new("reply", "Saved replies: list, create, delete")
    {
        Get("list", "/api/saved-replies", "The saved replies"),
        Post("create", "/api/saved-replies", "Keeps words to answer with again", new Field("title", "What it is for") { Positional = true }, new Field("text", "The words") { Positional = true }),
        Put(
            "change",
            "/api/saved-replies/{reply}",
            "Changes a saved reply, over the version that was read",
            new("title", "What it is for"),
            new("text", "The words"),
            new("version", "The version that list shows") { Number = true }),
        Delete("delete", "/api/saved-replies/{reply}", "Takes a saved reply away"),
    };

    public static Command Inbox() => new("inbox", "What waits for a person: list, answer, assign, close")
    {
        Get("list", "/api/inbox", "Inquiries, those that wait longest first", new("state", "open, answered or closed"), new("assignedTo", "Whose"), After, Limit),
        Get("show", "/api/inbox/{inquiry}", "An inquiry, with the version that an answer names"),
        Post(
            "answer",
            "/api/inbox/{inquiry}/answer",
            "Answers the friend, once for each version of the inquiry",
            new("text", "What to say") { Positional = true },
            new("version", "The version of the inquiry that this answers") { Number = true },
            new("by", "Who answers")),
        Post("assign", "/api/inbox/{inquiry}/assign", "Says who sees to it", new Field("to", "Who; nobody when left out")),
        Post("close", "/api/inbox/{inquiry}/close", "Puts it away", new Field("by", "Who does it")),
    };

    public static Command Tags() => new("tag", "Tags that conditions may name before anybody has them")
    {
        Get("list", "/api/tags", "The declared tags"),
        Put("declare", "/api/tags/{name}", "Declares a tag, e.g. tag declare 新作好き", new Field("note", "What it is for")),
        Delete("forget", "/api/tags/{name}", "Takes the declaration back; friends keep the tag"),
    };

    public static Command Coupons() => new("coupon", "Coupons: make, give, redeem, undo")
    {
        Get("list", "/api/coupons", "All coupons"),
        Get("show", "/api/coupons/{coupon}", "A coupon and how often it was given and used"),
        Post(
            "create",
            "/api/coupons",
            "Makes a coupon: one of --percent-off, --amount-off, --free-item, --gift, --novelty, --sample",
            [new("id", "Lower-case letters, digits and hyphens") { Positional = true }, .. Terms]),
        Put("renew", "/api/coupons/{coupon}", "Makes its terms these from now on; those given keep theirs", [.. Terms, new("version", "The version that show tells") { Number = true }]),
        Get("report", "/api/coupons/report", "What is open, used and expired, in numbers and yen, by version and store"),
        Download("report-csv", "/api/coupons/report.csv", "The same as CSV"),
        Get("days", "/api/coupons/{coupon}/days", "How often it was given and used, day by day"),
        Download("days-csv", "/api/coupons/{coupon}/days.csv", "The same as CSV"),
        Post("reopen", "/api/coupons/{coupon}/reopen", "Gives a closed coupon again"),
        Post("close", "/api/coupons/{coupon}/close", "Gives it no more; those given stay good"),
        Get("issues", "/api/coupons/{coupon}/issues", "Whom it was given to"),
        Post("give", "/api/coupons/{coupon}/issues", "Gives it to a friend", new Field("userId", "LINE user id") { Positional = true }, Staff),
        Get("find", "/api/coupon-issues/{code}", "One given coupon by its code"),
        Post("redeem", "/api/coupon-issues/redeem", "Redeems a coupon by its code", Code, Staff, new Field("store", "In which store")),
        Post("undo", "/api/coupon-issues/undo", "Takes a redemption back", Code, Reason, Staff),
        Post("revoke", "/api/coupon-issues/revoke", "Takes a given coupon back", Code, Reason, Staff),
    };

    public static Command Keys() => new("key", "API keys: list, create, revoke")
    {
        Get("list", "/api/keys", "The API keys, without the keys themselves"),
        Post("create", "/api/keys", "Makes an API key and prints it, this once", new Field("name", "What it is for") { Positional = true }, new Field("personId", "Whose it is; nobody's in particular unless said")),
        Delete("revoke", "/api/keys/{id}", "Revokes an API key"),
    };

    public static Command Settings() => new("settings", "What the shop decides for the whole account: show, set, restore")
    {
        Get("show", "/api/settings", "What is in force, what was chosen, what the configuration says"),
        Put(
            "set",
            "/api/settings",
            "Changes what is named, at once, e.g. settings set --quiet-hours 22:00-08:00",
            new Field("quietHours", "When nothing is sent by itself, e.g. 21:00-09:00, or none"),
            new Field("mostPerWeek", "Campaigns a friend gets within 7 days at most; 0: any number") { Number = true },
            new Field("secondApprovalAbove", "A campaign to more friends needs a second person; 0: never") { Number = true },
            new Field("privacyText", "What friends who ask are told of their data"),
            new Field("privacyPolicy", "The https address of the privacy policy")),
        Delete("restore", "/api/settings/{setting}", "Back to the configured value: quietHours, mostPerWeek, secondApprovalAbove, privacyText or privacyPolicy"),
    };

    public static Command People() => new("people", "Who works with the account: list, invite, shut out")
    {
        Get("list", "/api/people", "Everybody, with role and state"),
        Post("invite", "/api/people", "Invites somebody and prints the link, this once",
            new Field("name", "What the others call them") { Positional = true }, new Field("signInName", "What they sign in with"), new Field("role", "viewer, staff, marketer or owner")),
        Put("describe", "/api/people/{id}", "What somebody is called, and may do", new("name", "What the others call them"), new("role", "viewer, staff, marketer or owner")),
        Post("link", "/api/people/{id}/invite", "A new link to choose a password, also for who lost theirs"),
        Post("disable", "/api/people/{id}/disable", "Shuts somebody out at once"),
        Post("enable", "/api/people/{id}/enable", "Lets somebody in again"),
        Get("sessions", "/api/people/{id}/sessions", "Where somebody is signed in"),
        Delete("end-session", "/api/people/{id}/sessions/{session}", "Ends a session at once"),
        Get("audit", "/api/audit", "What people did, the latest first", Logged),
        Download("audit-file", "/api/audit/entries.jsonl", "All of it, an entry a line", Logged),
    };

    public static Command Account() => new("account", "The account as LINE tells of it: look, try the webhook, set its address")
    {
        Get("show", "/api/account", "Who it is, plan, quota, friends, webhook, token"),
        Post("test-webhook", "/api/account/webhook/test", "Has LINE try the address it posts events to"),
        Put("set-webhook", "/api/account/webhook", "Has LINE post events to this address", new Field("endpoint", "An https address that ends in /webhook") { Positional = true }),
    };

    public static Command Health() => Get("health", "/api/health", "Store, LINE, what waits, the index, roles, mistakes in files");

    public static Command Configuration() => Get("configuration", "/api/configuration", "Settings that are no secrets, and where each comes from");

    public static Command Instances() => Get("instances", "/api/instances", "Which instance of the bot has which role");

    /// <summary>What a running bot knows of its surveys, beside the commands that work on files.</summary>
    public static IReadOnlyList<Command> OfSurveys() =>
    [
        Get("list", "/api/surveys", "The surveys of a running bot, and what is wrong in the files"),
        Get("show", "/api/surveys/{survey}", "A survey and its diagram"),
        Post("start", "/api/surveys/{survey}/start", "Begins a survey with a friend, by push", new Field("userId", "LINE user id") { Positional = true }, Staff),
        Get("links", "/api/surveys/{survey}/links", "The texts and addresses that begin it, for QR codes"),
        Get("photos", "/api/surveys/{survey}/questions/{question}/photos", "The pictures friends sent as answers, newest first", After, Limit),
        Download("photo", "/api/surveys/{survey}/answers/{answer}/photos/{number}", "One picture of an answer"),
        .. ResultsCommands.All(),
    ];
}
