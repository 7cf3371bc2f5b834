// A field above each long list of choices that leaves only those which hold what was typed.

const LONG = 8; // choices

const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const searchable = (list, number) => {
  const choices = [...list.children];
  if (choices.length < LONG) return;
  const id = `find-choice-${number}`;
  const label = Object.assign(document.createElement('label'), { className: 'vh', htmlFor: id, textContent: list.dataset.find });
  const field = Object.assign(document.createElement('input'), { id, type: 'search', className: 'find-choice', placeholder: list.dataset.find, autocomplete: 'off' });
  const texts = choices.map((choice) => fold(choice.textContent));
  field.addEventListener('input', () => {
    const wanted = fold(field.value.trim());
    choices.forEach((choice, at) => { choice.hidden = !texts[at].includes(wanted) && !choice.querySelector('input:checked'); });
  });
  field.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); }); // it is no part of the form
  list.before(label, field);
};

document.querySelectorAll('[data-find]').forEach(searchable);
