import { z } from 'zod';
import { ExamFile, PlanFile, TopicFile } from '../schema.ts';

/** The JSON Schemas by which editors complete and check a pack's files while one types, by file name. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return {
    'pack.schema.json': jsonSchema(TopicFile, 'A topic of a question pack'),
    'exam.schema.json': jsonSchema(ExamFile, 'The exam of a question pack'),
    'plan.schema.json': jsonSchema(PlanFile, 'The plan of a question pack'),
  };
}

function jsonSchema(schema: z.ZodType, title: string): string {
  // What an author writes is the schema's input: keys with a default may be left out.
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
