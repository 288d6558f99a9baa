namespace Bot.Admin;

/// <summary>Addresses of the console's own files, which change with each build so that a browser may keep what it has.</summary>
internal static class Asset
{
    private static readonly string Build = typeof(Asset).Module.ModuleVersionId.ToString("N")[..8];

    public static string Url(string path) => $"/{path}?v={Build}";
}
