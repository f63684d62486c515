/** The package ships its zod schemas without types: every export ending in `Schema` is one. */
declare module 'discord-api-spec/zod' {
  const schemas: Readonly<Record<string, unknown>>;
  export = schemas;
}
