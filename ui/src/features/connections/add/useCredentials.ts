/** What stands in the fields and what was found by trying it. Lives above the dialog, which draws its parts in several places. */
import { useState } from "react";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { DraftView } from "../../../generated/DraftView";
import type { Failure } from "../../../generated/Failure";
import { asFailure, usePlatform } from "../../../platform";
import { useDraft, type DraftWork, type Fields } from "./useDraft";

export interface Entry {
  work: DraftWork;
  fields: Fields;
  secret: string;
  /** Why a file could not be read. */
  unread: Failure | null;
  /** The fields come out of a file. */
  isRead: boolean;
  change(changed: Partial<Fields>): void;
  typeSecret(secret: string): void;
  choose(): void;
  /** Tries what was not tried yet, and keeps what works. */
  save(): Promise<void>;
  keep(sessionOnly: boolean): void;
}

function fieldsOf(draft: DraftView | null): Fields {
  return { name: draft?.name ?? "", clientId: draft?.client_id ?? "", orgId: draft?.org_id ?? "", scopes: draft?.scopes ?? "", region: "" };
}

export function useCredentials(first: DraftView | null, failure: Failure | null, onKept: (connection: ConnectionView, sandbox: string | null) => void): Entry {
  const platform = usePlatform();
  const work = useDraft(first, onKept);
  const [fields, setFields] = useState(() => fieldsOf(first));
  const [secret, setSecret] = useState("");
  const [unread, setUnread] = useState(failure);
  const [isRead, setRead] = useState(first !== null);
  const { trial } = work;
  const isGood = trial.is === "done" && trial.check.good;
  const take = (found: DraftView | null) => {
    if (!found) return;
    setFields(fieldsOf(found));
    setSecret("");
    setUnread(null);
    setRead(true);
    work.take(found);
  };
  return {
    work,
    fields,
    secret,
    unread,
    isRead,
    change: (changed) => {
      setFields((before) => ({ ...before, ...changed }));
      // Another name is no other credential.
      if (Object.keys(changed).some((key) => key !== "name")) work.changed();
    },
    typeSecret: (typed) => {
      setSecret(typed);
      work.changed();
    },
    choose: () => void platform.chooseCredentials().then(take, (reason: unknown) => setUnread(asFailure(reason))),
    save: async () => {
      if (isGood && secret === "") return work.keep(fields.name, false);
      const given = secret;
      setSecret("");
      setUnread(null);
      const check = await work.attempt(fields, given);
      if (check?.good) await work.keep(fields.name, false);
    },
    keep: (sessionOnly) => void work.keep(fields.name, sessionOnly),
  };
}
