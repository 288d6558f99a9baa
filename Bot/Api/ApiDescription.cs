using Microsoft.OpenApi;

namespace Bot.Api;

/// <summary>What the OpenAPI document says of the API as a whole: its name, and that every route wants a key.</summary>
internal static class ApiDescription
{
    public static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "BotApp", Version = "1", Description = "Friends, surveys, segments, campaigns and coupons of a LINE Official Account." };
        document.AddComponent("key", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
    }
}
