import { X509Certificate } from 'node:crypto';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import { foreignText } from '../../../core/fault/foreign-text.ts';
import type { Clock, Random } from '../../../core/port/system.ts';
import type {
  AuthorityCertificateView,
  AuthorityChoiceView,
  HostAuthoritiesView,
} from '../../../contract/network.ts';
import type { SettingsOf } from './network-settings.ts';
import { readAuthorities } from './authority-file.ts';
import { certificateBlocks } from './extra-authorities.ts';

/** Authorities that a person trusts beside the system's, each set for one host alone. */
export interface HostAuthorities {
  list(): readonly HostAuthoritiesView[];
  /** What is trusted for this very host; none for any other, its subdomains among them. */
  for(hostname: string): readonly X509Certificate[];
  /**
   * Judges a file for the host in `text`, which may be a whole address.
   * Fails with VK_INVALID_INPUT where there is no host in it.
   */
  choose(text: string, bytes: Uint8Array): AuthorityChoiceView;
  /** Fails with VK_INVALID_INPUT where something else was chosen since, or VK_RECORD_NOT_WRITTEN. */
  keep(choiceId: string): Promise<void>;
  remove(host: string): Promise<void>;
}

interface Choice {
  readonly choiceId: string;
  readonly host: string;
  readonly certificates: readonly X509Certificate[];
}

/** The host that a person means by a name, an authority with a port, or a whole address. */
export const hostIn = (text: string): string => {
  const address = text.includes('://') ? text.trim() : `https://${text.trim()}`;
  const hostname = URL.canParse(address) ? new URL(address).hostname : '';
  if (hostname === '') throw new ValetKeyError('VK_INVALID_INPUT', { fields: { what: 'host' } });
  return bare(hostname);
};

/** An IPv6 address without its brackets: Chromium names it so in one place and otherwise in another. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();

/**
 * @param parts.onChange is called once what is trusted has changed
 */
export const createHostAuthorities = (parts: {
  readonly settings: SettingsOf<'hostAuthorities'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly onChange: () => void;
}): HostAuthorities => {
  const { settings, clock, onChange } = parts;
  let choice: Choice | undefined;
  const kept = () => settings.get().hostAuthorities;
  const others = (host: string) => kept().filter((one) => one.host !== host);
  return {
    list: () =>
      kept().map(({ host, pem }) => ({ host, certificates: certificatesOf(pem).map(view) })),
    for: (hostname) =>
      kept()
        .filter(({ host }) => host === bare(hostname))
        .flatMap(({ pem }) => certificatesOf(pem)),
    choose(text, bytes) {
      const host = hostIn(text);
      const reading = readAuthorities(bytes, clock.now());
      if (reading.kind === 'refused') {
        const { subject, ...rest } = reading;
        return subject === undefined ? rest : { ...rest, subject: foreignText(subject) };
      }
      const { certificates } = reading;
      choice = { choiceId: parts.random.base64url(16), host, certificates };
      return {
        kind: 'chosen',
        choiceId: choice.choiceId,
        host,
        certificates: certificates.map(view),
      };
    },
    async keep(choiceId) {
      if (choice?.choiceId !== choiceId) {
        throw new ValetKeyError('VK_INVALID_INPUT', { fields: { what: 'choice' } });
      }
      const { host, certificates } = choice;
      const pem = certificates.map(String).join('');
      await settings.update({ hostAuthorities: [...others(host), { host, pem }] });
      choice = undefined;
      onChange();
    },
    async remove(host) {
      await settings.update({ hostAuthorities: others(host) });
      onChange();
    },
  };
};

/** The settings are a file that others can write: what is no certificate is not trusted, and no failure. */
const certificatesOf = (pem: string): readonly X509Certificate[] =>
  certificateBlocks(pem).flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });

const view = (certificate: X509Certificate): AuthorityCertificateView => ({
  fingerprint: certificate.fingerprint256,
  subject: foreignText(certificate.subject.replaceAll('\n', ', ')),
  issuer: foreignText(certificate.issuer.replaceAll('\n', ', ')),
  validFrom: Date.parse(certificate.validFrom),
  validTo: Date.parse(certificate.validTo),
});
