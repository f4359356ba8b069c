/** What was written when, by a clock that may have been ahead. */
export interface Written {
  authored: string | null;
  received: string | null;
  clockAhead: boolean;
}

/** Its place among others: by its arrival where the phone's clock was ahead, as the server orders it. */
export function placed(written: Written): string | null {
  return written.clockAhead ? written.received : written.authored;
}
