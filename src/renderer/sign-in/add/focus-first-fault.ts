const FAULT = '[aria-invalid="true"], .field-error, .form-field > .notice-bad';

/** Puts the focus where the first thing is wrong, once it is on the page. */
export const focusFirstFault = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => {
    const fault = form?.querySelector(FAULT);
    const field = fault?.closest('.form-field')?.querySelector('input, textarea, button');
    if (field instanceof HTMLElement) field.focus();
  });
};
