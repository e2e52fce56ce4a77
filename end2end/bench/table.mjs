// The rows of the report: what must be reached, what was measured, and whether it holds.

const KILOBYTE = 1000;

/** How figures are written. */
export const units = {
  kilobytes: (bytes) => `${(bytes / KILOBYTE).toFixed(1)} KB`,
  megabytes: (bytes) => `${(bytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`,
  milliseconds: (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`,
  seconds: (value) => `${(value / 1000).toFixed(2)} s`,
  count: (value) => String(Math.round(value)),
  ratio: (value) => `${value.toFixed(2)}×`,
  shift: (value) => value.toFixed(4),
  score: (value) => String(Math.round(value)),
};

/** Units whose limits hold on every machine: a broken one fails the bench. Times are only reported. */
const PORTABLE = new Set(["kilobytes", "megabytes", "count", "ratio", "shift", "score"]);

/**
 * One row. `most` or `least` is the limit (in the unit); without one the figure is only told.
 * `note` says what the figure is made of; `details` goes into the JSON file.
 */
export function row(what, unit, value, { most, least, note = "", details } = {}) {
  const holds = (most === undefined || value <= most) && (least === undefined || value >= least);
  return { what, unit, value, most, least, holds, fails: !holds && PORTABLE.has(unit), note, details };
}

/** The rows as lines of aligned text. */
export function lines(rows) {
  const cells = rows.map((row) => [row.what, limit(row), units[row.unit](row.value), verdict(row), row.note]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column].length)));
  return cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
}

function limit({ most, least, unit }) {
  if (most !== undefined) return `≤ ${units[unit](most)}`;
  return least === undefined ? "" : `≥ ${units[unit](least)}`;
}

function verdict({ holds, most, least }) {
  if (most === undefined && least === undefined) return "";
  return holds ? "ok" : "OVER";
}
