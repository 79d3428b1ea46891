import type { GuideBlock, GuidePart } from './guide-page.ts';

interface LinkProps {
  /** A link was pressed. */
  readonly onGo: (page: string) => void;
}

// Keys are positions: the text is part of the program and never changes.
const Parts = ({ parts, onGo }: LinkProps & { readonly parts: readonly GuidePart[] }) =>
  parts.map((part, index) => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'strong':
        return <strong key={index}>{part.text}</strong>;
      case 'code':
        return <code key={index}>{part.text}</code>;
      case 'link':
        return (
          <button
            key={index}
            type="button"
            className="guide-link bare accent"
            onClick={() => onGo(part.page)}
          >
            {part.text}
          </button>
        );
    }
  });

const Block = ({ block, onGo }: LinkProps & { readonly block: GuideBlock }) => {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h4' : 'h5';
      return (
        <Heading className="pad-top-2 bold">
          <Parts parts={block.parts} onGo={onGo} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Parts parts={block.parts} onGo={onGo} />
        </p>
      );
    case 'code':
      return (
        // Wider than its place it scrolls, so the keyboard must reach it.
        <pre className="guide-code well mono small scroll" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      return (
        <List className="guide-list grid gap-1">
          {block.items.map((blocks, index) => (
            <li key={index}>
              <GuideText blocks={blocks} onGo={onGo} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <Table block={block} onGo={onGo} />;
  }
};

type TableBlock = Extract<GuideBlock, { kind: 'table' }>;

const Table = ({ block: { head, rows }, onGo }: LinkProps & { readonly block: TableBlock }) => (
  <table className="table">
    <thead>
      <tr>
        {head.map((parts, index) => (
          <th key={index} scope="col">
            <Parts parts={parts} onGo={onGo} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((cells, row) => (
        <tr key={row}>
          {cells.map((parts, index) => (
            <td key={index}>
              <Parts parts={parts} onGo={onGo} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** What stands on a page of the guide, below its title. */
export const GuideText = ({
  blocks,
  onGo,
}: LinkProps & { readonly blocks: readonly GuideBlock[] }) => (
  <div className="stack gap-3">
    {blocks.map((block, index) => (
      <Block key={index} block={block} onGo={onGo} />
    ))}
  </div>
);
