/** What goes between the page and its server. Both sides read these types; nothing here runs. */

/** A person that one can be, or that plays by itself. */
export type ShownPerson = {
  readonly id: string;
  readonly name: string;
  /** Holds Manage Server. */
  readonly manages: boolean;
  /** One can be this person; the others play by themselves once the room is filled. */
  readonly playable: boolean;
};

/** A channel, a thread, or the direct messages with the bot. */
export type Place = {
  readonly id: string;
  readonly kind: 'channel' | 'thread' | 'direct';
  readonly name: string;
  readonly parent?: string | undefined;
  readonly archived: boolean;
  readonly locked: boolean;
};

/** Plain data of Discord's API, drawn as it comes. */
// biome-ignore lint/suspicious/noExplicitAny: the page draws whatever the bot sent, after it was checked by Discord's schema
export type Raw = any;

/** A message as this viewer sees it. */
export type ShownMessage = {
  readonly id: string;
  readonly place: string;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** Epoch milliseconds of the server's clock. */
  readonly at: number;
  readonly edited: boolean;
  readonly onlyMe: boolean;
  readonly loading: boolean;
  /** `Mo used /setup daily`, when it answers a command. */
  readonly answers?: { readonly name: string; readonly command: string } | undefined;
  readonly pings: readonly string[];
  readonly content: string;
  readonly embeds: readonly Raw[];
  readonly components: readonly Raw[];
  readonly attachments: readonly Raw[];
};

/** An option of a command, as it was registered. */
export type ShownOption = {
  readonly name: string;
  readonly description: string;
  readonly type: number;
  readonly required?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly ShownOption[];
  readonly autocomplete?: boolean;
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
};

/** A slash command with one chosen subcommand: `/setup daily`. */
export type ShownCommand = {
  readonly name: string;
  readonly description: string;
  readonly options: readonly ShownOption[];
  /** Offered in the server, and in direct messages. */
  readonly inServer: boolean;
  readonly inDirect: boolean;
};

/** Something wrong with a question, by file and line. */
export type PackProblem = { readonly file: string; readonly line: number; readonly message: string };

/** How the try-out stands. */
export type Standing = {
  /** Epoch milliseconds of the server's clock; it goes on from there. */
  readonly now: number;
  readonly bot: 'starting' | 'ready' | 'failed';
  /** What the bot wrote when it could not start. */
  readonly output: string;
  /** How often the questions were read again since the start, and what was wrong with them the last time. */
  readonly packsRead: number;
  readonly packProblems: readonly PackProblem[];
  /** What Discord would not have taken, in words. */
  readonly problems: readonly string[];
  readonly upcoming: readonly { readonly what: string; readonly at: number }[];
  /** Who plays by themselves; empty while the room is not filled. */
  readonly regulars: readonly string[];
};

/** Everything that one person sees. */
export type State = {
  readonly me: ShownPerson;
  readonly people: readonly ShownPerson[];
  readonly server: { readonly id: string; readonly name: string };
  readonly bot: { readonly id: string; readonly name: string };
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly places: readonly Place[];
  readonly messages: readonly ShownMessage[];
  readonly commands: readonly ShownCommand[];
  readonly standing: Standing;
};

/** What the server tells a page unasked. */
export type News =
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'message'; readonly message: ShownMessage }
  | { readonly kind: 'gone'; readonly id: string }
  | { readonly kind: 'places'; readonly places: readonly Place[] }
  | { readonly kind: 'standing'; readonly standing: Standing };

/** A modal that the bot opened. */
export type ShownModal = {
  readonly key: string;
  readonly title: string;
  readonly components: readonly Raw[];
};

/** What came of an act. */
export type Outcome =
  | {
      readonly ok: true;
      readonly modal?: ShownModal | undefined;
      readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | undefined;
      /** The private or public message that it led to. */
      readonly message?: string | undefined;
    }
  | { readonly ok: false; readonly error: string };

/** A question in the list of those that can be looked at. */
export type ListedQuestion = { readonly key: string; readonly topic: string; readonly words: string };
