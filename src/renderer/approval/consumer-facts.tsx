import { TriangleAlert } from 'lucide-react';
import type { ConsumerView } from '../../contract/approval.ts';
import { Fact } from '../kit/fact.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { askedThrough, WEAKNESS_WORDS } from './consumer-words.ts';

const Path = ({ text }: { readonly text: string }) => (
  <Foreign text={text} longest={160} className="break mono" />
);

/** What the system itself says of a program that asks. */
export const ConsumerFacts = ({ consumer }: { readonly consumer: ConsumerView }) => {
  const { programs, folder, container, service, pid } = consumer;
  const program = programs.at(-1);
  const through = askedThrough(consumer);
  return (
    <dl className="facts" aria-label="What the system says">
      {program !== undefined && (
        <Fact name="Program">
          <Path text={program.executable} />
        </Fact>
      )}
      {program?.script !== undefined && (
        <Fact name="Script">
          <Path text={program.script} />
        </Fact>
      )}
      {through !== undefined && (
        <Fact name="Asks through">
          <Path text={through} />
        </Fact>
      )}
      {folder !== undefined && (
        <Fact name="Folder">
          <Path text={folder} />
        </Fact>
      )}
      {container !== undefined && (
        <Fact name="Container">
          <Path text={container} />
        </Fact>
      )}
      {service !== undefined && (
        <Fact name="Service">
          <Path text={service} />
        </Fact>
      )}
      {pid !== undefined && <Fact name="Process">{pid}</Fact>}
    </dl>
  );
};

/** That a program cannot be recognised, why, and what follows from that. */
export const WeakNotice = ({ consumer }: { readonly consumer: ConsumerView }) => (
  <Notice tone="warn" icon={TriangleAlert} title="The system does not say who this is">
    {WEAKNESS_WORDS[consumer.weakness ?? 'not-named']} Approve it only if you started it just now;
    nothing is remembered.
  </Notice>
);
