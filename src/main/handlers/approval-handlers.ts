import type {
  AgentView,
  approvalCommands,
  ApprovalView,
  ConsumerView,
  QuestionView,
} from '../../contract/approval.ts';

import type { Handlers } from '../../contract/contract.ts';
import type { Agent } from '../../core/agent/agent.ts';
import type { Question } from '../../core/agent/questions.ts';
import { foreignText } from '../../core/fault/foreign-text.ts';
import type { Approval } from '../../core/model/approval.ts';
import { isCodingAgent } from '../../core/model/coding-agent.ts';
import { shownPrograms, type Consumer } from '../../core/model/consumer.ts';
import { scopeOf } from '../../core/model/scope.ts';

/** Whether programs can ask, and what they are told. */
export interface AgentControl {
  readonly agent: Pick<Agent, 'approvals' | 'questions'>;
  readonly status: () => AgentView;
  /** Begins or ends listening, now and at the next start. Fails with VK_RECORD_NOT_WRITTEN. */
  readonly turn: (isOn: boolean) => Promise<void>;
}

/** Commands about programs that ask for tokens. */
export const approvalHandlers = ({
  agent,
  status,
  turn,
}: AgentControl): Pick<Handlers, keyof typeof approvalCommands> => ({
  'agent.status': () => status(),
  'agent.switch': async ({ isOn }) => {
    await turn(isOn);
    return status();
  },
  'approval.questions': () => agent.questions.list().map(questionView),
  'approval.answer': ({ questionId, answer }) => {
    if (answer.kind === 'deny') {
      const { proposeUse = false } = answer;
      agent.questions.answer(questionId, { kind: 'deny', proposeUse });
    } else {
      const { scope, ...rest } = answer;
      const less = scope === undefined ? {} : { scope: scopeOf(scope) };
      agent.questions.answer(questionId, { ...rest, ...less });
    }
    return {};
  },
  'approval.list': async () => {
    await agent.approvals.recognize();
    return {
      approvals: agent.approvals
        .list()
        .map((one) => approvalView(one, agent.approvals.endsWithLock(one))),
      unrecognized: agent.approvals.unrecognized().length,
      putBack: agent.approvals.putBack().length,
    };
  },
  'approval.remove-unrecognized': async () => {
    await agent.approvals.removeUnrecognized();
    return {};
  },
  'approval.revoke': async ({ approvalId }) => {
    await agent.approvals.revoke(approvalId);
    return {};
  },
});

const consumerView = ({
  programs,
  folder,
  container,
  service,
  ...rest
}: Consumer): ConsumerView => ({
  programs: shownPrograms(programs).map(({ executable, script }) => ({
    executable: foreignText(executable),
    script: script === undefined ? undefined : foreignText(script),
  })),
  folder: folder === undefined ? undefined : foreignText(folder),
  container,
  service: service === undefined ? undefined : foreignText(service),
  pid: rest.pid,
  claimedName: rest.claimedName,
  isWeak: rest.isWeak,
  weakness: rest.weakness,
  isCodingAgent: isCodingAgent({ programs }),
});

const questionView = ({ wanted, ...question }: Question): QuestionView => ({
  ...question,
  purpose: wanted.purpose,
  consumer: consumerView(wanted.consumer),
  connectionId: wanted.connectionId,
  scope: wanted.scope,
  resource: wanted.resource,
  use: wanted.use,
});

const approvalView = (
  { consumer, ...approval }: Approval,
  endsWithLock: boolean,
): ApprovalView => ({
  ...approval,
  endsWithLock,
  consumer: consumerView(consumer),
});
