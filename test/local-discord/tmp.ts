const t0=performance.now();
await import('ajv/dist/2020.js'); await import('ajv-formats'); const ta=performance.now();
const { z } = await import('zod'); const tb=performance.now();
const spec = await import('discord-api-spec/zod'); const tc=performance.now();
const registry = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(spec)) if (name.endsWith('Schema')) registry.add(schema as never, { id: name.slice(0, -6) });
z.toJSONSchema(registry, { uri: (id) => `#/$defs/${id}`, unrepresentable: 'any', io: 'input' }); const td=performance.now();
const s = await import('./schema.ts');
const n = await import('./schema-names.ts');
const t1=performance.now();
s.schemaProblems('SnowflakeType','1');
const t2=performance.now();
for (const x of n.OFTEN) { const a=performance.now(); s.warmSchemas([x]); console.log(x, (performance.now()-a)|0); }
console.log('ajv',ta-t0|0,'zod',tb-ta|0,'spec',tc-tb|0,'convert',td-tc|0,'load again',t2-t1|0,'often',performance.now()-t2|0);
const q=performance.now(); await import('discord.js'); console.log('discord.js', performance.now()-q|0);
