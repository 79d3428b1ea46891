import type { Capability } from '../../../vocabulary/scope.ts';

/** What capabilities are about; those of one area stand beside each other. */
export type Area =
  | 'you'
  | 'people'
  | 'mail'
  | 'calendar'
  | 'files'
  | 'code'
  | 'work'
  | 'chat'
  | 'media'
  | 'organisation'
  | 'cloud'
  | 'everything'
  | 'lasting';

/** A capability as the head of a column: `may` goes before it in a sentence. */
export interface CapabilityWords {
  readonly area: Area;
  readonly words: string;
}

const of = (area: Area, words: string): CapabilityWords => ({ area, words });

/** Every capability in plain words. */
export const CAPABILITY_WORDS: Readonly<Record<Capability, CapabilityWords>> = {
  identity: of('you', 'Know who you are'),
  'profile-read': of('you', 'Read your profile'),
  'contact-read': of('you', 'Read contact details'),
  'profile-write': of('you', 'Change your profile'),
  'account-delete': of('you', 'Delete the account'),
  'people-read': of('people', 'Read about people'),
  'mail-read': of('mail', 'Read mail'),
  'mail-write': of('mail', 'Change mail'),
  'mail-send': of('mail', 'Send mail'),
  'calendar-read': of('calendar', 'Read calendars'),
  'calendar-write': of('calendar', 'Change calendars'),
  'files-read': of('files', 'Read files'),
  'files-write': of('files', 'Change files'),
  'code-read': of('code', 'Read code'),
  'code-write': of('code', 'Change code'),
  'code-manage': of('code', 'Manage repositories'),
  'work-read': of('work', 'Read notes, issues'),
  'work-write': of('work', 'Write notes, issues'),
  'chat-read': of('chat', 'Read messages'),
  'chat-write': of('chat', 'Post in your name'),
  'media-read': of('media', 'Read your library'),
  'media-write': of('media', 'Control media'),
  'organisation-read': of('organisation', 'Read organization'),
  'organisation-manage': of('organisation', 'Manage organization'),
  'cloud-read': of('cloud', 'Read the cloud'),
  'cloud-manage': of('cloud', 'Manage the cloud'),
  'everything-read': of('everything', 'Read everything'),
  'everything-write': of('everything', 'Do everything'),
  lasting: of('lasting', 'Stay signed in'),
};
