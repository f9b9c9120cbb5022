/** What the rest of the window asks of this page: to repeat an upload, to look at a slot that is held, or at a schedule and whichever slot of it is. */
export type Wanted = { is: "repeat"; run: string } | { is: "held"; id: string; local: string } | { is: "schedule"; id: string };
