import { z } from 'zod';
import { AGENT_PROTOCOL, AGENT_ROUTES, CLIENT_NAME, problemSchema } from '../contract/agent.ts';
import { AGENT_HOST, CLIENT_NAME_HEADER } from '../vocabulary/agent.ts';

type JsonObject = Readonly<Record<string, unknown>>;

interface Described {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly status: number;
  readonly input?: z.ZodType;
  readonly output?: z.ZodType;
}

/** The agent's API as an OpenAPI document, made of the contract. @see OpenAPI Specification 3.1 */
export const openApiDocument = (): JsonObject => ({
  openapi: '3.1.0',
  info: {
    title: 'Valet Key agent',
    version: String(AGENT_PROTOCOL),
    description:
      'Scoped, short-lived access tokens for programs of one person, over a Unix socket that only they can reach. ' +
      'Members are named as in OAuth; instants are seconds since 1970; no answer holds a refresh token or a client secret.',
  },
  servers: [{ url: `http://${AGENT_HOST}`, description: 'Over the socket: curl --unix-socket' }],
  paths: pathsOf(Object.entries(AGENT_ROUTES)),
  components: {
    responses: { Problem: problem },
    parameters: { ClientName: clientName },
    schemas: { Problem: schemaOf(problemSchema) },
  },
});

const pathsOf = (routes: readonly (readonly [string, Described])[]): JsonObject => {
  const paths = new Map<string, Record<string, unknown>>();
  for (const [name, route] of routes) {
    const path = paths.get(route.path) ?? {};
    path[route.method.toLowerCase()] = operationOf(name, route);
    paths.set(route.path, path);
  }
  return Object.fromEntries(paths);
};

const operationOf = (name: string, route: Described): JsonObject => ({
  operationId: name,
  summary: route.summary,
  parameters: [
    { $ref: '#/components/parameters/ClientName' },
    ...(route.path.includes('{id}') ? [idInPath] : []),
  ],
  ...(route.input === undefined ? {} : { requestBody: { required: true, ...json(route.input) } }),
  responses: {
    [route.status]: {
      description: 'Done.',
      ...(route.output === undefined ? {} : json(route.output)),
    },
    default: { $ref: '#/components/responses/Problem' },
  },
});

const problem = {
  description: 'It did not work; `code` says why (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const clientName = {
  name: CLIENT_NAME_HEADER,
  in: 'header',
  description: 'What the program calls itself. Shown to the person as its own word.',
  schema: { type: 'string', pattern: CLIENT_NAME.source },
};
const idInPath = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

const json = (schema: z.ZodType): JsonObject => ({
  content: { 'application/json': { schema: schemaOf(schema) } },
});

const schemaOf = (schema: z.ZodType): JsonObject => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return rest;
};
