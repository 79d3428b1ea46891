import { describe, expect, test } from 'vitest';
import { writeFault } from '../../../../src/main/adapter/system/write-fault.ts';
import { isStorageFailure } from '../../../../src/core/tokens/refresh-pacing.ts';

describe('a file of the profile that could not be written', () => {
  test.each([
    ['ENOSPC', 'VK_DISK_FULL'],
    ['EDQUOT', 'VK_DISK_FULL'],
    ['EROFS', 'VK_PROFILE_READ_ONLY'],
    ['EACCES', 'VK_PROFILE_READ_ONLY'],
    ['EIO', 'VK_RECORD_NOT_WRITTEN'],
  ])('for %s is %s, which says where the fault is', (errno, code) => {
    const fault = writeFault(Object.assign(new Error('write'), { code: errno }));
    expect(fault).toMatchObject({ code, fields: { reason: errno } });
    expect(isStorageFailure(fault)).toBe(true);
  });

  test('for no reason of the system’s is VK_RECORD_NOT_WRITTEN', () => {
    expect(writeFault(new Error('not ours'))).toMatchObject({
      code: 'VK_RECORD_NOT_WRITTEN',
      fields: {},
    });
  });
});
