// Days of the ISO calendar, with year 0 and negative years as ISO 8601 counts them; and how an axis names them.

const FORM = /^([+-]?\d{4,})(?:-(\d\d))?(?:-(\d\d))?$/;
const MONTHS = 12;
// Parts of a year by their code in EDTF: first month and how many months, read as northern where no hemisphere is named.
const PARTS = {
  21: [3, 3], 22: [6, 3], 23: [9, 3], 24: [12, 3],
  25: [3, 3], 26: [6, 3], 27: [9, 3], 28: [12, 3],
  29: [9, 3], 30: [12, 3], 31: [3, 3], 32: [6, 3],
  33: [1, 3], 34: [4, 3], 35: [7, 3], 36: [10, 3],
  37: [1, 4], 38: [5, 4], 39: [9, 4],
  40: [1, 6], 41: [7, 6],
};

const at = (year, month, date) => {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, date);
  return made;
};

// First and last day of a day, a month, a part of a year, or a year; null for an open end or anything else.
const bounds = (text) => {
  const found = FORM.exec(text ?? '');
  if (!found) return null;
  const [year, month, date] = found.slice(1).map(Number);
  if (date) return [at(year, month, date), at(year, month, date)];
  const [first, months] = !month ? [1, MONTHS] : month <= MONTHS ? [month, 1] : PARTS[month] ?? [];
  return months ? [at(year, first, 1), at(year, first + months, 0)] : null;
};

// Milliseconds at the beginning of the day, month or year that a text names; NaN for an open end.
export const day = (text) => bounds(text)?.[0].getTime() ?? NaN;

const written = (date) => {
  const year = date.getUTCFullYear();
  const digits = [Math.abs(year), date.getUTCMonth() + 1, date.getUTCDate()].map((number, place) => String(number).padStart(place ? 2 : 4, '0'));
  return `${year < 0 ? '-' : ''}${digits.join('-')}`;
};

const ofBounds = (text, which) => {
  const found = bounds(text);
  return found ? written(found[which]) : null;
};

export const firstDay = (text) => ofBounds(text, 0);
export const lastDay = (text) => ofBounds(text, 1);

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
