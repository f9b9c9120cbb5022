/** What the rest of the window asks of this page: to repeat an upload, or to look at a slot that is held. */
export type Wanted = { is: "repeat"; run: string } | { is: "held"; id: string; local: string };
