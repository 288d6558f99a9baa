using System.ComponentModel.DataAnnotations;

namespace Bot.Api;

/// <summary>Section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>One key to the REST API, at least 16 characters. More are made with <c>POST /api/keys</c>.</summary>
    [MinLength(16, ErrorMessage = "Api:Key is too short to be safe: use at least 16 characters, better 32 random ones.")]
    public string? Key { get; set; }
}
