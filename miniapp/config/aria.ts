const aria = {
  'aria-role': "''",
  'aria-label': "''",
  'aria-checked': "''",
  'aria-selected': "''",
  'aria-disabled': "''",
};

/** What screen readers need, on the components we use. */
export const ariaComponents = { View: aria, Button: aria, Input: aria, Textarea: aria, Switch: aria };
