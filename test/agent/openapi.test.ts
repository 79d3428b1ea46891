import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/agent/openapi.ts';
import { AGENT_ROUTES } from '../../src/contract/agent.ts';

test('docs/agent-openapi.json describes the agent’s API as the contract has it; --update writes it', async () => {
  const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/agent-openapi.json');
});

test('the description names every request, and no other', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = Object.values(AGENT_ROUTES).map(({ method, path }) => `${method} ${path}`);
  expect(described.toSorted()).toEqual(routes.toSorted());
});
