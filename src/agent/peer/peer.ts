import type { Socket } from 'node:net';
import type { PeerEvidence } from '../../core/model/consumer.ts';
import { peerCredentialsOf } from './peer-credentials.ts';
import { processStillIs, readPeerEvidence } from './process-facts.ts';

/** Who is at the other end of a connection. */
export type Peer =
  | {
      readonly kind: 'ours';
      readonly evidence: PeerEvidence | undefined;
      /** Whether the process is still what the evidence says of it. */
      readonly stillIs?: () => ReturnType<typeof processStillIs>;
    }
  /** Another user, or nobody that the system knows: it gets no answer. */
  | { readonly kind: 'foreign' };

export type IdentifyPeer = (socket: Socket) => Peer;

/** The descriptor of a socket; Node has it, and no word for it. */
const descriptorOf = (socket: Socket): number | undefined => {
  const handle: unknown = Reflect.get(socket, '_handle');
  const descriptor: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  return typeof descriptor === 'number' && descriptor >= 0 ? descriptor : undefined;
};

/** Which process it is and nothing more: enough to be shown, not to be recognised. */
const numberOnly = (pid: number, uid: number): PeerEvidence => ({
  uid,
  processes: [{ pid, startedAt: '' }],
});

/**
 * Asks the kernel who connected. Where it answers, only this user is ours; where the system has no such
 * question, the socket's folder is what keeps others out, and no caller is known again.
 */
export const createIdentifyPeer = (platform: NodeJS.Platform, ownUid: number): IdentifyPeer => {
  const credentialsOf = peerCredentialsOf(platform);
  if (credentialsOf === undefined) return () => ({ kind: 'ours', evidence: undefined });
  return (socket) => {
    const descriptor = descriptorOf(socket);
    const peer = descriptor === undefined ? undefined : credentialsOf(descriptor);
    if (peer?.uid !== ownUid) return { kind: 'foreign' };
    if (platform !== 'linux') return { kind: 'ours', evidence: numberOnly(peer.pid, peer.uid) };
    const evidence = readPeerEvidence(peer.pid, peer.uid);
    const [first] = evidence?.processes ?? [];
    if (first === undefined) return { kind: 'ours', evidence };
    return { kind: 'ours', evidence, stillIs: () => processStillIs(first) };
  };
};
