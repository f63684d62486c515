import { requireVisible } from '../driver/commands.ts';
import { timeOf } from '../ids.ts';
import type { LocalDiscord, Member } from '../index.ts';
import { channelPermissions, has } from '../permissions.ts';
import { FLAG } from '../rules/bodies.ts';
import type { ChannelState, MessageState, UserState, World } from '../world.ts';
import type { Scene } from './scene.ts';
import type { Place, ShownCommand, ShownMessage, ShownOption, ShownPerson, State } from './wire.ts';

/** How many messages of a channel are shown. */
const SHOWN = 100;
const CHAT = 1;
const BOT_NAME = 'Cohort';
const TEXT: ReadonlySet<number> = new Set([0, 5]);
const SUBCOMMAND = 1;
const GROUP = 2;

/** What one person sees of everything. */
export function createSight({ world }: LocalDiscord, scene: Scene) {
  const guild = world.guilds.get(scene.guild.id)!;

  function userOf(member: Member): UserState {
    return world.users.get(member.id)!;
  }
  function nameOf(user: UserState): string {
    if (user === world.bot) return BOT_NAME;
    return guild.members.get(user.wire.id)?.nick ?? user.wire.global_name ?? user.wire.username;
  }
  function seesPlace(viewer: UserState, channel: ChannelState): boolean {
    if (!channel.guild) return channel.recipient === viewer;
    const member = guild.members.get(viewer.wire.id);
    return (
      (TEXT.has(channel.type) || channel.thread !== undefined) &&
      member !== undefined &&
      has(channelPermissions(channel, member), 'ViewChannel')
    );
  }
  function sees(viewer: UserState, { channel, onlyFor }: MessageState): boolean {
    return (onlyFor === undefined || onlyFor === viewer) && seesPlace(viewer, channel);
  }

  function places(viewer: UserState): readonly Place[] {
    return [...world.channels.values()]
      .filter((channel) => seesPlace(viewer, channel))
      .map(({ id, name, thread, parent, guild: server }) => ({
        id,
        kind: thread ? 'thread' : server ? 'channel' : 'direct',
        name: server ? name : BOT_NAME,
        parent: parent?.id,
        archived: thread?.archived ?? false,
        locked: thread?.locked ?? false,
      }));
  }

  function message(state: MessageState): ShownMessage {
    const { wire, author, onlyFor, pings } = state;
    return {
      id: wire.id,
      place: wire.channel_id,
      author: { id: author.wire.id, name: nameOf(author), bot: author === world.bot },
      at: timeOf(wire.id),
      edited: wire.edited_timestamp !== null,
      onlyMe: onlyFor !== undefined,
      loading: ((wire.flags ?? 0) & FLAG.loading) !== 0,
      answers: commandOf(world, wire),
      pings: [...(pings.everyone ? ['everyone'] : []), ...pings.users, ...pings.roles],
      content: wire.content,
      embeds: ((wire.flags ?? 0) & FLAG.suppressEmbeds) === 0 ? wire.embeds : [],
      components: wire.components ?? [],
      attachments: wire.attachments,
    };
  }

  function messages(viewer: UserState): readonly ShownMessage[] {
    const open = [...world.channels.values()]
      .filter((channel) => seesPlace(viewer, channel))
      .flatMap((channel) => channel.messages.all.slice(-SHOWN));
    return [...open, ...viewer.ephemerals.values()].map(message);
  }

  function person(member: Member): ShownPerson {
    const place = scene.people.indexOf(member);
    return { id: member.id, name: member.name, manages: place === 0, playable: place >= 0 };
  }

  return {
    userOf,
    sees,
    places,
    message,
    state(member: Member, standing: State['standing']): State {
      const viewer = userOf(member);
      return {
        me: person(member),
        people: [...scene.people, ...scene.regulars.map((regular) => regular.member)].map(person),
        server: { id: guild.id, name: guild.name },
        bot: { id: world.bot.wire.id, name: BOT_NAME },
        roles: [...guild.roles.values()].map(({ id, name }) => ({ id, name })),
        places: places(viewer),
        messages: messages(viewer),
        commands: commandsFor(world, viewer, {
          server: guild.channels.get(scene.rooms[0]!.id)!,
          direct: world.directChannels.get(member.id)!,
        }),
        standing,
      };
    },
  };
}

/** What one person sees of everything. */
export type Sight = ReturnType<typeof createSight>;

/** The command that a message answers, by the interaction that it was made for. */
function commandOf(
  world: World,
  { interaction_metadata: made }: MessageState['wire'],
): ShownMessage['answers'] {
  if (!made) return undefined;
  for (const { id, type, user, what } of world.interactions.values()) {
    if (type !== 2 || id !== made.id) continue;
    return { name: user.wire.global_name ?? user.wire.username, command: what.replace(/^.* runs /, '') };
  }
  return undefined;
}

type Where = { readonly server: ChannelState; readonly direct: ChannelState };

function commandsFor(world: World, viewer: UserState, { server, direct }: Where): readonly ShownCommand[] {
  const all = [...(server.guild?.commands.values() ?? []), ...world.commands.values()];
  return all
    .filter(({ type }) => type === CHAT)
    .flatMap((command) => {
      const isOffered = (channel: ChannelState) => {
        try {
          requireVisible(command, viewer, channel);
          return true;
        } catch {
          return false;
        }
      };
      const offered = { inServer: isOffered(server), inDirect: isOffered(direct) };
      if (!offered.inServer && !offered.inDirect) return [];
      const options = (command.options ?? []) as unknown as readonly ShownOption[];
      return leaves({ name: command.name, description: command.description, options }).map((leaf) => ({
        ...leaf,
        ...offered,
      }));
    });
}

type Leaf = Pick<ShownCommand, 'name' | 'description' | 'options'>;

/** `/setup` with its subcommands becomes `/setup daily`, `/setup show`, ... */
function leaves(command: Leaf): readonly Leaf[] {
  const below = command.options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (below.length === 0) return [command];
  return below.flatMap(({ name, description, options = [] }) =>
    leaves({ name: `${command.name} ${name}`, description, options }),
  );
}
