namespace Bot.Simulator.Platform;

/// <summary>
/// All that the simulated LINE knows: people, chats, tokens, keys and quota. State changes only by facts, under
/// <see cref="Gate"/>, so that a journal can bring it back.
/// </summary>
internal sealed class LinePlatform
{
    private readonly List<Person> _people = [];
    private readonly Dictionary<string, Person> _byId = [];
    private readonly Dictionary<string, ContentAdded> _contents = [];
    private readonly HashSet<string> _unsent = [];
    private readonly Dictionary<(string Via, string Day), long> _delivered = [];
    private readonly RateLimits _rates;
    private SimulatorSettings _settings;
    private Journal? _journal;
    private long _seq;

    public LinePlatform(SimulatedChannel channel, SimulatedClock clock, long monthlyLimit = 0)
    {
        (Channel, Clock, Feed) = (channel, clock, new Feed());
        _settings = new SimulatorSettings { MonthlyLimit = monthlyLimit };
        Quota.Limit = monthlyLimit == 0 ? null : monthlyLimit;
        _rates = new RateLimits(clock);
        AccessTokens = new AccessTokens(channel, clock, () => Settings.TokenEndsAt);
        Logins = new Logins(channel, clock);
        Calls = new CallLog(Feed);
        clock.Moved += offset =>
        {
            lock (Gate)
            {
                Record(new ClockMoved(offset));
            }
        };
    }

    /// <summary>Held while state is read or changed; never across anything slow.</summary>
    public Lock Gate { get; } = new();

    public SimulatedChannel Channel { get; }

    public SimulatedClock Clock { get; }

    public Feed Feed { get; }

    public CallLog Calls { get; }

    public AccessTokens AccessTokens { get; }

    public Logins Logins { get; }

    public ReplyTokens ReplyTokens { get; private set; } = new();

    public RetryKeys RetryKeys { get; private set; } = new();

    public MonthlyQuota Quota { get; private set; } = new();

    public Narrowcasts Narrowcasts { get; private set; } = new();

    public LineCoupons Coupons { get; } = new();

    public Audiences Audiences { get; } = new();

    public Statistics Statistics { get; private set; } = new();

    /// <summary>Where webhooks go; null until someone says so.</summary>
    public string? WebhookUrl { get; private set; }

    public IReadOnlyList<Person> People => _people;

    /// <summary>Told under the gate, in order, of each event to deliver.</summary>
    public Action<PlatformEvent>? Deliver { get; set; }

