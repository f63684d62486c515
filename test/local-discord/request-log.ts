/** A request of the bot. */
export type LoggedRequest = {
  readonly method: string;
  /** `/channels/{channel}/messages`; the path itself when no route fits. */
  readonly route: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly files: readonly string[];
  /** Time of the server's clock, in epoch milliseconds. */
  readonly at: number;
  /** 0 while it is not answered; stays so when the connection was cut. */
  status: number;
  /** Discord's code of an error. */
  code?: number;
};
