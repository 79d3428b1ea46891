import type { Page } from '@playwright/test';

/** Everything the page's policy has stopped since the page was loaded with this listener in it. */
export const watchViolations = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(event.effectiveDirective);
    });
  });
  await page.reload();
  return () =>
    page.evaluate(() => (globalThis as unknown as { violations: readonly string[] }).violations);
};
