namespace Bot.Api;

/// <summary>The reason for what is refused before a route sees it, where the framework has a status only.</summary>
internal static class ApiProblems
{
    public static void GiveReason(ProblemDetailsContext problem)
    {
        if (problem.HttpContext.Request.Path.StartsWithSegments("/api"))
        {
            problem.ProblemDetails.Detail ??= problem.ProblemDetails.Status switch
            {
                StatusCodes.Status400BadRequest when problem.ProblemDetails is not HttpValidationProblemDetails =>
                    "The body or a parameter cannot be read. /openapi/v1.json describes what this route takes.",
                StatusCodes.Status405MethodNotAllowed => "This route knows other verbs. /openapi/v1.json has them.",
                StatusCodes.Status413PayloadTooLarge => "The body has more than a megabyte.",
                StatusCodes.Status415UnsupportedMediaType => "Send the body as JSON, with 'Content-Type: application/json'.",
                _ => null,
            };
        }
    }
}
