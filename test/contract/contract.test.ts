import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands, events } from '../../src/contract/contract.ts';

interface Member {
  readonly path: string;
  readonly name: string;
  readonly schema: z.core.$ZodType;
}

/** Schemas inside another one, with the name of the member they stand for, where it has one. */
const inner = (schema: z.core.$ZodType): readonly (readonly [string, z.core.$ZodType])[] => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape);
    case 'array':
      return [['', def.element]];
    case 'union':
      return def.options.map((option) => ['', option] as const);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return [['', def.innerType]];
    case 'record':
      return [['', def.valueType]];
    case 'pipe':
      return [
        ['', def.in],
        ['', def.out],
      ];
    case 'string':
    case 'number':
    case 'boolean':
    case 'literal':
    case 'enum':
      return [];
    default:
      // A type of schema that this walk does not know could hide anything.
      throw new Error(`teach this test to walk ${def.type}`);
  }
};

const membersOf = (schema: z.core.$ZodType, path: string): readonly Member[] =>
  inner(schema).flatMap(([name, within]) => {
    const at = name === '' ? path : `${path}.${name}`;
    const own = name === '' ? [] : [{ path: at, name, schema: within }];
    return [...own, ...membersOf(within, at)];
  });

/** What a member that carries a secret would be called, however it is spelled. */
const SECRET =
  /^(access|refresh|id|subject|actor|registration)?token$|secret|verifier|passphrase|password|assertion|privatekey|dpopkey|^code$|devicecode|authorizationcode|cookie|^state(hash)?$|credential/;

const squeezed = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** Texts with such a name that are no secret, and what they are instead. */
const HARMLESS: Readonly<Record<string, string>> = {
  'token.reveal.accessToken': 'the one command that shows a token, at a person’s explicit word',
  'connection.list.meanings.token': 'a scope token, RFC 6749 §3.3',
  'connection.get.scopeMeanings.token': 'the same',
  'connection.rename.scopeMeanings.token': 'the same',
  'connection.revoke.scopeMeanings.token': 'the same',
  'registration.delete.scopeMeanings.token': 'the same',
  'preset.list.scopes.token': 'the same',
  'scope.known.token': 'the same',
  'connection.scope-history.tokens.token': 'the same',
  'connection.scope-choices.token': 'the same',
  'connection.preview-again.added.token': 'the same',
  'connection.preview-again.kept.token': 'the same',
  'connection.preview-again.dropped.token': 'the same',
  'connection.read-challenge.scope.token': 'the same',
  'provider.read-file.withSecret': 'names of providers whose file has a client secret',
};

/** Whether the member itself is a text, or a list of texts; members of objects are judged by name. */
const isText = (schema: z.core.$ZodType): boolean =>
  (schema as z.core.$ZodTypes)._zod.def.type === 'string' ||
  inner(schema).some(([name, within]) => name === '' && isText(within));

const outputs = [
  ...Object.entries(commands).map(([name, { output }]) => [name, output] as const),
  ...Object.entries(events).map(([name, payload]) => [`event ${name}`, payload] as const),
];

describe('what the window may see', () => {
  it.each(outputs)('%s has no member that could carry a secret', (name, schema) => {
    const suspicious = membersOf(schema, name).filter(
      (one) =>
        SECRET.test(squeezed(one.name)) && isText(one.schema) && !Object.hasOwn(HARMLESS, one.path),
    );
    expect(suspicious.map(({ path }) => path)).toEqual([]);
  });

  it('has no exception that is not needed any more', () => {
    const all = new Set(
      outputs.flatMap(([name, schema]) => membersOf(schema, name)).map(({ path }) => path),
    );
    expect(Object.keys(HARMLESS).filter((path) => !all.has(path))).toEqual([]);
  });

  it('has an access token in one place alone', () => {
    const texts = outputs
      .flatMap(([name, schema]) => membersOf(schema, name))
      .filter((one) => squeezed(one.name) === 'accesstoken' && isText(one.schema));
    expect(texts.map(({ path }) => path)).toEqual(['token.reveal.accessToken']);
  });

  it('would be noticed: the walk finds secrets wherever they are hidden', () => {
    const planted = z.object({
      list: z.array(
        z.union([
          z.object({ deep: z.object({ refresh_token: z.string() }).optional() }),
          z.string(),
        ]),
      ),
      map: z.record(z.string(), z.object({ clientSecret: z.string().nullable() })),
    });
    const found = membersOf(planted, 'x').filter(({ name }) => SECRET.test(squeezed(name)));
    expect(found.map(({ path }) => path)).toEqual([
      'x.list.deep.refresh_token',
      'x.map.clientSecret',
    ]);
  });
});

describe('what the window may send', () => {
  const inputs = Object.entries(commands).map(([name, { input }]) => [name, input] as const);

  it.each(inputs)('%s takes members it names and no others', (_, schema) => {
    const objects = [schema, ...membersOf(schema, '').map((one) => one.schema)].filter(
      (one): one is z.core.$ZodObject => (one as z.core.$ZodTypes)._zod.def.type === 'object',
    );
    for (const { _zod } of objects) {
      const { catchall } = _zod.def;
      expect(catchall?._zod.def.type).toBe('never');
    }
  });
});
