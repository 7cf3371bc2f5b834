// A row of buttons for a drawing: each a word and what it does.

export const controls = (canvas, pairs) => {
  const row = document.createElement('div');
  row.className = 'btns drawing-controls';
  for (const [words, act] of pairs) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn';
    button.textContent = words;
    button.addEventListener('click', act);
    row.append(button);
  }
  canvas.after(row);
  return row;
};
