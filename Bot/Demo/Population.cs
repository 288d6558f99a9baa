using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Demo;

/// <summary>
/// Friends as a shop of some years has them, made up: each is what the seed and the number say, whoever else was made
/// before, so that any number of threads can make them and none need be kept. Everything happened before now.
/// </summary>
public sealed class Population
{
    /// <summary>So many tags have names.</summary>
    public const int MostTags = 5_000;

    private static readonly FactSource Source = new(FactSourceKind.Import, "demo");
    private static readonly TimeSpan Unhurried = TimeSpan.FromHours(1);
    private static readonly string[] Ranks = ["REGULAR", "SILVER", "GOLD", "PLATINUM"];

    private readonly PopulationOptions _options;
    private readonly DateTimeOffset _now;
    private readonly TimeZoneInfo _zone;
    private readonly ShopHours _hours;
    private readonly Popularity _tags;

    /// <summary>A population as of this moment, in a shop of this zone.</summary>
    public Population(long seed, PopulationOptions options, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tags);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Tags, MostTags);
        ArgumentOutOfRangeException.ThrowIfNegative(options.TagsEach);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.TagsEach, options.Tags / 2.0);
        Seed = seed;
        _options = options;
        _now = StoredTime.Truncate(now);
        _zone = zone;
        _hours = new ShopHours(zone);
        _tags = new Popularity(options.Tags, options.TagsEach);
    }

    // Dice of their own, so that leaving out attributes changes neither tags nor dates.
    private enum Purpose
    {
        Persona,
        Dates,
        Tags,
        TagDates,
        Attributes,
        Name,
        Id,
        Surveys,
    }

    /// <summary>What tells this population from another.</summary>
    public long Seed { get; }

    /// <summary>The names of all tags, the most popular first; the same for every seed.</summary>
    public IReadOnlyList<string> Tags => _tags.Names;

    /// <summary>The friend's id, a <see cref="MadeUpId"/> that looks like LINE's: no two numbers have the same.</summary>
    public string Id(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var dice = DiceFor(number, Purpose.Id);
        return MadeUpId.Of(dice.Next());
    }

    /// <summary>The friend of this number, from 0.</summary>
    public Friend Friend(int number) => Inhabitant(number).Friend;

    /// <summary>The friend of this number, from 0, with their answers, milestones and coupons.</summary>
    public Inhabitant Inhabitant(int number)
    {
        var id = Id(number);
        var dice = DiceFor(number, Purpose.Persona);
        var persona = Persona.Of(ref dice);
        var course = Course.Of(persona, _now, _hours, DiceFor(number, Purpose.Dates));
        var friend = new Friend
        {
            Id = id,
            Status = course.Status,
            FirstSeenAt = course.FirstSeenAt,
            FollowedAt = course.FollowedAt,
            BlockedAt = course.BlockedAt,
            LastMessageAt = course.LastMessageAt,
            Tags = HeldTags(number, persona, course),
            Attributes = [.. Attributes(number, persona, course)],
        };
        return _options.TagsAlone ? new(friend) : Answering(new(Known(friend, number, persona, course)), number, persona, course);
    }

    private Dice DiceFor(int number, Purpose purpose) => Dice.Of(Seed, number, (int)purpose);

    private List<FriendTag> HeldTags(int number, Persona persona, Course course)
    {
        var dice = DiceFor(number, Purpose.TagDates);
        var tags = new List<FriendTag>((int)(_options.TagsEach * 1.5));
        foreach (var tag in _tags.Of(persona, DiceFor(number, Purpose.Tags)))
        {
            var since = StoredTime.Truncate(course.FirstSeenAt + ((course.Until - course.FirstSeenAt) * dice.Unit()));
            tags.Add(new FriendTag(tag.Name, since, Source) { Group = tag.Group });
        }

        // In the order they were put on, as the product would hold them.
        return [.. tags.OrderBy(tag => tag.Since)];
    }

    private IEnumerable<FriendAttribute> Attributes(int number, Persona persona, Course course)
    {
        yield return Text("rank", Ranks[course.RankLevel]);
        if (_options.TagsAlone)
        {
            yield break;
        }

        var dice = DiceFor(number, Purpose.Attributes);
        yield return Number("rank_level", course.RankLevel);
        yield return Number("visits", course.Visits);
        yield return Number("spend", Math.Round(course.Visits * 1_300 * Math.Exp(dice.Bell() * 0.4)));
        yield return new FriendAttribute("member", At(), Source) { Flag = dice.Chance(course switch { { RankLevel: > 0 } => 0.97, { Visits: > 0 } => 0.35, _ => 0.08 }) };
        if (course.LastVisitAt is { } visited)
        {
            yield return Day("last_visit", _hours.DayOf(visited));
        }

        if (dice.Chance(0.92))
        {
            yield return Text("prefecture", persona.Prefecture);
        }

        if (persona.Woman is { } woman)
        {
            yield return Text("gender", woman ? "女性" : "男性");
        }

        if (dice.Chance(0.75))
        {
            yield return Day("birthday", _hours.DayOf(_now).AddYears(-persona.Age).AddDays(-dice.Below(365)));
        }

        DateTimeOffset At() => course.LastVisitAt ?? course.FirstSeenAt;
        FriendAttribute Text(string name, string value) => new(name, At(), Source) { Text = value };
        FriendAttribute Number(string name, double value) => new(name, At(), Source) { Number = value };
        FriendAttribute Day(string name, DateOnly value) => new(name, At(), Source) { Date = value };
    }

    // The profile is as fresh as can be: nobody need ask LINE, who knows none of them.
    private Friend Known(Friend friend, int number, Persona persona, Course course)
    {
        var dice = DiceFor(number, Purpose.Name);
        return friend with
        {
            Profile = new Friends.Profile(Names.Of(ref dice, persona.Woman), course.Until) { Language = dice.Chance(0.97) ? "ja" : "en" },
            ProfileAskedAt = course.Until,
        };
    }

    private Inhabitant Answering(Inhabitant inhabitant, int number, Persona persona, Course course)
    {
        if (course.Until - course.FirstSeenAt < Unhurried)
        {
            return inhabitant;
        }

        var dice = DiceFor(number, Purpose.Surveys);
        var begun = new List<(Survey Survey, DateTimeOffset At, Dice Dice)>();
        foreach (var survey in _options.Surveys)
        {
            var at = _hours.Between(ref dice, course.FirstSeenAt, course.Until - Unhurried);
            var own = new Dice(dice.Next());
            if (dice.Chance(persona.IsRegular ? 0.14 : 0.06))
            {
                begun.Add((survey, at, own));
            }
        }

        // One left in the middle is the last: another would have to interrupt it.
        foreach (var (survey, at, own) in begun.OrderBy(one => one.At))
        {
            if (inhabitant.Conversation is null or { Run.State.IsWaiting: false } && !(inhabitant.Conversation?.At >= at))
            {
                inhabitant = new SurveyWalk(survey, _options.Coupons, _zone, persona, inhabitant, own).Run(at, course.Until);
            }
        }

        return inhabitant;
    }
}
