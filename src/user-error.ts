/** All that is left is to tell the member: the message is shown to them as it is, privately. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
