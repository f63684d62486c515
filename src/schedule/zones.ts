import { z } from 'zod';
import { offsetAt } from './local-time.ts';
import { COMMON_ZONES, LANGUAGE_ZONES, MODERN_NAMES, SHORT_NAMES } from './zone-names.ts';

/** How many matches `findTimeZones` gives: as many as Discord shows while one types. */
const MOST_FOUND = 25;
const MINUTE = 60 * 1000;

/** A time zone with its present offset, such as `UTC+5:45`. */
export type FoundZone = { readonly zone: string; readonly offset: string };

/** A zone as it is searched; `cities` are the present and former names of its city, all in plain letters. */
type Place = {
  readonly zone: string;
  readonly full: string;
  readonly cities: readonly string[];
  readonly countries: readonly string[];
};

let zones: readonly string[] | undefined;
let places: ReadonlyMap<string, Place> | undefined;

/** Every zone this runtime knows, by its present IANA name (runtimes still say `Asia/Calcutta`), and `UTC`; sorted. */
export function timeZones(): readonly string[] {
  zones ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(modernName)])].sort();
  return zones;
}

/** Whether this is one of `timeZones()`. What people type otherwise is read by `toTimeZone`. */
export function isTimeZone(name: string): boolean {
  return timeZones().includes(name);
}

/** The zone that a typed name or city means (`berlin`, `europe/berlin`, `US/Eastern`); undefined when none does exactly. */
export function toTimeZone(typed: string): string | undefined {
  const wanted = plain(typed);
  const all = [...knownPlaces().values()];
  const exact = all.find(({ full }) => full === wanted) ?? all.find(({ cities }) => cities.includes(wanted));
  return exact?.zone ?? linkedZone(typed.trim());
}

/** How far a zone is ahead of UTC at a moment: `UTC`, `UTC+2`, `UTC-3:30`. */
export function offsetText(zone: string, now: number): string {
  const minutes = Math.round(offsetAt(now, zone) / MINUTE);
  if (minutes === 0) return 'UTC';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/**
 * The zones that fit what was typed so far, best first, 25 at most: a city, a country, a region, an abbreviation (`CET`) or
 * the present offset (`+5:45`). Common zones come first among equals; nothing typed gives the common ones.
 */
export function findTimeZones(query: string, now: number): readonly FoundZone[] {
  return matches(query, now)
    .slice(0, MOST_FOUND)
    .map((zone) => ({ zone, offset: offsetText(zone, now) }));
}

/** The likely zone of a server whose language is this Discord locale; `UTC` where a language says too little. */
export function guessTimeZone(locale: string): string {
  return LANGUAGE_ZONES.get(locale) ?? 'UTC';
}

function matches(query: string, now: number): readonly string[] {
  const offset = typedOffset(query);
  if (offset !== undefined) return commonFirst().filter((zone) => offsetAt(now, zone) === offset * MINUTE);
  const wanted = plain(query);
  if (wanted === '') return COMMON_ZONES;
  const short = SHORT_NAMES.get(wanted) ?? [];
  const linked = linkedZone(query.trim());
  const ranked = commonFirst()
    .map((zone) => ({ zone, rank: rankOf(zone, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank);
  return [...new Set([...short, ...(linked ? [linked] : []), ...ranked.map(({ zone }) => zone)])];
}

/** Minutes ahead of UTC in `+5:45`, `utc+2`, `GMT-0330`. */
function typedOffset(query: string): number | undefined {
  const parts = /^(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?$/i.exec(query.normalize('NFKC').trim());
  if (!parts) return undefined;
  const [, sign, hours, minutes = '0'] = parts;
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

const NO_MATCH = 7;

/** Lower is better. */
function rankOf(zone: string, wanted: string): number {
  const place = knownPlaces().get(zone);
  if (!place) return NO_MATCH;
  const { full, cities, countries } = place;
  const names = [...cities, ...countries];
  if ([full, ...names].includes(wanted)) return 0;
  if (cities.some((city) => city.startsWith(wanted))) return 1;
  if (countries.some((country) => country.startsWith(wanted))) return 2;
  if (full.startsWith(wanted) || cities.some((city) => city.includes(` ${wanted}`))) return 3;
  const words = [full, ...names].join(' ').split(' ');
  if (wanted.split(' ').every((part) => words.some((word) => word.startsWith(part)))) return 4;
  if (cities.some((city) => city.includes(wanted))) return 5;
  return countries.some((country) => country.includes(wanted)) ? 6 : NO_MATCH;
}

function commonFirst(): readonly string[] {
  return [...new Set([...COMMON_ZONES, ...timeZones()])];
}

function knownPlaces(): ReadonlyMap<string, Place> {
  places ??= readPlaces();
  return places;
}

function readPlaces(): ReadonlyMap<string, Place> {
  const countries = countriesByZone();
  return new Map(
    timeZones().map((zone) => {
      const cities = [zone, ...formerNames(zone)].map(cityOf);
      return [zone, { zone, full: plain(zone), cities, countries: countries.get(zone) ?? [] }];
    }),
  );
}

function formerNames(zone: string): readonly string[] {
  return [...MODERN_NAMES].filter(([, modern]) => modern === zone).map(([former]) => former);
}

/** English names of the countries whose clocks follow a zone, as far as the runtime knows them. */
function countriesByZone(): ReadonlyMap<string, readonly string[]> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const found = new Map<string, string[]>();
  for (const code of regionCodes()) {
    const country = names.of(code);
    if (country === undefined) continue;
    for (const zone of zonesOfRegion(code)) found.set(zone, [...(found.get(zone) ?? []), plain(country)]);
  }
  return found;
}

function regionCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => first + second));
}

/** `getTimeZones()` is newer than the types of Intl; Node 20 has it as a property only. */
function zonesOfRegion(code: string): readonly string[] {
  const locale = new Intl.Locale(`und-${code}`);
  const get: unknown = Reflect.get(locale, 'getTimeZones');
  const names: unknown = typeof get === 'function' ? get.call(locale) : Reflect.get(locale, 'timeZones');
  return z.array(z.string()).catch([]).parse(names).map(modernName);
}

function modernName(name: string): string {
  return MODERN_NAMES.get(name) ?? name;
}

/** The zone behind one of the other names that the time zone database keeps, such as `US/Eastern`. */
function linkedZone(name: string): string | undefined {
  if (!name.includes('/')) return undefined;
  try {
    const zone = modernName(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone);
    return isTimeZone(zone) ? zone : undefined;
  } catch {
    return undefined;
  }
}

function cityOf(zone: string): string {
  return plain(zone.slice(zone.lastIndexOf('/') + 1));
}

/** `São Paulo`, `sao_paulo` and `St. John's` as they are compared. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}.'’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
