using Bot.Friends;

namespace Bot.Campaigns;

/// <summary>
/// The audiences of the latest previews, to say how many friends came and went when one has changed. Only in memory:
/// it is a courtesy (the hash decides), and lists of people are not kept where an erasure does not reach them.
/// </summary>
internal sealed class PreviewedAudiences
{
    private const int MostFriends = 2_000_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Hash, FriendIds Friends)> _latest = new();

    public void Remember(string hash, FriendIds friends)
    {
        lock (_lock)
        {
            if (_latest.Any(kept => kept.Hash == hash))
            {
                return;
            }

            _latest.AddFirst((hash, friends));
            while (_latest.Count > 1 && _latest.Sum(kept => kept.Friends.Count) > MostFriends)
            {
                _latest.RemoveLast();
            }
        }
    }

    public FriendIds? Of(string hash)
    {
        lock (_lock)
        {
            return _latest.FirstOrDefault(kept => kept.Hash == hash).Friends;
        }
    }
}
