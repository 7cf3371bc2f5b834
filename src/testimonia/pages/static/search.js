// Search in a site of plain files: names and paraphrases from names.js, folded and compared word by word.
(function () {
  'use strict';
  const names = window.testimoniaNames || [];
  const field = document.getElementById('q');
  const list = document.getElementById('hits');
  const told = document.getElementById('found');
  const fold = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/ß/g, 'ss').replace(/ł/g, 'l');
  const folded = names.map((entry) => ' ' + fold(entry[1]));
  const most = 50;
  const find = (words) => {
    const wanted = fold(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const found = [];
    if (!wanted.length) return found;
    for (let at = 0; at < names.length; at += 1) {
      const text = folded[at];
      if (wanted.every((word) => text.search(new RegExp('[^\\p{L}\\p{N}]' + word, 'u')) >= 0)) found.push(at);
    }
    return found.sort((one, other) => names[one][1].length - names[other][1].length || one - other);
  };
  const show = () => {
    const found = find(field.value);
    list.replaceChildren();
    told.textContent = field.value.trim() ? (found.length ? told.dataset.found + ' ' + found.length : told.dataset.none) : '';
    for (const at of found.slice(0, most)) {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = told.dataset.root + names[at][0] + '.html';
      link.textContent = names[at][2] || names[at][1];
      item.append(link);
      list.append(item);
    }
  };
  field.value = new URLSearchParams(location.search).get('q') || '';
  field.form.addEventListener('submit', (event) => { event.preventDefault(); show(); });
  field.addEventListener('input', show);
  show();
})();
