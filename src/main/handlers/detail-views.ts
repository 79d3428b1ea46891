import { foreignText } from '../../core/fault/foreign-text.ts';
import type { AuthorizationDetail } from '../../core/model/authorization-detail.ts';
import type { Connection } from '../../core/model/connection.ts';
import { compareDetails } from '../../core/oauth/authorization-details.ts';
import type { DetailsView, DetailView } from '../../contract/connection.ts';

/** A connection's structured permissions, asked for and granted apart; undefined where there are none. */
export const detailsView = ({
  options,
  grantedDetails,
}: Pick<Connection, 'options' | 'grantedDetails'>): DetailsView | undefined => {
  const requested = options?.authorizationDetails ?? [];
  if (requested.length === 0 && grantedDetails === undefined) return undefined;
  if (grantedDetails === undefined) return { withheld: requested.map(detailView) };
  const { withheld, unasked } = compareDetails(requested, grantedDetails);
  return {
    withheld: withheld.map(detailView),
    granted: grantedDetails.map((detail) => ({
      ...detailView(detail),
      wasAsked: !unasked.includes(detail),
    })),
  };
};

const COMMON: ReadonlySet<string> = new Set([
  'type',
  'actions',
  'locations',
  'datatypes',
  'privileges',
  'identifier',
]);

const detailView = (detail: AuthorizationDetail): DetailView => ({
  type: foreignText(detail.type),
  actions: texts(detail.actions),
  locations: texts(detail.locations),
  datatypes: texts(detail.datatypes),
  privileges: texts(detail.privileges),
  ...(detail.identifier === undefined ? {} : { identifier: foreignText(detail.identifier) }),
  rest: linesOf(Object.fromEntries(Object.entries(detail).filter(([name]) => !COMMON.has(name)))),
});

const texts = (given: readonly string[] | undefined = []): string[] =>
  given.slice(0, MOST_LINES).map((text) => foreignText(text));

/** What one detail may take of the screen; a server could send anything. */
const MOST_LINES = 100;
const DEEPEST = 6;

type Line = DetailView['rest'][number];

/** Members as lines, each deeper one indented. What is nested too deep stands as JSON. */
const linesOf = (value: object): Line[] => [...walk(value, 0)].slice(0, MOST_LINES);

function* walk(value: object, depth: number): Generator<Line> {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const isBranch = typeof member === 'object' && member !== null && depth < DEEPEST;
    yield { depth, name: foreignText(name), text: isBranch ? '' : foreignText(textOf(member)) };
    if (isBranch) yield* walk(member, depth + 1);
  }
}

const textOf = (member: unknown): string =>
  typeof member === 'string' ? member : JSON.stringify(member);
