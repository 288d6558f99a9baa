using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Simulator.Platform;

/// <summary>JSON Web Tokens as LINE signs them: ES256 in apps and LIFF, HS256 with the channel's secret on the web.</summary>
internal static class Jwt
{
    public static string SignES256(JsonObject claims, ECDsa key, string keyId) =>
        Sign(claims, new JsonObject { ["typ"] = "JWT", ["alg"] = "ES256", ["kid"] = keyId }, bytes => key.SignData(bytes, HashAlgorithmName.SHA256));

    public static string SignHS256(JsonObject claims, string secret) =>
        Sign(claims, new JsonObject { ["typ"] = "JWT", ["alg"] = "HS256" }, bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));

    /// <summary>The claims, if the signature is one of these; null otherwise.</summary>
    public static JsonElement? Read(string token, ECDsa key, string secret)
    {
        try
        {
            if (token.Split('.') is not [var header, var claims, var signature])
            {
                return null;
            }

            var signed = Encoding.ASCII.GetBytes($"{header}.{claims}");
            var given = Base64Url.DecodeFromChars(signature);
            var genuine = Tap.Text(Json(header), "alg") switch
            {
                "ES256" => key.VerifyData(signed, given, HashAlgorithmName.SHA256),
                "HS256" => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed), given),
                _ => false,
            };
            return genuine ? Json(claims) : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Json(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));

    private static string Sign(JsonObject claims, JsonObject header, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part, SimulatorJson.Readable));
}
