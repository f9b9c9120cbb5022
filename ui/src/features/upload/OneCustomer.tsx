/** One record in full, as the platform will get it: for whoever wants to see it with their own eyes. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Dialog, DialogTrigger } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import type { MappingSet } from "../../generated/MappingSet";
import { useWords } from "../../i18n";
import { useProblemWords } from "../../i18n/problem";
import { asFailure, usePlatform } from "../../platform";

interface OneCustomerProps {
  ticket: string;
  mapping: MappingSet;
}

export function OneCustomer(props: OneCustomerProps) {
  const t = useWords();
  return (
    <DialogTrigger>
      <ActionButton>{t("confirm-one")}</ActionButton>
      <Dialog size="L" isDismissible>
        <Heading slot="title">{t("confirm-one-title")}</Heading>
        <Content>
          <p className={style({ font: "ui", margin: 0, marginBottom: 12 })}>{t("confirm-one-text")}</p>
          <Record {...props} />
        </Content>
      </Dialog>
    </DialogTrigger>
  );
}

function Record({ ticket, mapping }: OneCustomerProps) {
  const platform = usePlatform();
  const problem = useProblemWords();
  const [text, setText] = useState("");
  useEffect(() => {
    let here = true;
    platform.recordAsSent(ticket, mapping).then(
      (record) => here && setText(JSON.stringify(record, null, 2)),
      (reason: unknown) => here && setText(problem(asFailure(reason).problem)),
    );
    return () => {
      here = false;
    };
  }, [platform, problem, ticket, mapping]);
  return (
    <pre tabIndex={0} className={style({ font: "code-sm", margin: 0, overflow: "auto", maxHeight: 400 })}>
      {text}
    </pre>
  );
}
