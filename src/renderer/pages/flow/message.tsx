import type { TraceEntryView } from '../../../contract/view-trace.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { Foreign } from '../../kit/foreign.tsx';

type TraceMessage = TraceEntryView['request'];

const LONGEST = 2100;

const Fields = ({
  title,
  fields,
}: {
  readonly title: string;
  readonly fields: TraceMessage['headers'];
}) =>
  fields.length === 0 ? null : (
    <table className="message-fields" aria-label={title}>
      <tbody>
        {fields.map(({ name, value, secret }, line) => (
          <tr key={`${line} ${name}`}>
            <th scope="row">
              <Foreign text={name} longest={80} className="clip mono" />
            </th>
            <td>
              <bdi className={secret ? 'message-secret' : 'mono'}>
                {foreignText(value, LONGEST)}
              </bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );

interface MessageProps {
  readonly title: string;
  readonly message: TraceMessage;
}

/** One message as it was sent, with every secret replaced by what it was. */
export const Message = ({ title, message }: MessageProps) => (
  <section className="message" aria-label={title}>
    <h2>{title}</h2>
    <p className="message-line mono">
      <bdi>{foreignText(message.line, LONGEST)}</bdi>
    </p>
    <Fields title={`${title}: headers`} fields={message.headers} />
    <Fields title={`${title}: parameters`} fields={message.body} />
  </section>
);
