import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { LOOK, type Picture } from './svg.ts';

const { resolve } = createRequire(import.meta.url);
const FONT = '@expo-google-fonts/atkinson-hyperlegible';
const FONT_FILES = ['400Regular', '700Bold'].map((weight) =>
  resolve(`${FONT}/${weight}/AtkinsonHyperlegible_${weight}.ttf`),
);

/** Draws a picture as PNG, outside the thread that answers presses. Its fonts come with the bot: none of the machine's is used. */
export async function toPng(picture: Picture): Promise<Buffer> {
  const image = await renderAsync(picture.svg, {
    font: { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: LOOK.font },
  });
  return image.asPng();
}
