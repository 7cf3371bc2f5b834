// Suggestions under the search field: names of the archive that begin with what was typed (a combobox of ARIA 1.2).

import './suggest.css';

const WAIT = 150; // milliseconds after a key
const LEAST = 2; // characters

const option = (found, id, words) => {
  const item = document.createElement('li');
  item.id = id;
  item.setAttribute('role', 'option');
  item.dataset.href = found.href;
  const kind = Object.assign(document.createElement('span'), { className: 'meta', textContent: words[found.kind] ?? found.kind });
  const also = found.text && found.text !== found.name ? ` (${found.text})` : ''; // the name or spelling that begins so
  item.append(Object.assign(document.createElement('span'), { textContent: found.name + also }), ' ', kind);
  return item;
};

const field = (input, number) => {
  const words = JSON.parse(input.dataset.words || '{}');
  const list = document.createElement('ul');
  Object.assign(list, { id: `suggested-${number}`, className: 'suggested', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', words.label ?? '');
  input.after(list);
  const told = Object.assign(document.createElement('span'), { className: 'vh' });
  told.setAttribute('role', 'status');
  list.after(told);
  let timer = 0;
  let asked = 0;
  let chosen = -1;

  const options = () => [...list.children];
  const choose = (at) => {
    chosen = at;
    options().forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', options()[at].id);
  };
  const close = () => {
    asked += 1; // what is still on its way comes too late
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
  };
  const open = (found) => {
    list.replaceChildren(...found.map((one, index) => option(one, `${list.id}-${index}`, words)));
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(found.length > 0));
    told.textContent = found.length && words.told ? words.told.replace('{n}', String(found.length)) : '';
    choose(-1);
  };
  const suggest = async () => {
    const typed = input.value.trim();
    if (typed.length < LEAST) { close(); return; }
    asked += 1;
    const now = asked;
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set('q', typed);
    const answer = await fetch(address);
    if (answer.ok && now === asked) open((await answer.json()).suggestions);
  };
  const go = (at) => location.assign(options()[at].dataset.href);

  for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'false'], ['aria-autocomplete', 'list'], ['aria-controls', list.id]]) input.setAttribute(name, value);
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => suggest().catch(close), WAIT); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); close(); return; }
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const length = options().length + 1; // one place more: nothing chosen
      choose(((chosen + 1 + step + length) % length) - 1);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      go(chosen);
    }
  });
  input.addEventListener('blur', () => setTimeout(close, WAIT));
  list.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener('click', (event) => {
    const item = event.target.closest('[role="option"]');
    if (item) go(options().indexOf(item));
  });
};

document.querySelectorAll('input[data-suggest]').forEach(field);
