// Views of a table: map, timeline, network and chart, each loaded when somebody first asks for it.

import { bars, joined, places, spans } from './reading.js';

const loading = new Map();

// The script of a drawing and its style sheet, once.
const loaded = (kind, files) => {
  if (!loading.has(kind)) {
    loading.set(kind, new Promise((resolve, reject) => {
      const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: files[`${kind}Style`] });
      const script = Object.assign(document.createElement('script'), { src: files[`${kind}Script`], onload: resolve, onerror: reject });
      document.head.append(style, script);
    }));
  }
  return loading.get(kind);
};

const view = (kind, priority, readAs, context) => class {
  constructor(yasr) {
    this.yasr = yasr;
    this.priority = priority;
    this.label = context.words[kind];
  }

  get data() {
    const rows = this.yasr.results?.getBindings();
    return rows ? readAs(rows, this.yasr.results.getVariables(), context.known) : null;
  }

  canHandleResults() {
    return Boolean(this.data);
  }

  async draw() {
    await loaded(kind, context.files);
    const canvas = document.createElement('div');
    canvas.className = `canvas canvas-${kind}`;
    const frame = document.createElement('div');
    frame.append(canvas);
    this.yasr.resultsEl.append(frame);
    window.testimonia[kind](canvas, this.data, { ...context.words, label: context.words[kind] }, { outlines: context.files.outlines });
  }

  getIcon() {
    return undefined; // its name says what it is
  }

  download() {
    return undefined;
  }
};

export const views = (known, files, words) => {
  const context = { known, files, words };
  return {
    map: view('map', 4, places, context),
    timeline: view('timeline', 3, spans, context),
    network: view('network', 1, joined, context),
    chart: view('chart', 2, bars, context),
  };
};
