// The colours of the style sheet, for drawings that the browser paints instead of styling.

const NAMES = ['paper', 'panel', 'ink', 'ink-2', 'claim', 'against', 'flag', 'rule-2', 'rule', 'grid'];

export const colours = () => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
};

// Call back whenever the reader or the system turns to the other theme.
export const onTheme = (act) => {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', act);
  new MutationObserver(act).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
};
