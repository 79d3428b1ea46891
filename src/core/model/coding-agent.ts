import { fileName } from '../../vocabulary/agent.ts';
import type { Consumer, Program } from './consumer.ts';

/** Programs by which a model writes and runs commands by itself, by the names of their files. */
const NAMES =
  /^(?:claude|codex|gemini|aider|opencode|goose|cursor-agent|copilot|amp|crush|qwen|cline|devin|kiro|auggie|openhands|plandex)(?:-cli|-code)?(?:\.m?js|\.py)?$/;
/** The packages of those whose script has a name such as `cli.js`. */
const PACKAGES =
  /[/\\](?:@anthropic-ai[/\\]claude-code|@openai[/\\]codex|@google[/\\]gemini-cli|@github[/\\]copilot|@sourcegraph[/\\]amp|@qwen-code[/\\]qwen-code|opencode-ai|aider)[/\\]/;

const isAgent = ({ executable, script }: Program): boolean =>
  NAMES.test(fileName(executable)) ||
  (script !== undefined && (NAMES.test(fileName(script)) || PACKAGES.test(script)));

/**
 * Whether a coding agent asks, as far as its files say so. A hint for what is proposed and nothing more: any program
 * can have such a name, and an agent can have another.
 */
export const isCodingAgent = ({ programs }: Pick<Consumer, 'programs'>): boolean =>
  programs.some(isAgent);
