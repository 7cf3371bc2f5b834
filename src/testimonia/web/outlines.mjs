// The fine outlines of the world: the same topology without the names, which no page shows.

export const quantised = ({ type, arcs, transform, objects: { countries, land } }) => {
  const geometries = countries.geometries.map(({ type: kind, arcs: own }) => ({ type: kind, arcs: own }));
  return { type, arcs, transform, objects: { countries: { ...countries, geometries }, land } };
};
