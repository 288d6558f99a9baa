using System.Diagnostics.CodeAnalysis;

namespace Bot.Line;

/// <summary>What came of a call: a value, or a failure. Exactly one of the two is there.</summary>
public sealed record LineResult<T>
    where T : class
{
    private LineResult(T? value, LineFailure? failure) => (Value, Failure) = (value, failure);

    /// <summary>What LINE gave; null when the call failed.</summary>
    public T? Value { get; }

    /// <summary>Why the call failed; null when it succeeded.</summary>
    public LineFailure? Failure { get; }

    /// <summary>Whether there is a value and no failure.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Value is not null;

    /// <summary>A call that gave this value.</summary>
    public static implicit operator LineResult<T>(T value) => FromValue(value);

    /// <summary>A call that failed so.</summary>
    public static implicit operator LineResult<T>(LineFailure failure) => FromFailure(failure);

    internal static LineResult<T> FromValue(T value) => new(value, null);

    internal static LineResult<T> FromFailure(LineFailure failure) => new(null, failure);
}

/// <summary>Why a call did not succeed. On any of these but <see cref="NoAnswer"/> nobody got anything.</summary>
public abstract record LineFailure(string Message)
{
    /// <summary>LINE's id of the request (<c>X-Line-Request-Id</c>), where it answered; its support asks for it.</summary>
    public string? RequestId { get; init; }

    /// <summary>429: too fast. The same call succeeds later.</summary>
    public sealed record RateLimited(string Message) : LineFailure(Message)
    {
        /// <summary>How long LINE asks to wait. It documents no such header and rarely says.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>429: the month's messages are used up. Trying again is hopeless until next month or a larger plan.</summary>
    public sealed record MonthlyLimitReached(string Message) : LineFailure(Message);

    /// <summary>400: LINE does not take it as it is, and says where it is wrong.</summary>
    public sealed record BadRequest(string Message, IReadOnlyList<LineErrorDetail> Details) : LineFailure(Message)
    {
        /// <summary>The reply token was used already, is too old, or was never one. LINE has no other sign than the text.</summary>
        public bool IsInvalidReplyToken => Message.Contains("Invalid reply token", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>401, also after a new token; or there is no token.</summary>
    public sealed record Unauthorized(string Message) : LineFailure(Message);

    /// <summary>403: this account may not.</summary>
    public sealed record Forbidden(string Message) : LineFailure(Message);

    /// <summary>404: e.g. the profile of someone who blocked the account.</summary>
    public sealed record NotFound(string Message) : LineFailure(Message);

    /// <summary>410: e.g. the content of a message that was taken back.</summary>
    public sealed record Gone(string Message) : LineFailure(Message);

    /// <summary>413: more than 2 MB.</summary>
    public sealed record TooLarge(string Message) : LineFailure(Message);

    /// <summary>5xx: LINE's own trouble; try again with the same retry key.</summary>
    public sealed record ServerError(int Status, string Message) : LineFailure(Message);

    /// <summary>Another status, or an answer that cannot be read.</summary>
    public sealed record Unexpected(int Status, string Message) : LineFailure(Message);

    /// <summary>The time was up, or the connection broke: LINE may have accepted it or not. With a retry key it can be tried again.</summary>
    public sealed record NoAnswer(string Message) : LineFailure(Message);

    /// <summary>No connection came about: LINE surely has not seen it.</summary>
    public sealed record NotReached(string Message) : LineFailure(Message);
}

/// <summary>One thing LINE finds wrong: what, and the place in the request's JSON.</summary>
public sealed record LineErrorDetail(string? Message = null, string? Property = null);
