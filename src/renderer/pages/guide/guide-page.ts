/** A run of text within a line; a link leads to another page of the guide. */
export type GuidePart =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly page: string; readonly text: string };

export type GuideBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly GuidePart[] }
  | { readonly kind: 'paragraph'; readonly parts: readonly GuidePart[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'list';
      readonly isOrdered: boolean;
      readonly items: readonly (readonly GuideBlock[])[];
    }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly GuidePart[])[];
      readonly rows: readonly (readonly (readonly GuidePart[])[])[];
    };

/** A page of docs/guide, without its pictures: they show the window, and this is the window. */
export interface GuidePage {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly GuideBlock[];
}
