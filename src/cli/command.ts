import type { AgentClient } from './agent/client.ts';
import type { Platform } from './platform/platform.ts';

/** An option as help, manual, completion and parser need it. */
export interface Option {
  /** What stands after it; absent: it is a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly isRepeatable?: boolean;
  readonly choices?: readonly string[];
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What may follow the options: an account, a word, or everything after `--`. */
export interface Operand {
  readonly name: string;
  readonly isOptional: boolean;
  /** What completion proposes. */
  readonly choices?: readonly string[];
}

export interface Example {
  readonly line: string;
  readonly says: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly operands: readonly Operand[];
  /** What stands after `--`, as it is; absent: nothing may. */
  readonly rest?: string;
  readonly options: Options;
  /** Paragraphs. */
  readonly body: readonly string[];
  readonly examples: readonly Example[];
  /** Gives the exit code. */
  readonly run: (context: Context) => Promise<number>;
}

/** What was typed, as a command reads it. */
export interface Given {
  /** The last value of an option. */
  text(option: string): string | undefined;
  /** All values of an option that may be repeated. */
  list(option: string): readonly string[];
  has(option: string): boolean;
  /** Operands in their order. */
  readonly operands: readonly string[];
  /** What stands after `--`. */
  readonly rest: readonly string[];
}

export interface Context {
  readonly platform: Platform;
  readonly agent: AgentClient;
  readonly given: Given;
  readonly isJson: boolean;
  print(text: string): Promise<void>;
  /** JSON on one line. */
  printJson(value: unknown): Promise<void>;
  /** A remark for the person, on standard error. */
  remark(sentence: string): Promise<void>;
}

/** What every command takes. */
export const GLOBAL_OPTIONS: Options = {
  json: { help: 'Print JSON, also of an error.' },
  help: { short: 'h', help: 'Say what the command does.' },
};

export const ACCOUNT: Operand = { name: 'ACCOUNT', isOptional: false };
/** Without it the rule of the folder decides. */
export const ACCOUNT_OR_FOLDER: Operand = { name: 'ACCOUNT', isOptional: true };
