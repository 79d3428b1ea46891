import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/agent/openapi.ts';
import { problemSchema } from '../../src/contract/agent.ts';
import { agentServerRig } from './agent-server-rig.ts';

/** `npm run fuzz:agent` sends a million. */
const REQUESTS = Number(process.env['VALET_KEY_FUZZ_REQUESTS'] ?? 1000);
const IN_A_ROW = 20;
/** Milliseconds that a request may take on a loaded machine. */
const LONGEST_EACH = 40;
const MOST_GROWTH = 64 * 1024 * 1024;

/** The part of JSON Schema that the document uses. */
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
}

interface Operation {
  readonly requestBody?: { readonly content: { readonly 'application/json': { schema: Schema } } };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Long enough for every limit that is not about size alone; those have tests of their own. */
const LONGEST_TEXT = 420;

/** Texts that mean something, and texts of any kind; every length that the schema allows, and some that it does not. */
const textBy = ({ format, maxLength = LONGEST_TEXT }: Schema, known: readonly string[]) => {
  const longest = Math.min(maxLength + 1, LONGEST_TEXT);
  const any = fc.string({ maxLength: longest, unit: 'binary' });
  const known_ = fc.constantFrom(...known);
  return fc.oneof(known_, format === 'uri' ? fc.webUrl() : fc.string({ maxLength: 20 }), any);
};

/** Values as a schema describes them. */
const valueBy = (schema: Schema, known: readonly string[]): Arbitrary<unknown> => {
  const { anyOf, type, properties = {}, required = [], items = {} } = schema;
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => valueBy(one, known)));
  switch (type) {
    case 'string':
      return textBy(schema, known);
    case 'integer':
      return fc.integer({ min: (schema.minimum ?? 0) - 1, max: (schema.maximum ?? 100) + 1 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueBy(items, known), { maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case 'object': {
      const members = Object.entries(properties).map(([name, one]) => [name, valueBy(one, known)]);
      return fc.record(Object.fromEntries(members) as Record<string, Arbitrary<unknown>>, {
        requiredKeys: [...required],
      });
    }
    default:
      return fc.jsonValue();
  }
};

const HEADERS = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc.record({ 'valet-key-client': fc.string({ maxLength: 70 }).filter(isHeaderText) }),
  fc.constantFrom({ origin: 'https://evil.example' }, { host: 'evil.example' }, { accept: 'a/b' }),
);

function isHeaderText(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text);
}

/** Requests as the agent's own document describes them, and those that are not quite that. */
const requestsBy = (document: object, known: readonly string[]): Arbitrary<Request> => {
  const { paths } = document as { paths: Record<string, Record<string, Operation>> };
  const all = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const schema = operation.requestBody?.content['application/json'].schema;
      const fit = schema === undefined ? fc.constant(undefined) : valueBy(schema, known);
      const id = fc.oneof(fc.constantFrom(...known), fc.base64String({ maxLength: 40 }));
      return fc.record({
        method: fc.oneof(
          { weight: 20, arbitrary: fc.constant(method.toUpperCase()) },
          fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH'),
        ),
        path: id.map((one) => path.replace('{id}', encodeURIComponent(one))),
        headers: HEADERS,
        body: fc.oneof({ weight: 12, arbitrary: fit }, fc.jsonValue({ maxDepth: 12 })),
      });
    }),
  );
  return fc.oneof(...all);
};

const heapInUse = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
};

test(
  `of ${REQUESTS} requests made from its own document none ends the agent or gets a token that nobody approved`,
  async () => {
    const rig = await agentServerRig();
    const { app, agent, connection, send, held } = rig;
    const secret = held();
    expect(secret).not.toBe('');
    const known = [connection.id, connection.issuer, 'read', 'openid', secret];
    let answered = 0;
    let isOver = false;
    /** The person says no to everything, as long as there is something to say it to. */
    const sayNo = async (): Promise<void> => {
      while (!isOver) {
        for (const { id } of agent.questions.list()) agent.questions.answer(id, { kind: 'deny' });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const person = sayNo();
    const judge = async (request: Request): Promise<void> => {
      // Node frames no body of a GET or DELETE: what follows would be another request.
      const body = /^P/.test(request.method) ? request.body : undefined;
      const reply = await send({ ...request, body });
      answered += 1;
      app.lock.unlock();
      const { status, text, json } = reply;
      expect(status).toBeGreaterThanOrEqual(200);
      if (status >= 400) {
        const { data } = problemSchema.safeParse(json);
        expect(data?.status, `${request.method} ${request.path}: ${text}`).toBe(status);
        expect(data?.code).not.toBe('VK_INTERNAL');
      }
      expect(json).not.toHaveProperty('access_token');
      // What a program sent itself may come back in an inspection; nothing else holds the token.
      if (!JSON.stringify(request.body ?? '').includes(secret)) expect(text).not.toContain(secret);
    };
    const sequences = fc.array(requestsBy(openApiDocument(), known), {
      minLength: IN_A_ROW,
      maxLength: IN_A_ROW,
    });
    const run = (requests: number, seed: number) =>
      fc.assert(
        fc.asyncProperty(sequences, async (requestsInARow) => {
          for (const request of requestsInARow) await judge(request);
        }),
        { numRuns: Math.ceil(requests / IN_A_ROW), seed },
      );
    try {
      await run(REQUESTS / 4, 1);
      const before = heapInUse();
      await run((REQUESTS * 3) / 4, 2);
      expect(heapInUse() - before).toBeLessThan(MOST_GROWTH);
    } finally {
      isOver = true;
      await person;
    }
    expect(answered).toBeGreaterThanOrEqual(REQUESTS);
    expect(agent.approvals.list()).toEqual([]);
    // It still answers.
    expect((await send({ path: '/v1/status' })).status).toBe(200);
  },
  60_000 + REQUESTS * LONGEST_EACH,
);
