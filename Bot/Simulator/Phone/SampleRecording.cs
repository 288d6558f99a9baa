namespace Bot.Simulator.Phone;

/// <summary>A short film of the plate of curry and a chime, for those who have no recording at hand.</summary>
/// <param name="MediaType">As a browser plays it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Duration">In milliseconds.</param>
internal sealed record SampleRecording(string MediaType, byte[] Bytes, long Duration)
{
    private static readonly Lazy<SampleRecording> Video = new(() => new("video/mp4", File("sample.mp4"), 2_106));

    private static readonly Lazy<SampleRecording> Audio = new(() => new("audio/mp4", File("sample.m4a"), 1_340));

    /// <summary>Of a message of type <c>video</c> or <c>audio</c>.</summary>
    public static SampleRecording Of(string type) => type == "video" ? Video.Value : Audio.Value;

    private static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot", "phone", name));
}
