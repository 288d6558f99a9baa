using System.Text.Json.Serialization;
using Bot.Access;
using Bot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Bot.Hosting.SignIn;

/// <summary>
/// The keys that cookies and forms are signed with, shared by all instances through the store, sealed under a secret that
/// every instance has: <c>Bot:Secret</c>, or else the channel secret.
/// </summary>
internal static class SignInKeys
{
    public static IServiceCollection AddSignInKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDataProtection().SetApplicationName("BotApp");
        services.AddSingleton<Collection>(SignInCollections.Keys);

        // Read now: the simulator sets a channel secret of its own, a new one each time.
        var secret = new ShopSecret(Shared(configuration), configuration["Bot:FormerSecret"] is { Length: > 0 } former ? former : null);
        services.AddSingleton(secret).AddSingleton<KeySeal>();
        if (secret.IsKept)
        {
            services.AddSingleton<StoredKeys>();
            services.AddOptions<KeyManagementOptions>().Configure<KeySeal, StoredKeys>((options, seal, keys) => (options.XmlEncryptor, options.XmlRepository) = (seal, keys));
        }
        else
        {
            // The demo has no secret to seal anything with: its keys are forgotten when it stops.
            services.AddOptions<KeyManagementOptions>().Configure<KeySeal>((options, seal) => (options.XmlEncryptor, options.XmlRepository) = (seal, new KeysInMemory()));
        }

        return services;
    }

    private static string? Shared(IConfiguration configuration) =>
        configuration["Bot:Secret"] is { Length: > 0 } secret ? secret
        : configuration["Line:ChannelSecret"] is { Length: > 0 } channel ? channel
        : null;
}

/// <summary>A key as ASP.NET Core writes it, its secret part sealed. Seal: which secret it was sealed under.</summary>
public sealed record SignInKey(string Id, string Xml, string Seal, DateTimeOffset MadeAt);

/// <summary>The documents of signing in.</summary>
public static class SignInCollections
{
    /// <summary>The keys of cookies and forms.</summary>
    public static Collection<SignInKey> Keys { get; } =
        new Collection<SignInKey>("dataProtectionKeys", SignInJson.Documents.For<SignInKey>(), key => key.Id).Traced(Trace.Nothing);
}

[JsonSerializable(typeof(SignInKey))]
internal sealed partial class SignInJson : JsonSerializerContext
{
    public static SignInJson Documents { get; } = new(DocumentJson.Options());
}
