// Beside each saved question a button that takes it into the editor and asks it.

export const loadable = (links, yasqe, words, ask) => {
  for (const link of links) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn small';
    button.textContent = words.load;
    button.setAttribute('aria-label', `${words.load}: ${link.textContent}`);
    button.addEventListener('click', async () => {
      const answer = await fetch(link.dataset.question);
      if (!answer.ok) return;
      yasqe.setValue(await answer.text());
      yasqe.focus();
      yasqe.getWrapperElement().scrollIntoView({ block: 'start' });
      ask();
    });
    link.after(' ', button);
  }
};
