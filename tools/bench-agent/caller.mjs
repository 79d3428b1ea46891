/**
 * A script that asks for tokens, so that the agent meets one with a name. Does the one task that its argument
 * describes, for all contenders in turn (A B A B), and prints milliseconds as JSON.
 */
import { spawn, spawnSync } from 'node:child_process';
import { request, Agent } from 'node:http';
import { connect } from 'node:net';

const task = JSON.parse(process.argv[2] ?? '{}');

/** oidc-agent: JSON in, JSON out, a connection each. */
const askPlain = ({ socket, body }) =>
  new Promise((resolve, reject) => {
    const connection = connect(socket);
    let got = '';
    connection.on('error', reject);
    connection.on('data', (piece) => {
      got += piece;
      if (!got.includes('}')) return;
      if (!got.includes('"access_token"')) reject(new Error(got));
      connection.destroy();
      resolve();
    });
    connection.write(body);
  });

/** The same with as little around it, for HTTP: what a client in C would do. */
const askHttpPlain = ({ socket, body }) =>
  askPlain({
    socket,
    body: `POST /v1/token HTTP/1.0\r\nHost: valet-key\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  });

const kept = new Agent({ keepAlive: true, maxSockets: 1 });
const askKept = ({ socket, body }) =>
  new Promise((resolve, reject) => {
    const headers = {
      host: 'valet-key',
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const asking = request(
      { socketPath: socket, path: '/v1/token', method: 'POST', agent: kept, headers },
      (reply) => {
        reply.resume();
        reply.on('end', () =>
          reply.statusCode === 200 ? resolve() : reject(new Error(`status ${reply.statusCode}`)),
        );
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });

const runOnce = ({ command: [program, ...words], environment }) => {
  const env = { ...process.env, ...environment };
  const { status, stderr } = spawnSync(program, words, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
};

const runMany = ({ command: [program, ...words], environment, count }) =>
  Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const env = { ...process.env, ...environment };
          const child = spawn(program, words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
          child.on('error', reject);
          child.on('exit', (code) =>
            code === 0 ? resolve() : reject(new Error(`${program}: ${code}`)),
          );
        }),
    ),
  );

const WAYS = { plain: askPlain, http: askHttpPlain, kept: askKept, run: runOnce, many: runMany };

const times = task.contenders.map(() => []);
for (let round = -(task.warmUp ?? 0); round < task.rounds; round += 1) {
  for (const [index, contender] of task.contenders.entries()) {
    const start = performance.now();
    await WAYS[contender.way](contender);
    if (round >= 0) times[index].push(performance.now() - start);
  }
}
kept.destroy();
process.stdout.write(JSON.stringify(times));
