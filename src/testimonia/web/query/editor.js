// The editor over the text field of the form. The field keeps the query, so that the form can be sent as well.

import { Yasqe } from './yasgui.js';

const LEAST_LINES = 12;

export const editor = (frame, area, endpoint, names, words) => {
  Yasqe.defaults.autocompleters = []; // the library's own ask elsewhere
  const yasqe = new Yasqe(frame, {
    value: area.value,
    autocompleters: names,
    persistenceId: null,
    prefixCcApi: null,
    createShareableLink: null,
    createShortLink: undefined,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: null,
    viewportMargin: Infinity,
    screenReaderLabel: words.editor,
    extraKeys: { Tab: false, 'Shift-Tab': false }, // so that nobody is caught in the editor
    requestConfig: { endpoint, method: 'POST', acceptHeaderSelect: 'application/sparql-results+json', acceptHeaderGraph: 'text/turtle' },
  });
  yasqe.getWrapperElement().style.minHeight = `${LEAST_LINES * 1.5}em`;
  yasqe.getInputField().setAttribute('aria-label', words.editor);
  yasqe.on('change', () => { area.value = yasqe.getValue(); });
  area.hidden = true;
  area.form.querySelector(`label[for="${area.id}"]`)?.addEventListener('click', () => yasqe.focus());
  yasqe.refresh();
  return yasqe;
};
