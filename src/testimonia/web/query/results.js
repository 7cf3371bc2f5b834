// The answer under the form: Yasgui's table, and views of ours.

import { Yasr } from './yasgui.js';
import { views } from './views.js';

// The library's own views, with our words and without links to manuals elsewhere.
const renamed = (name, label) => {
  const Known = Yasr.plugins[name];
  Yasr.registerPlugin(name, class extends Known {
    constructor(yasr) {
      super(yasr);
      this.helpReference = undefined;
      if (label) this.label = label;
    }
  });
};

// IRIs of the archive lead to its pages here, wherever here is.
const localised = (root, known) => {
  for (const link of root.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href');
    if (href.startsWith(known.base)) link.href = known.root + href.slice(known.base.length);
    else if (/^https?:/.test(href)) link.rel = 'noopener noreferrer';
  }
};

// The controls of the table in the reader's language, each with its label.
const translated = (words) => {
  const Known = Yasr.plugins.table;
  const { language } = Known.defaults.tableConfig;
  Known.defaults.tableConfig.language = {
    ...language,
    aria: { paginate: { first: words.first, last: words.last, next: words.next, previous: words.previous } },
    info: words.shown,
    infoEmpty: words.none,
    infoFiltered: words.of,
    emptyTable: words.none,
    zeroRecords: words.none,
    thousands: language.thousands ?? numbers(1000)[1],
  };
  Yasr.registerPlugin('table', class extends Known {
    drawControls() {
      super.drawControls();
      const [simple, shorten] = this.tableControls.querySelectorAll('.label');
      simple.textContent = words.simple;
      shorten.textContent = words.shorten;
      this.tableControls.querySelector('.pageSizerLabel').textContent = words.size;
      this.tableFilterField.placeholder = words.filter;
      this.tableFilterField.setAttribute('aria-label', words.filter);
      this.tableSizeField.setAttribute('aria-label', words.rows);
      this.tableSizeField.querySelector('option[value="-1"]').textContent = words.all;
    }
  });
};

const numbers = (number) => number.toLocaleString(document.documentElement.lang);

const told = (yasr, words) => () => {
  const rows = yasr.results?.getBindings();
  const seconds = (yasr.results?.getResponseTime() ?? 0) / 1000;
  yasr.dataElement.classList.toggle('empty', !rows);
  yasr.dataElement.textContent = rows ? words.told.replace('{rows}', numbers(rows.length)).replace('{seconds}', numbers(seconds)) : '';
};

export const results = (frame, known, files, words) => {
  renamed('table', words.table);
  translated(words);
  renamed('response', words.response);
  renamed('boolean');
  renamed('error');
  for (const [name, view] of Object.entries(views(known, files, words))) Yasr.registerPlugin(name, view);
  const yasr = new Yasr(frame, {
    persistenceId: null,
    prefixes: known.prefixes,
    pluginOrder: ['table', 'map', 'timeline', 'network', 'chart', 'response'],
  });
  yasr.documentationLink.remove();
  yasr.downloadBtn.setAttribute('aria-label', words.save);
  yasr.updateHelpButton = () => {};
  yasr.fillFallbackBox = () => {
    yasr.emptyFallbackElement();
    yasr.fallbackInfoEl.append(Object.assign(document.createElement('p'), { className: 'meta', textContent: words.unfit }));
  };
  yasr.updateResponseInfo = told(yasr, words);
  new MutationObserver(() => localised(yasr.resultsEl, known)).observe(yasr.resultsEl, { childList: true, subtree: true });
  return yasr;
};
