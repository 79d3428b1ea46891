import type { ConnectionView, DetailView } from '../../contract/connection.ts';
import { Chip } from '../kit/chip.tsx';
import { Foreign } from '../kit/foreign.tsx';

interface WordsProps {
  readonly name: string;
  readonly values: readonly string[];
}

const Words = ({ name, values }: WordsProps) =>
  values.length === 0 ? null : (
    <div className="permit-fact grid gap-3">
      <dt className="faint">{name}</dt>
      <dd className="row stretch wrap gap-x-4">
        {values.map((value, at) => (
          <Foreign key={`${at} ${value}`} text={value} className="break narrowable mono" />
        ))}
      </dd>
    </div>
  );

/** Members that only the type knows, as they are nested. */
const Rest = ({ lines }: { readonly lines: DetailView['rest'] }) =>
  lines.length === 0 ? null : (
    <div className="permit-fact grid gap-3">
      <dt className="faint">More</dt>
      <dd className="row stretch wrap gap-x-4">
        <ul className="grid">
          {lines.map(({ depth, name, text }, at) => (
            <li
              key={at}
              className="row stretch wrap gap-x-2 break"
              style={{ paddingInlineStart: `calc(${depth} * var(--space-4))` }}
            >
              <Foreign text={name} longest={60} className="faint" />
              {text !== '' && <Foreign text={text} className="mono" />}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );

interface DetailProps {
  readonly detail: DetailView;
  readonly mark?: string;
}

const Detail = ({ detail, mark }: DetailProps) => (
  <li className="permit grid gap-2 pad-top-2 pad-bottom-3">
    <p className="row gap-3 spread">
      <Foreign text={detail.type} longest={120} className="medium break narrowable mono" />
      {mark !== undefined && <Chip>{mark}</Chip>}
    </p>
    <dl className="grid gap-1">
      <Words name="May" values={detail.actions} />
      <Words name="At" values={detail.locations} />
      <Words name="Of" values={detail.datatypes} />
      <Words name="As" values={detail.privileges} />
      <Words name="On" values={detail.identifier === undefined ? [] : [detail.identifier]} />
      <Rest lines={detail.rest} />
    </dl>
  </li>
);

interface GroupProps {
  readonly heading: string;
  readonly details: readonly (DetailView & { readonly wasAsked?: boolean })[];
  readonly mark?: (detail: DetailView & { readonly wasAsked?: boolean }) => string | undefined;
}

const Group = ({ heading, details, mark }: GroupProps) =>
  details.length === 0 ? null : (
    <>
      <h3 className="scope-heading">{heading}</h3>
      <ul className="permits grid" aria-label={heading}>
        {details.map((detail, at) => {
          const words = mark?.(detail);
          return (
            <Detail key={at} detail={detail} {...(words === undefined ? {} : { mark: words })} />
          );
        })}
      </ul>
    </>
  );

/** Structured permissions, granted and asked for apart. @see RFC 9396 §7 */
export const AuthorizationDetails = ({ connection }: { readonly connection: ConnectionView }) => {
  const details = connection.authorizationDetails;
  if (details === undefined) return null;
  const { granted, withheld } = details;
  return (
    <section className="card" aria-label="Authorization details">
      <h2 className="card-title">Exactly what it may do</h2>
      {granted === undefined && (
        <p className="soft">The server did not say what it granted of this.</p>
      )}
      {granted?.length === 0 && <p className="soft">The server granted none of this.</p>}
      <Group
        heading="Granted"
        details={granted ?? []}
        mark={({ wasAsked }) => (wasAsked === false ? 'Not as it was asked for' : undefined)}
      />
      <Group
        heading={granted === undefined ? 'Asked for' : 'Asked for, but not granted like this'}
        details={withheld}
      />
    </section>
  );
};
