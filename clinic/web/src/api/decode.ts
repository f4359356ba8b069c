// Reads an answer of the clinic server into the shape the page works with. A missing or misshapen
// field is one clear error that names the place, never an `undefined` somewhere in a view. Keys
// that the page does not know are left alone, so that the server may add to its answers.

export class ShapeError extends Error {
  constructor(readonly place: string) {
    super(`unexpected shape at ${place}`);
  }
}

export type Decode<T> = (from: unknown, place: string) => T;
/** What a decoder gives. */
export type Shape<D> = D extends Decode<infer T> ? T : never;

export const text: Decode<string> = (from, place) => {
  if (typeof from !== "string") throw new ShapeError(place);
  return from;
};

export const number: Decode<number> = (from, place) => {
  if (typeof from !== "number" || !Number.isFinite(from)) throw new ShapeError(place);
  return from;
};

export const flag: Decode<boolean> = (from, place) => {
  if (typeof from !== "boolean") throw new ShapeError(place);
  return from;
};

/** A count that an older server may send as a plain yes or no. */
export const count: Decode<number> = (from, place) => {
  if (from === true) return 1;
  if (from === false || from === null || from === undefined) return 0;
  return number(from, place);
};

/** Absent and null are the same thing to the page. */
export function orNull<T>(decode: Decode<T>): Decode<T | null> {
  return (from, place) => (from === null || from === undefined ? null : decode(from, place));
}

export function orElse<T>(decode: Decode<T>, otherwise: T): Decode<T> {
  return (from, place) => (from === null || from === undefined ? otherwise : decode(from, place));
}

export function list<T>(decode: Decode<T>): Decode<T[]> {
  return (from, place) => {
    if (!Array.isArray(from)) throw new ShapeError(place);
    return from.map((each, index) => decode(each, `${place}[${index}]`));
  };
}

export type Fields<T> = { [K in keyof T]: Decode<T[K]> };

export function object<T extends object>(fields: Fields<T>): Decode<T> {
  return (from, place) => {
    if (typeof from !== "object" || from === null || Array.isArray(from)) {
      throw new ShapeError(place);
    }
    const source = new Map(Object.entries(from));
    const target: Partial<T> = {};
    for (const key of Object.keys(fields) as (keyof T & string)[]) {
      target[key] = fields[key](source.get(key), `${place}.${key}`);
    }
    return target as T;
  };
}
