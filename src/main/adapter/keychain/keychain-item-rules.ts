import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';

/** Windows keeps at most 2560 bytes in one credential; the same limit everywhere tests one path. */
const LONGEST_VALUE = 2400;
/** No slash: on Windows `service/account` is one flat name. No space: nothing needs it. */
const NAME = /^[\w.~-]{1,128}$/;
/** keytar cuts at NUL and replaces what is not UTF-8, silently: only what survives may pass. */
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/** Refuses, before the system is asked, an item name it might store under another one. */
export const requireItemName = (item: string): void => {
  if (!NAME.test(item)) {
    throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', { fields: { why: 'item name refused' } });
  }
};

/** Refuses, before the system is asked, a value it might not give back. VK_RECORD_NOT_WRITTEN. */
export const requireItemValue = (value: string): void => {
  if (value.length > LONGEST_VALUE || !PRINTABLE_ASCII.test(value)) {
    throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', {
      fields: { why: 'value refused', length: value.length, longest: LONGEST_VALUE },
    });
  }
};
