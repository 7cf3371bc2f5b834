// Rings across the antimeridian run on past it, so that no line goes back around the world; one around a pole is closed there.

const TURN = 360;

export const unwrapped = (ring) => {
  let shift = 0;
  const run = ring.map(([east, north], at) => {
    const step = at ? east - ring[at - 1][0] : 0;
    if (Math.abs(step) > TURN / 2) shift -= Math.sign(step) * TURN;
    return [east + shift, north];
  });
  if (!shift) return run;
  const pole = run[0][1] < 0 ? -90 : 90;
  return [...run, [run.at(-1)[0], pole], [run[0][0], pole], run[0]];
};

// The parts of a border on one side each.
export const parted = (line) => line.reduce((parts, point, at) => {
  if (!at || Math.abs(point[0] - line[at - 1][0]) > TURN / 2) parts.push([]);
  parts.at(-1).push(point);
  return parts;
}, []).filter((part) => part.length > 1);
