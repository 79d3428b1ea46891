import type { ApprovalView, QuestionView } from '../../../src/contract/approval.ts';
import { parseApprovalId, parseQuestionId } from '../../../src/vocabulary/id.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Answers } from './fake-bridge.ts';
import type { Fixture } from './fixtures.ts';
import { HOSTILE_STRINGS } from './hostile.ts';

const SCRIPT: QuestionView['consumer'] = {
  programs: [
    { executable: '/usr/bin/curl' },
    { executable: '/usr/bin/bash', script: '/home/jane/shop/deploy.sh' },
  ],
  folder: '/home/jane/shop',
  pid: 48_213,
  claimedName: 'vk',
  isCodingAgent: false,
  isWeak: false,
};

const CODING_AGENT: QuestionView['consumer'] = {
  programs: [
    { executable: '/usr/bin/curl' },
    { executable: '/usr/bin/bash' },
    { executable: '/home/jane/.local/bin/claude' },
  ],
  folder: '/home/jane/shop',
  pid: 48_214,
  isCodingAgent: true,
  isWeak: false,
};

const CALLS: QuestionView['use'] = {
  origin: 'https://api.example.com',
  rules: [
    { method: 'GET', path: '/issues' },
    { method: 'POST', path: '/issues/comments' },
  ],
};

const questionId = (serial: number) => {
  const id = parseQuestionId(`question${String(serial).padStart(14, '0')}`);
  if (id === undefined) throw new Error('not an id');
  return id;
};

const approvalId = (serial: number) => {
  const id = parseApprovalId(`approval${String(serial).padStart(14, '0')}`);
  if (id === undefined) throw new Error('not an id');
  return id;
};

/** Programs that ask, and programs that were approved. */
export const approvalFixtures = ({
  base,
  connection,
}: Makers): Readonly<Record<string, Fixture>> => {
  const login = connection(2);
  const asked = (changes: Partial<QuestionView> = {}): QuestionView => ({
    id: questionId(1),
    purpose: 'token',
    consumer: SCRIPT,
    connectionId: login.id,
    scope: login.grantedScope,
    reason: 'Deploys the shop to the test servers',
    askedAt: Date.now(),
    waiting: 1,
    ...changes,
  });
  const approved = (serial: number, changes: Partial<ApprovalView> = {}): ApprovalView => ({
    id: approvalId(serial),
    consumer: SCRIPT,
    connectionId: login.id,
    scope: login.grantedScope,
    createdAt: Date.now(),
    endsWithLock: changes.expiresAt === undefined,
    ...changes,
  });
  const asking = (...questions: readonly QuestionView[]): Fixture => ({
    ...base,
    connections: [login],
    questions,
  });
  const [hostile = '?'] = HOSTILE_STRINGS;
  return {
    asked: asking(asked()),
    askedTwice: asking(asked({ waiting: 100 }), asked({ id: questionId(2), scope: ['openid'] })),
    askedToCall: asking(asked({ purpose: 'use', use: CALLS, reason: 'Reads the open issues' })),
    askedByCodingAgent: asking(asked({ consumer: CODING_AGENT })),
    askedToRevoke: asking(asked({ purpose: 'revoke' })),
    askedByUnknown: asking(
      asked({
        consumer: {
          programs: [{ executable: '/usr/sbin/sshd' }],
          isCodingAgent: false,
          isWeak: true,
        },
      }),
    ),
    askedByHostile: asking(
      asked({
        reason: hostile,
        resource: 'https://api.example.com/orders',
        scope: [...HOSTILE_STRINGS],
        consumer: {
          ...SCRIPT,
          programs: [{ executable: '/usr/bin/bash', script: `/tmp/${hostile}` }],
          folder: `/tmp/${hostile.repeat(20)}`,
        },
      }),
    ),
    approved: {
      ...base,
      connections: [login],
      approvals: [
        approved(1, { expiresAt: Date.now() + 12 * 3_600_000 }),
        approved(3, { use: CALLS, expiresAt: Date.now() + 3_600_000, endsWithLock: true }),
        approved(2, { scope: ['openid'], resource: 'https://api.example.com/orders' }),
      ],
    },
    approvalsOfOthers: {
      ...base,
      connections: [login],
      approvals: [approved(1, { expiresAt: Date.now() + 12 * 3_600_000 })],
      unrecognized: 2,
    },
    approvalsPutBack: { ...base, connections: [login], putBack: 1 },
    agentRefused: {
      ...base,
      connections: [login],
      agent: { state: 'refused', path: '/run/user/1000/valet-key/agent.sock', obstacle: 'in-use' },
    },
  };
};

/** How the fake bridge answers about programs; answered questions and revoked approvals are gone. */
export const approvalAnswers = (fixture: Fixture, onChange: () => void): Answers => {
  let { questions = [], approvals = [], unrecognized = 0, putBack = 0 } = fixture;
  let agent = fixture.agent ?? {
    state: 'listening',
    path: '/run/user/1000/valet-key/agent.sock',
  };
  return {
    'agent.status': () => agent,
    'agent.switch': ({ isOn }) => {
      agent = isOn ? { ...agent, state: 'listening' } : { state: 'off' };
      onChange();
      return agent;
    },
    'approval.questions': () => [...questions],
    'approval.answer': ({ questionId: id, answer }) => {
      window.approvalAnswers = [...(window.approvalAnswers ?? []), answer];
      questions = questions.filter((one) => one.id !== id);
      onChange();
      return {};
    },
    'approval.list': () => ({ approvals: [...approvals], unrecognized, putBack }),
    'approval.remove-unrecognized': () => {
      unrecognized = 0;
      putBack = 0;
      onChange();
      return {};
    },
    'approval.revoke': ({ approvalId: id }) => {
      approvals = approvals.filter((one) => one.id !== id);
      onChange();
      return {};
    },
  };
};

declare global {
  interface Window {
    /** What the person has answered, for tests to look at. */
    approvalAnswers?: readonly unknown[];
  }
}
