import type { Page } from '@playwright/test';
import {
  commands,
  type CommandInput,
  type CommandName,
  type CommandOutput,
} from '../../src/contract/contract.ts';
import type { Bridge } from '../../src/contract/bridge.ts';
import type { Reply } from '../../src/contract/command.ts';

/** Sends a command as the page does, for what has no button; the reply is checked by the contract. */
export async function ask<Name extends CommandName>(
  page: Page,
  name: Name,
  input: CommandInput<Name>,
): Promise<Reply<CommandOutput<Name>>> {
  const reply = await page.evaluate(
    ([command, payload]) => {
      const { valetKey } = globalThis as unknown as { valetKey: Bridge };
      return valetKey.invoke(command, payload) as Promise<Reply<unknown>>;
    },
    [name, input] as const,
  );
  if (!reply.ok) return reply;
  return { ok: true, value: commands[name].output.parse(reply.value) as CommandOutput<Name> };
}

/** The same, where a failure is not expected. */
export async function command<Name extends CommandName>(
  page: Page,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name>> {
  const reply = await ask(page, name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
  return reply.value;
}
