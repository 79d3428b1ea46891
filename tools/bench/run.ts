/**
 * Measures Valet Key beside oidc-agent in one run on one machine, and prints ratios. Nothing is
 * asserted: times are the machine's, ratios are ours to look at.
 *
 * Usage: npm run bench
 */
import { hasOidcAgent, startOidcAgent } from './oidc-agent.ts';
import type { StartContender } from './contender.ts';
import { startIssuer } from './issuer.ts';
import { RACES, type Race, type Result } from './races.ts';
import { startValetKey } from './valet-key.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const runAlone = async (race: Race, start: StartContender): Promise<Result> => {
  const issuers = [await startIssuer(), await startIssuer()] as const;
  const contender = await start(issuers);
  try {
    return await race.run(contender, issuers);
  } finally {
    await contender.stop();
    for (const issuer of issuers) issuer.close();
  }
};

const words = ({ milliseconds, requests }: Result): string =>
  `${milliseconds.toFixed(milliseconds < 10 ? 3 : 0)} ms, ${String(requests)} requests`;

if (!hasOidcAgent()) say('oidc-agent is not here (Debian: oidc-agent-cli): measuring alone.');
for (const race of RACES) {
  say(`\n${race.name}`);
  const ours = await runAlone(race, startValetKey);
  say(`  Valet Key    ${words(ours)}`);
  if (!hasOidcAgent()) continue;
  const theirs = await runAlone(race, startOidcAgent);
  say(`  oidc-agent   ${words(theirs)}`);
  say(`  ratio        ${(theirs.milliseconds / ours.milliseconds).toFixed(1)}`);
}
say(
  '\nValet Key is asked within its process, oidc-agent by starting oidc-token (about 1 ms of it).',
);
