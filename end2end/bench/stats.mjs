// Small statistics.

/** The middle value. */
export const median = (values) => quantile(values, 0.5);

/** The value below which a share of the values lies; between two neighbours it is interpolated. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

export const sum = (values) => values.reduce((total, value) => total + value, 0);
