/** Credentials on their way in: taken, tried, kept. The secret leaves the page with the first of these and never comes back. */
import { useEffect, useRef, useState } from "react";
import type { AccessCheck } from "../../../generated/AccessCheck";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { DraftView } from "../../../generated/DraftView";
import type { Failure } from "../../../generated/Failure";
import { asFailure, usePlatform } from "../../../platform";
import { BEGUN, heard, unfinished, type Tested } from "../tested";

export interface Fields {
  name: string;
  clientId: string;
  orgId: string;
  scopes: string;
  region: string;
}

export interface DraftWork {
  draft: DraftView | null;
  trial: Tested;
  isSaving: boolean;
  /** Why it could not be kept. */
  unkept: Failure | null;
  /** Takes the fields and tries them; a secret of "" leaves the one that is held. */
  attempt(fields: Fields, secret: string): Promise<AccessCheck | null>;
  /** Stops the try that is under way; what was typed stays. */
  cancel(): void;
  keep(name: string, sessionOnly: boolean): Promise<void>;
  /** Credentials out of a file take the place of what was entered. */
  take(draft: DraftView): void;
  /** What was tried is not what stands in the fields any more. */
  changed(): void;
}

export function useDraft(first: DraftView | null, onKept: (connection: ConnectionView, sandbox: string | null) => void): DraftWork {
  const platform = usePlatform();
  const [draft, setDraft] = useState(first);
  const [trial, setTrial] = useState<Tested>({ is: "none" });
  const [isSaving, setSaving] = useState(false);
  const [unkept, setUnkept] = useState<Failure | null>(null);
  const ticket = useRef(first?.ticket ?? null);

  const tryIt = async (of: DraftView) => {
    setTrial(BEGUN);
    setUnkept(null);
    const check = await platform.tryDraft(of.ticket, (progress) => setTrial((before) => heard(before, progress)));
    setTrial({ is: "done", check });
    return check;
  };
  const failed = (reason: unknown) => {
    setTrial(unfinished(reason));
    return null;
  };
  const hold = (made: DraftView) => {
    ticket.current = made.ticket;
    setDraft(made);
    return made;
  };
  // A stop that comes before the program has a ticket to stop.
  const isStopped = useRef(false);
  const attempt: DraftWork["attempt"] = (fields, secret) => {
    isStopped.current = false;
    setTrial(BEGUN);
    const sent = { name: fields.name, client_id: fields.clientId, org_id: fields.orgId, scopes: fields.scopes, region: fields.region.trim() || null };
    return platform
      .makeDraft(sent, secret === "" ? null : secret, ticket.current)
      .then(hold)
      .then((made) => (isStopped.current ? (setTrial({ is: "none" }), null) : tryIt(made)))
      .catch(failed);
  };
  const keep = async (name: string, sessionOnly: boolean) => {
    if (ticket.current === null) return;
    setSaving(true);
    setUnkept(null);
    try {
      const kept = await platform.keepDraft(ticket.current, name, sessionOnly);
      ticket.current = null;
      onKept(kept, draft?.sandbox ?? null);
    } catch (reason) {
      setUnkept(asFailure(reason));
    } finally {
      setSaving(false);
    }
  };
  const cancel = () => {
    isStopped.current = true;
    if (ticket.current !== null) void platform.cancelTry(ticket.current);
  };
  const take = (taken: DraftView) => {
    if (ticket.current !== null) void platform.dropDraft(ticket.current);
    void tryIt(hold(taken)).catch(failed);
  };

  // What came out of a file is tried at once: nothing is left to type.
  const begin = useRef(() => (first ? void tryIt(first).catch(failed) : undefined));
  useEffect(() => begin.current(), []);
  // A dialog that is left leaves no secret behind.
  useEffect(
    () => () => {
      if (ticket.current === null) return;
      void platform.cancelTry(ticket.current);
      void platform.dropDraft(ticket.current);
    },
    [platform],
  );
  return { draft, trial, isSaving, unkept, attempt, cancel, keep, take, changed: () => setTrial({ is: "none" }) };
}
