// The query page: Yasgui's editor and result views over the plain form, which keeps working beside them.

import '@zazuko/yasgui/build/yasgui.min.css';
import './query.css';
import { completers } from './query/completers.js';
import { editor } from './query/editor.js';
import { results } from './query/results.js';
import { loadable } from './query/saved.js';
import { shared } from './query/share.js';

const button = (words, act) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'btn';
  made.textContent = words;
  made.addEventListener('click', act);
  return made;
};

const begin = async (form) => {
  const words = JSON.parse(form.dataset.words);
  const area = form.querySelector('textarea[name="query"]');
  const known = await (await fetch(form.dataset.completions)).json();
  const frame = document.createElement('div');
  frame.className = 'query-editor';
  area.after(frame);
  const yasqe = editor(frame, area, form.action, completers(known), words);
  const below = document.createElement('div');
  below.className = 'query-results';
  below.setAttribute('aria-live', 'polite');
  form.after(below);
  const yasr = results(below, known, form.dataset, words);
  yasqe.on('queryResponse', (_, response, milliseconds) => yasr.setResponse(response, milliseconds));
  const row = document.createElement('p');
  row.className = 'btns query-act';
  const ask = () => yasqe.query().catch(() => {});
  const link = shared(yasqe, yasr, words);
  row.append(button(words.show, ask), button(words.link, link.show));
  frame.after(row, link.field);
  loadable(document.querySelectorAll('a[data-question]'), yasqe, words, ask);
  if (link.isAsked) ask();
};

const form = document.querySelector('form[data-editor]');
if (form) begin(form).catch((error) => console.info('The plain form stays.', error));
