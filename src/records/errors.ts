/** A commit failed: nothing of the change was saved, as far as its caller is concerned. `cause` is the store's error. */
export class NotSaved extends Error {
  override readonly name = 'NotSaved';
}

/** Another process (or another open store of this one) holds the file. */
export class StoreInUse extends Error {
  override readonly name = 'StoreInUse';
}

/** A stored row is not what its schema says. Names the key and the problem, never the value: it may be personal. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

/** A stored row that cannot be read. */
export function unreadable(key: string, problem: string): UnreadableRecord {
  return new UnreadableRecord(`The record ${key} cannot be read: ${problem}`);
}

/** A value that may not be stored. */
export function unfit(key: string, problem: string): TypeError {
  return new TypeError(`The record ${key} cannot be saved: ${problem}`);
}

/** A table that the records were not opened with. */
export function unknownTable(name: string): Error {
  return new Error(`The table ${name} was not given to openRecords`);
}
