// Finds the figures of a page that ask for a drawing, reads their data, and puts the drawing in.
//
// A figure names its data in `data-map`, `data-timeline`, `data-network` or `data-chart`: `#id` is a JSON
// block of the page, anything else an address. Words come with the figure. Where something fails, what
// the server drew stays.

const read = async (source) => {
  if (source.startsWith('#')) return JSON.parse(document.getElementById(source.slice(1)).textContent);
  const answer = await fetch(source, { headers: { Accept: 'application/geo+json, application/json' } });
  if (!answer.ok) throw new Error(`${answer.status} ${source}`);
  return answer.json();
};

export const wordsOf = (element) => ({ ...JSON.parse(element.dataset.words || '{}'), label: element.dataset.label || '' });

const drawInto = async (figure, kind, draw) => {
  if (figure.dataset.drawn) return;
  figure.dataset.drawn = kind;
  const canvas = document.createElement('div');
  canvas.className = `canvas canvas-${kind}`;
  try {
    const data = await read(figure.dataset[kind]);
    figure.prepend(canvas);
    draw(canvas, data, wordsOf(figure), figure.dataset);
    figure.querySelectorAll('[data-still]').forEach((still) => { still.hidden = true; });
  } catch (error) {
    canvas.remove();
    console.info(`The page shows this ${kind} as the server drew it.`, error);
  }
};

// Draw each figure of a kind when it comes near what the reader sees.
export const drawAll = (kind, draw) => {
  window.testimonia = { ...window.testimonia, [kind]: draw };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      watcher.unobserve(entry.target);
      drawInto(entry.target, kind, draw);
    }
  }, { rootMargin: '200px' });
  document.querySelectorAll(`figure[data-${kind}]`).forEach((figure) => watcher.observe(figure));
};
