using System.Text.Json;
using Microsoft.Playwright;

namespace Bot.Tests.Admin;

/// <summary>
/// How far two pictures are from each other, by the mean colour of blocks about as high as a letter: another time, another code or another
/// machine's letters hardly change it; a card, a column or a colour does.
/// </summary>
internal sealed record PictureDifference(int Blocks, int Of, string Where)
{
    // A block counts from this step of 255 on in one of the three colours, and so many blocks of a picture may.
    private const int Step = 20;
    private const int Few = 6;

    /// <summary>The browser decodes both: a page of its own draws them and adds up their blocks.</summary>
    private const string Compare = """
        async ({ kept, taken, step }) => {
          const side = 16;
          const drawn = async png => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + png;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
            canvas.drawImage(image, 0, 0);
            return canvas.getImageData(0, 0, image.width, image.height);
          };
          const mean = (picture, left, top) => {
            const sum = [0, 0, 0];
            const right = Math.min(left + side, picture.width), bottom = Math.min(top + side, picture.height);
            for (let y = top; y < bottom; y++)
              for (let x = left; x < right; x++)
                for (let colour = 0; colour < 3; colour++) sum[colour] += picture.data[(y * picture.width + x) * 4 + colour];
            return sum.map(all => all / ((right - left) * (bottom - top)));
          };
          const [one, other] = [await drawn(kept), await drawn(taken)];
          if (one.width !== other.width || one.height !== other.height)
            return { blocks: 1e6, of: 1e6, where: `${one.width}×${one.height} before, ${other.width}×${other.height} now` };
          let blocks = 0, of = 0;
          const box = [one.width, one.height, 0, 0];
          for (let y = 0; y < one.height; y += side)
            for (let x = 0; x < one.width; x += side) {
              of++;
              const [before, now] = [mean(one, x, y), mean(other, x, y)];
              if (!before.some((colour, i) => Math.abs(colour - now[i]) >= step)) continue;
              blocks++;
              box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
              box[2] = Math.max(box[2], x + side); box[3] = Math.max(box[3], y + side);
            }
          return { blocks, of, where: blocks ? `from (${box[0]}, ${box[1]}) to (${box[2]}, ${box[3]})` : 'nowhere' };
        }
        """;

    /// <summary>Whether somebody who compares the two would call it another page.</summary>
    public bool IsSeen => Blocks > Few;

    /// <summary>Compares two PNG files.</summary>
    public static async Task<PictureDifference> Between(IBrowser browser, byte[] kept, byte[] taken)
    {
        var page = await browser.NewPageAsync();
        try
        {
            var found = await page.EvaluateAsync<JsonElement>(Compare, new { kept = Convert.ToBase64String(kept), taken = Convert.ToBase64String(taken), step = Step });
            return new(found.GetProperty("blocks").GetInt32(), found.GetProperty("of").GetInt32(), found.GetProperty("where").GetString()!);
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Blocks} of {Of} blocks differ, {Where}";
}
