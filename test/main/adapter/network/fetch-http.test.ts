import { describe, expect, test } from 'vitest';
import { createFetchHttp } from '../../../../src/main/adapter/network/fetch-http.ts';
import { httpScenarios, runHttpScenario } from '../../../port/http.suite.ts';

describe('Http by fetch', () => {
  test.each(httpScenarios)('%s', async (title) => {
    await expect(runHttpScenario(title, createFetchHttp)).resolves.toBeUndefined();
  });
});
