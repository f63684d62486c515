/**
 * Why a request is refused. `illegal`: the bot broke a rule, which fails the test. `refused`: a permission is
 * missing, which is noted. `world`: something is gone or closed, which every bot must live with.
 */
export type Blame = 'illegal' | 'refused' | 'world';

/** An error answer, with Discord's numbers. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly blame: Blame;
  /** `path: what is wrong`, for invalid bodies. */
  readonly details: readonly string[];

  constructor(
    status: number,
    code: number,
    about: { message: string; blame: Blame; details?: readonly string[] },
  ) {
    super(about.message);
    this.status = status;
    this.code = code;
    this.blame = about.blame;
    this.details = about.details ?? [];
  }
}

const UNKNOWN = {
  Channel: 10003,
  Guild: 10004,
  Member: 10007,
  Message: 10008,
  Role: 10011,
  User: 10013,
  Webhook: 10015,
  Interaction: 10062,
  'Guild Scheduled Event': 10070,
} as const;

/** 404: it is not there (any more). */
export function unknown(what: keyof typeof UNKNOWN, blame: Blame = 'world'): ApiError {
  return new ApiError(404, UNKNOWN[what], { message: `Unknown ${what}`, blame });
}

/** 400 or another status: a rule of Discord was broken. */
export function illegal(code: number, message: string, status = 400): ApiError {
  return new ApiError(status, code, { message, blame: 'illegal' });
}

/** 400 50035: the body is not what Discord takes. */
export function invalidBody(details: readonly string[]): ApiError {
  return new ApiError(400, 50035, { message: 'Invalid Form Body', blame: 'illegal', details });
}

/** 403 50001: the channel cannot be seen. */
export function missingAccess(details: string): ApiError {
  return new ApiError(403, 50001, { message: 'Missing Access', blame: 'refused', details: [details] });
}

/** 403 50013: it can be seen, but this is not allowed there. */
export function missingPermissions(details: string): ApiError {
  return new ApiError(403, 50013, { message: 'Missing Permissions', blame: 'refused', details: [details] });
}

/** Anything else that a well-made bot may meet. */
export function worldError(status: number, code: number, message: string): ApiError {
  return new ApiError(status, code, { message, blame: 'world' });
}

type Errors = { [key: string]: Errors | readonly { code: string; message: string }[] };

/** The body of an error answer; details become Discord's tree of `_errors`. */
export function errorBody(error: ApiError): object {
  if (error.code !== 50035) return { message: error.message, code: error.code };
  const errors: Errors = {};
  for (const detail of error.details) {
    const [path = 'body', ...words] = detail.split(': ');
    let at = errors;
    for (const key of path === 'body' ? [] : path.split(/[.[\]]+/).filter(Boolean)) {
      at[key] ??= {};
      at = at[key] as Errors;
    }
    const earlier = Array.isArray(at._errors) ? at._errors : [];
    at._errors = [...earlier, { code: 'INVALID', message: words.join(': ') || detail }];
  }
  return { message: error.message, code: error.code, errors };
}
