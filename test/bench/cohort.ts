import { type Bot, startBot } from '../bot.ts';
import { type LocalDiscord, startLocalDiscord } from '../local-discord/index.ts';
import { MORNING } from '../story.ts';
import { fillStore, makeStore, type Place } from './store.ts';

/** Cohort in servers that have a schedule, at an hour before the first question. */
export type Cohort = {
  readonly discord: LocalDiscord;
  readonly bot: Bot;
  readonly places: readonly Place[];
  /** Milliseconds from starting the process until it was ready. */
  readonly startedIn: number;
  close(): Promise<void>;
};

type Options = { readonly guilds: number } & Pick<
  NonNullable<Parameters<typeof startLocalDiscord>[0]>,
  'limits' | 'shards'
>;

/** An interaction is remembered while so many newer ones come: three seconds' worth and more. */
const REMEMBERED = 20_000;

/** A local Discord that costs little, with so many servers of one channel each. */
export async function openDiscord({ guilds, ...options }: Options) {
  const discord = await startLocalDiscord({ now: MORNING, checks: false, remember: REMEMBERED, ...options });
  const places = Array.from({ length: guilds }, (_, index) => {
    const guild = discord.addGuild({ name: `Server ${index}`, locale: 'de' });
    return { guild, room: guild.addChannel('study') };
  });
  return { discord, places };
}

/** Starts Cohort as the process that it is, on a store in which all the servers stand. */
export async function openCohort(options: Options): Promise<Cohort> {
  const store = makeStore();
  const { discord, places } = await openDiscord(options);
  await fillStore(store.url, places);
  const from = performance.now();
  const bot = await startBot({ discord, store: store.url, env: { LOG_LEVEL: 'error' } });
  await bot.ready;
  const startedIn = performance.now() - from;
  return {
    discord,
    bot,
    places,
    startedIn,
    async close() {
      await bot.stop();
      await discord.close();
      store.remove();
      if (bot.output !== '') process.stderr.write(bot.output);
    },
  };
}
