import { crc32 } from 'node:zlib';

/**
 * One record on disk: length, sequence and CRC-32 (each 32 bits, big endian), then the payload. The
 * CRC covers sequence and payload. A length of zero, which is what pre-allocated space reads as,
 * ends the log.
 */
const HEADER_BYTES = 12;

/** An empty header: written at the very start, it empties the whole log in one sector. */
export const EMPTY_HEADER: Buffer = Buffer.alloc(HEADER_BYTES);

/** The whole records at the start of a file, and where the next one goes. */
export interface JournalTail {
  readonly payloads: readonly Buffer[];
  readonly end: number;
  readonly nextSequence: number;
}

const checksum = (sequence: Buffer, payload: Buffer): number => crc32(payload, crc32(sequence));

/** A record followed by an empty header, so that nothing older behind it can be read as its next. */
export const encodeRecord = (sequence: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(payload.length, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeUInt32BE(checksum(header.subarray(4, 8), payload), 8);
  return Buffer.concat([header, payload, EMPTY_HEADER]);
};

/** Reads records until the first that is empty, torn, damaged or out of sequence: a torn tail. */
export const decodeRecords = (file: Buffer): JournalTail => {
  const payloads: Buffer[] = [];
  let end = 0;
  let nextSequence = 1;
  while (end + HEADER_BYTES <= file.length) {
    const length = file.readUInt32BE(end);
    const sequence = file.readUInt32BE(end + 4);
    const payload = file.subarray(end + HEADER_BYTES, end + HEADER_BYTES + length);
    if (length === 0 || payload.length < length || sequence !== nextSequence) break;
    if (checksum(file.subarray(end + 4, end + 8), payload) !== file.readUInt32BE(end + 8)) break;
    payloads.push(payload);
    end += HEADER_BYTES + length;
    nextSequence += 1;
  }
  return { payloads, end, nextSequence };
};
