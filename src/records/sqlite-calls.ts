import sqlite3 from 'sqlite3';

// node-sqlite3 answers by callbacks; these are its calls as promises.

/** Opens a file; rejects if that is impossible. */
export function openDatabase(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });
}

/** Runs SQL that is needed once; resolves with its rows. */
export function query<T>(database: sqlite3.Database, sql: string, ...parameters: unknown[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    database.all<T>(sql, parameters, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

/** A statement for repeated use; SQL that is wrong fails when it is first used. */
export function prepare(database: sqlite3.Database, sql: string): sqlite3.Statement {
  return database.prepare(sql, () => {}); // without a listener the failure would be thrown as an event as well
}

/** All rows of a prepared statement. */
export function select<T>(statement: sqlite3.Statement, ...parameters: unknown[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    statement.all<T>(parameters, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

/** Runs a prepared statement that writes; resolves with how many rows it changed. */
export function write(statement: sqlite3.Statement, ...parameters: unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    statement.run(parameters, function (error) {
      if (error) reject(error);
      else resolve(this.changes);
    });
  });
}

/** Lets go of the statements and closes the file. */
export function close(database: sqlite3.Database, statements: readonly sqlite3.Statement[]): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const statement of statements) statement.finalize(() => {});
    database.close((error) => (error ? reject(error) : resolve()));
  });
}
