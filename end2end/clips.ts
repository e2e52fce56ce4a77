import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";

/** A short video of the demo world, as a file that a person chooses. */
export function clip(name: string) {
  return { name, mimeType: name.endsWith(".mp4") ? "video/mp4" : "video/webm", buffer: readFileSync(new URL(`../sandbox/src/seed/clips/${name}`, import.meta.url)) };
}

/** The same film, which says that it plays for so many seconds. */
export function lasting(name: string, seconds: number) {
  const film = clip(name);
  const at = film.buffer.indexOf(Buffer.from([0x44, 0x89, 0x88]));
  if (at < 0) throw new Error(`${name} does not say how long it plays`);
  film.buffer.writeDoubleBE(seconds * 1000, at + 3);
  return film;
}

/** Writes a file that begins like an MP4 and has so many megabytes. */
export function largeFile(path: string, megabytes: number) {
  const file = openSync(path, "w");
  writeSync(file, Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1"));
  ftruncateSync(file, megabytes * 1024 * 1024);
  closeSync(file);
  return path;
}
