using Microsoft.OpenApi;

namespace Bot.Api;

/// <summary>What the OpenAPI document cannot know by itself: the API's name, that every route wants a key, and what <see cref="Words"/> look like.</summary>
internal static class ApiDescription
{
    public static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "BotApp", Version = "1", Description = "Friends, surveys, segments, campaigns and coupons of a LINE Official Account." };
        document.AddComponent("key", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
    }

    public static void Complete(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Words))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Required = new HashSet<string> { "japanese", "english" };
            schema.Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["japanese"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["english"] = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }
    }
}