    public SimulatorSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set
        {
            lock (Gate)
            {
                Volatile.Write(ref _settings, value);
                Quota.Limit = value.MonthlyLimit == 0 ? null : value.MonthlyLimit;
            }

            Feed.Tell(value);
        }
    }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Brings back what the journal tells, then writes on in it.</summary>
    public void KeepIn(string path)
    {
        lock (Gate)
        {
            var journal = Journal.Take(path);
            foreach (var fact in journal.Read())
            {
                Apply(fact);
            }

            journal.Begin(Snapshot());
            _journal = journal;
            foreach (var waiting in Narrowcasts.Undelivered.ToList())
            {
                DeliverLater(waiting);
            }
        }
    }

    public async ValueTask Close()
    {
        Logins.Dispose();
        if (_journal is { } journal)
        {
            await journal.DisposeAsync();
        }
    }

    public void AddReadyMadePeople()
    {
        lock (Gate)
        {
            if (_people.Count == 0)
            {
                foreach (var person in ReadyMadePeople.All)
                {
                    Record(person);
                }
            }
        }
    }

    public Person? Find(string id) => _byId.GetValueOrDefault(id);

    public ContentAdded? ContentOf(string messageId) => _contents.GetValueOrDefault(messageId);

    /// <summary>Whether the person took the message back.</summary>
    public bool IsUnsent(string messageId) => _unsent.Contains(messageId);

    public long DeliveredOn(string via, string day) => _delivered.GetValueOrDefault((via, day));

    /// <summary>The number of the next chat entry.</summary>
    public long NextSeq() => ++_seq;

    /// <summary>Lets a fact happen. The gate must be held.</summary>
    public void Record(PlatformFact fact)
    {
        Apply(fact);
        _journal?.Append(fact);
        Feed.Tell(fact);
    }

    /// <summary>Lets the person see that the bot is busy. Nothing happens where nobody is, or the account is blocked.</summary>
    public void ShowLoading(string id, TimeSpan howLong)
    {
        lock (Gate)
        {
            if (Find(id) is { Standing: not Standing.Blocked } person)
            {
                person.LoadingUntil = Now + howLong;
                Feed.Tell(new LoadingShown(person.Number, Now + howLong));
            }
        }
    }

    /// <summary>Takes a narrowcast on; its messages reach the phones when LINE has chosen and counted.</summary>
    public void TakeOn(NarrowcastTaken taken)
    {
        Record(taken);
        if (taken.ErrorCode is null)
        {
            DeliverLater(taken);
        }
    }

    private void DeliverLater(NarrowcastTaken taken)
    {
        var wait = taken.At + Narrowcasts.Waiting - Now;
        ITimer? timer = null;
        timer = Clock.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                lock (Gate)
                {
                    // Not after a reset, which forgets it.
                    if (Narrowcasts.Undelivered.Contains(taken))
                    {
                        new Sending(this).Deliver(taken);
                    }
                }
            },
            null,
            wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
    }

    public void SetQuotaUsed(long people)
    {
        lock (Gate)
        {
            Record(new QuotaUsed(Now, people));
        }
    }

    public void SetWebhook(string url)
    {
        lock (Gate)
        {
            Record(new WebhookSet(url));
        }
    }

    /// <summary>The fault the next call of an endpoint meets. A planned one is used up.</summary>
    public Fault? TakeFault(string endpoint, bool sendsMessages)
    {
        var settings = Settings;
        if (settings.Next.Count == 0)
        {
            return sendsMessages ? settings.Fail : null;
        }

        lock (Gate)
        {
            settings = _settings;
            if (settings.Next.FirstOrDefault(planned => planned.Meets(endpoint)) is not { } planned)
            {
                return sendsMessages ? settings.Fail : null;
            }

            Volatile.Write(ref _settings, settings with
            {
                Next = [.. settings.Next.Select(other => ReferenceEquals(other, planned) ? other with { Count = other.Count - 1 } : other).Where(other => other.Count > 0)],
            });
            return planned.Fault;
        }
    }

    public bool WithinRate(string endpoint) => !Settings.RateLimits || _rates.Take(endpoint);

    /// <summary>Forgets people, chats and counts; keeps the channel, the webhook address and the settings.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            _people.Clear();
            _byId.Clear();
            (ReplyTokens, RetryKeys, Narrowcasts, Quota) = (new(), new(), new(), new MonthlyQuota { Limit = Quota.Limit });
            Calls.Clear();
            Record(new Cleared());
        }
    }

    private void Apply(PlatformFact fact)
    {
        switch (fact)
        {
            case PersonAdded added:
                Add(added);
                break;
            case CrowdAdded crowd:
                for (var i = 0; i < crowd.Count; i++)
                {
                    Add(ReadyMadePeople.OfCrowd(_people.Count) with { Standing = crowd.Friends ? Standing.Friend : Standing.Stranger });
                }

                break;
            case Followed followed:
                var friend = _people[followed.Person];
                friend.FirstFollowedAt = friend.EverFollowed ? friend.FirstFollowedAt : followed.Note.At;
                (friend.Standing, friend.EverFollowed, friend.FollowedAt, friend.BlockedAt) = (Standing.Friend, true, followed.Note.At, null);
                Show(friend, followed.Note);
                ReplyTokens.Issue(followed.Token);
                break;
            case BlockedAccount blocked:
                (_people[blocked.Person].Standing, _people[blocked.Person].BlockedAt) = (Standing.Blocked, blocked.Note.At);
                Show(_people[blocked.Person], blocked.Note);
                break;
            case Acted acted:
                var actor = _people[acted.Person];
                (actor.LastWroteAt, actor.QuickRepliesGoneAt) = (acted.At, acted.QuickRepliesGoneAt);
                foreach (var entry in acted.Entries)
                {
                    Show(actor, entry);
                }

                foreach (var token in acted.Tokens)
                {
                    ReplyTokens.Issue(token);
                }

                break;
            case Noticed noticed:
                ReplyTokens.Issue(noticed.Token);
                break;
            case Changed changed:
                _people[changed.Person].Replace(changed.Entry);
                Forget(changed.Entry);

                if (changed.Token is { } another)
                {
                    ReplyTokens.Issue(another);
                }

                break;
            case Sent sent:
                Apply(sent);
                break;
            case NarrowcastTaken taken:
                Narrowcasts.Take(taken);
                if (taken.RetryKey is { } retryKey)
                {
                    RetryKeys.Keep(retryKey, new RetryKeys.Accepted(taken.RequestId, taken.At, "narrowcast", []));
                }

                break;
            case NarrowcastDelivered delivered:
                Narrowcasts.Deliver(delivered);
                break;
            case Shown shown:
                foreach (var person in shown.To)
                {
                    Show(_people[person], shown.Entry);
                }

                break;
            case ContentAdded content:
                _contents[content.MessageId] = content;
                break;
            case CouponMade or CouponClosed or CouponDrawn or CouponUsed:
                Coupons.Apply(fact);
                break;
            case AudienceMade or AudienceFed or AudienceRenamed or AudienceDeleted:
                Audiences.Apply(fact);
                break;
            case Interacted interacted:
                Statistics.Apply(interacted);
                break;
            case Measured measured:
                Statistics.Apply(measured);
                break;
            case DeliveredBefore before:
                _delivered[(before.Via, before.Day)] = DeliveredOn(before.Via, before.Day) + before.Count;
                break;
            case WebhookSet webhook:
                WebhookUrl = webhook.Url;
                break;
            case ClockMoved moved:
                if (Clock.Offset != moved.Offset)
                {
                    Clock.MoveTo(moved.Offset);
                }

                break;
            case QuotaUsed used:
                Quota.Set(used.At, used.People);
                break;
            case Cleared:
                _people.Clear();
                _byId.Clear();
                _contents.Clear();
                _unsent.Clear();
                _delivered.Clear();
                (Narrowcasts, Statistics) = (new(), new());
                Coupons.ForgetPeople();
                break;
        }
    }

    private void Apply(Sent sent)
    {
        foreach (var number in sent.To)
        {
            var person = _people[number];
            person.LoadingUntil = null;
            foreach (var entry in sent.Entries)
            {
                person.Show(entry);
            }
        }

        foreach (var entry in sent.Entries)
        {
            _seq = Math.Max(_seq, entry.Seq);
        }

        Statistics.Apply(sent);
        Quota.Count(sent.At, sent.Billed);
        var day = Days.Of(sent.At);
        _delivered[(sent.Via, day)] = DeliveredOn(sent.Via, day) + Math.Max(sent.To.Count, sent.Billed);
        if (sent.RetryKey is { } key)
        {
            RetryKeys.Keep(key, new RetryKeys.Accepted(sent.RequestId, sent.At, sent.Via, sent.Entries));
        }

        if (sent.UsedReplyToken is { } token)
        {
            ReplyTokens.Use(token);
        }
    }

    private void Add(PersonAdded added)
    {
        var person = new Person(_people.Count, added.Id, added.Name)
        {
            StatusMessage = added.StatusMessage,
            Standing = added.Standing,
            EverFollowed = added.Standing != Standing.Stranger,
            LastWroteAt = added.LastWroteAt,
            FollowedAt = added.FollowedAt,
            FirstFollowedAt = added.FirstFollowedAt,
            BlockedAt = added.BlockedAt,
        };
        if (_byId.TryAdd(added.Id, person))
        {
            _people.Add(person);
        }
    }

    private void Show(Person person, ChatEntry entry)
    {
        _seq = Math.Max(_seq, entry.Seq);
        person.Show(entry);
        Forget(entry);
    }

    // What was taken back is gone, and known to be.
    private void Forget(ChatEntry entry)
    {
        if (entry.Unsent)
        {
            _unsent.Add(entry.Id);
            _contents.Remove(entry.Id);
        }
    }

    /// <summary>As few facts as tell the present.</summary>
    private IEnumerable<PlatformFact> Snapshot()
    {
        foreach (var person in _people)
        {
            yield return new PersonAdded(person.Id, person.Name, person.StatusMessage)
            {
                Standing = person.Standing,
                LastWroteAt = person.LastWroteAt,
                FollowedAt = person.FollowedAt,
                FirstFollowedAt = person.FirstFollowedAt,
                BlockedAt = person.BlockedAt,
            };
        }

        var shownTo =
            from person in _people
            from entry in person.Chat
            group person.Number by entry into phones
            orderby phones.Key.Seq
            select new Shown([.. phones], phones.Key);
        foreach (var shown in shownTo)
        {
            yield return shown;
        }

        var tokens = ReplyTokens.Live(Now).ToLookup(token => token.Person);
        foreach (var person in _people.Where(person => person.QuickRepliesGoneAt > 0 || tokens[person.Number].Any()))
        {
            yield return new Acted(person.Number, person.LastWroteAt ?? Now, [], [.. tokens[person.Number]], person.QuickRepliesGoneAt);
        }

        foreach (var content in _contents.Values)
        {
            yield return content;
        }

        foreach (var fact in Coupons.Facts.Concat(Audiences.Facts).Concat(Statistics.KeptAt(Now)))
        {
            yield return fact;
        }

        foreach (var fact in Narrowcasts.KeptAt(Now))
        {
            yield return fact;
        }

        foreach (var (key, accepted) in RetryKeys.KeptAt(Now))
        {
            yield return new Sent(accepted.Via, accepted.At, [], accepted.Entries, 0, accepted.RequestId, key, null);
        }

        foreach (var ((via, day), count) in _delivered)
        {
            yield return new DeliveredBefore(via, day, count);
        }

        if (Quota.Used(Now) > 0)
        {
            yield return new QuotaUsed(Now, Quota.Used(Now));
        }

        if (WebhookUrl is { } url)
        {
            yield return new WebhookSet(url);
        }

        yield return new ClockMoved(Clock.Offset);
    }
}
