// Days of the ISO calendar, with year 0 and negative years as ISO 8601 counts them; and how an axis names them.

const FORM = /^([+-]?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/;

// Milliseconds at the beginning of a day, a month or a year; NaN for an open end or anything else.
export const day = (text) => {
  const found = FORM.exec(text ?? '');
  if (!found) return NaN;
  const date = new Date(0);
  date.setUTCFullYear(Number(found[1]), Number(found[2] ?? 1) - 1, Number(found[3] ?? 1));
  return date.getTime();
};

// Year 0 is 1 before the common era.
export const yearWords = (year, words) => (year > 0 ? String(year) : words.bce.replace('{n}', String(1 - year)));

const FINE = new Set(['millisecond', 'second', 'minute', 'hour']);

// The labels of an axis: functions of a moment and a scale.
export const axisWords = (words) => {
  const language = document.documentElement.lang || 'en';
  const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
  const named = (date) => month.format(date.toDate());
  return {
    minorLabels: (date, scale) => {
      if (scale === 'year') return yearWords(date.year(), words);
      if (scale === 'month') return named(date);
      return FINE.has(scale) ? '' : String(date.date());
    },
    majorLabels: (date, scale) => {
      if (scale === 'year') return '';
      const year = yearWords(date.year(), words);
      return scale === 'month' ? year : `${named(date)} ${year}`;
    },
  };
};
