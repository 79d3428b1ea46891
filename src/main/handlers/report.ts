import type { AgentView } from '../../contract/approval.ts';
import type { AppView, DoctorView } from '../../contract/app.ts';
import type { NetworkView } from '../../contract/network.ts';
import type { TraceEntry } from '../../contract/observation.ts';
import { redact } from '../../core/secret/redact.ts';

/** What a report is made of. */
export interface ReportParts {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly app: AppView;
  readonly doctor: DoctorView;
  readonly agent: AgentView;
  readonly network: NetworkView;
  readonly connections: number;
  /** The last lines of the log, oldest first. */
  readonly log: readonly string[];
  /** Undefined where the person wants none in it. */
  readonly messages: readonly TraceEntry[] | undefined;
  /** Replaced by `~`: it names the person. */
  readonly home: string;
}

const MOST_MESSAGES = 200;

/**
 * An account of this program and machine for whoever is asked for help, as plain text: versions,
 * storage, what sign-ins depend on, the end of the log and, if wanted, the messages of recent sign-ins.
 * No token and no secret is in it: all of it was redacted when it was written, and each line is once more.
 */
export const writeReport = (parts: ReportParts): string =>
  [
    ['Valet Key report', new Date(parts.at).toISOString()],
    program(parts.app),
    ['Storage', ...storage(parts.app)],
    ['Checks', ...parts.doctor.checks.map((one) => `${one.outcome} ${one.name}: ${one.found}`)],
    ['Programs', programs(parts.agent)],
    ['Network', ...network(parts.network)],
    ['Connections', String(parts.connections)],
    ['Log', ...(parts.log.length === 0 ? ['(empty)'] : parts.log)],
    ...(parts.messages === undefined ? [] : [messages(parts.messages)]),
  ]
    .map((section) => `${section.map((line) => cleaned(line, parts.home)).join('\n')}\n`)
    .join('\n');

const cleaned = (line: string, home: string): string => {
  const clean = redact(line);
  return home.length > 1 ? clean.replaceAll(home, '~') : clean;
};

const program = ({ version, electron, runtime, platform, hasTray }: AppView): string[] => [
  'Program',
  `version ${version}`,
  `Electron ${electron}, ${runtime} build`,
  `platform ${platform}${hasTray ? '' : ', without a tray'}`,
];

const storage = ({ storage: { kind, state, unusedFiles = [] }, clockDifference }: AppView) => [
  `secrets in the ${kind}, which is: ${state}`,
  ...unusedFiles.map(({ document, reason }) => `a file of ${document} is not used: ${reason}`),
  ...(clockDifference === undefined
    ? []
    : [`the clock is ${-clockDifference.ahead} s ahead of a server's`]),
];

const programs = ({ state, obstacle }: AgentView): string =>
  `the socket for them is ${state}${obstacle === undefined ? '' : ` (${obstacle})`}`;

const network = ({ authorities, proxyLogins }: NetworkView): string[] => [
  `hosts with an authority of their own: ${authorities.length}`,
  `proxies with a login: ${proxyLogins.length}`,
];

const messages = (entries: readonly TraceEntry[]): string[] => [
  `Messages (the last ${Math.min(entries.length, MOST_MESSAGES)} of ${entries.length})`,
  ...entries.slice(-MOST_MESSAGES).map((entry) => JSON.stringify(entry)),
];
