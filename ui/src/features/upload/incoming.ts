/** What reaches the upload page from outside of it. Each event is a new object: identity tells two drops of one file apart. */
import type { Failure } from "../../generated/Failure";
import type { Opened } from "../../generated/Opened";

export type Incoming = { kind: "file"; opened: Opened } | { kind: "failure"; failure: Failure } | { kind: "run"; run: string };
