const COLOURS = ['#4f6bd8', '#2f7d54', '#a8571b', '#9c3f7c', '#3a7385', '#7a5bb5', '#8a5a3c'] as const;

/** A round picture with the first letter of a name: no picture is loaded from anywhere. */
export function avatar(name: string, bot = false): string {
  const place = [...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % COLOURS.length;
  const fill = bot ? '#4f7cac' : COLOURS[place];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${fill}"/><text x="20" y="27" font-family="sans-serif" font-size="19" font-weight="600" fill="#fff" text-anchor="middle">${name.charAt(0).replace(/[<&>]/g, '?')}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
