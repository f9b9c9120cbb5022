/** The window: rail at the left, one page at the right. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { fetchRest, later } from "../components/later";
import { useKeptFocus } from "../components/useKeptFocus";
import { MessageLine } from "../components/messages/MessageLine";
import { useMessages } from "../components/messages/messages";
import { panel } from "../components/Page";
import type { Brought } from "../features/connections/brought";
import { useConnections } from "../features/connections/useConnections";
import { nextOf, useSchedules } from "../features/schedules/useSchedules";
import type { Wanted } from "../features/schedules/wanted";
import { UploadPage } from "../features/upload/UploadPage";
import type { Incoming } from "../features/upload/incoming";
import type { AskedSchedule } from "../generated/AskedSchedule";
import type { ConnectionView } from "../generated/ConnectionView";
import type { Failure } from "../generated/Failure";
import type { Opened } from "../generated/Opened";
import type { Session } from "../generated/Session";
import { asFailure, usePlatform, usePlatformEvent } from "../platform";
import { Rail, type PageName } from "./Rail";
import { ResetDialog } from "./ResetDialog";
import { useShortcuts } from "./useShortcuts";

const SchedulesPage = later(() => import("../features/schedules/SchedulesPage").then((all) => all.SchedulesPage));
const HistoryPage = later(() => import("../features/history/HistoryPage").then((all) => all.HistoryPage));
const ConnectionsPage = later(() => import("../features/connections/ConnectionsPage").then((all) => all.ConnectionsPage));

const grid = style({
  display: "grid",
  gridTemplateColumns: { default: [56, "minmax(0, 1fr)"], "@media (min-width: 880px)": [208, "minmax(0, 1fr)"] },
  height: "screen",
  boxSizing: "border-box",
});
const right = style({ display: "flex", flexDirection: "column", minHeight: 0, minWidth: 0, height: "screen", boxSizing: "border-box" });
const content = style({ display: { default: "flex", isHidden: "none" }, gap: 8, paddingTop: 8, paddingEnd: 8, flexGrow: 1, minHeight: 0, minWidth: 0, boxSizing: "border-box" });

function firstOf(session: Session): Incoming | null {
  if (session.pending) return { kind: "file", opened: session.pending };
  return session.running ? { kind: "run", run: session.running } : null;
}

function wantedOf({ schedule, local }: AskedSchedule): Wanted {
  return local === null ? { is: "schedule", id: schedule } : { is: "held", id: schedule, local };
}

/** Changes whenever the same file would go elsewhere, or could go at last. */
function destinationOf(current: ConnectionView | null): string | null {
  return current && [current.id, current.sandbox, current.dataset, current.secret, current.secret_changed].join(" ");
}

export function Frame({ session }: { session: Session }) {
  const platform = usePlatform();
  const [page, setPage] = useState<PageName>(session.schedule ? "schedules" : "upload");
  const [incoming, setIncoming] = useState<Incoming | null>(() => firstOf(session));
  const [shown, setShown] = useState<string | null>(null);
  const connections = useConnections();
  const schedules = useSchedules();
  const [wanted, setWanted] = useState<Wanted | null>(() => session.schedule && wantedOf(session.schedule));
  const [brought, setBrought] = useState<Brought | null>(null);
  const hasPainted = useHasPainted();
  const frame = useRef<HTMLDivElement>(null);

  const receive = useCallback((what: Incoming) => {
    setIncoming(what);
    setPage("upload");
  }, []);
  const openRun = useCallback((run: string) => {
    setShown(run);
    setPage("history");
  }, []);
  const showRun = useCallback(
    (run: string) =>
      platform.historyRun(run).then(
        (report) => (report.status === "running" ? receive({ kind: "run", run }) : openRun(run)),
        () => openRun(run),
      ),
    [platform, receive, openRun],
  );
  const want = useCallback((what: Wanted) => {
    setWanted(what);
    setPage("schedules");
  }, []);
  const choose = useCallback(() => {
    platform.chooseFile().then(
      (opened) => opened && receive({ kind: "file", opened }),
      (reason: unknown) => receive({ kind: "failure", failure: asFailure(reason) }),
    );
  }, [platform, receive]);

  usePlatformEvent("file_opened", (opened: Opened) => receive({ kind: "file", opened }));
  const bring = useCallback((what: Brought) => {
    setBrought(what);
    setPage("connections");
  }, []);
  usePlatformEvent("file_refused", (failure: Failure) => (failure.problem.code === "credentials_unusable" ? bring({ draft: null, failure }) : receive({ kind: "failure", failure })));
  usePlatformEvent("credentials_opened", (draft) => bring({ draft, failure: null }));
  usePlatformEvent("run_show", (run: string) => void showRun(run));
  usePlatformEvent("schedule_show", (asked) => want(wantedOf(asked)));
  useShortcuts({ go: setPage, choose, frame });
  useKeptFocus();
  const { hush } = useMessages();
  useEffect(() => {
    document.documentElement.dataset.page = page;
    // What was said was said about another page.
    hush();
  }, [page, hush]);

  const next = nextOf(schedules.all);
  return (
    <div ref={frame} className={grid}>
      <Rail
        page={page}
        version={session.version}
        current={connections.current}
        next={next && { name: next.view.schedule.name, at: next.at }}
        held={schedules.all.filter(({ will }) => will.state === "held").length}
        onGo={setPage}
      />
      <div className={right}>
        <Place isShown={page === "upload"}>
          <main className={panel}>
            <UploadPage incoming={incoming} destination={destinationOf(connections.current)} isPractice={connections.current?.place !== "production" && connections.current?.place !== "development"} isShown={page === "upload"} onOpenRun={openRun} onRepeat={(run) => want({ is: "repeat", run })} onGoToConnections={() => setPage("connections")} />
          </main>
        </Place>
        {(hasPainted || page !== "upload") && (
          <>
            <Place isShown={page === "schedules"}>
              <SchedulesPage isShown={page === "schedules"} schedules={schedules} connections={connections.all} current={connections.current} wanted={wanted} onOpenRun={openRun} onGoToConnections={() => setPage("connections")} />
            </Place>
            <Place isShown={page === "history"}>
              <HistoryPage
                isShown={page === "history"}
                selected={shown}
                onSelect={setShown}
                onAgain={(opened) => receive({ kind: "file", opened })}
                onWatch={(run) => receive({ kind: "run", run })}
                onGoToUpload={() => setPage("upload")}
                onGoToSchedules={(slot) => (slot ? want({ is: "held", ...slot }) : setPage("schedules"))}
              />
            </Place>
            <Place isShown={page === "connections"}>
              <ConnectionsPage isShown={page === "connections"} connections={connections} brought={brought} />
            </Place>
          </>
        )}
        <MessageLine />
      </div>
      <ResetDialog reset={session.reset} />
    </div>
  );
}

/** All pages stay mounted, so that an upload survives a look at History. */
function Place({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  return (
    <div className={content({ isHidden: !isShown })}>
      <Suspense fallback={null}>{children}</Suspense>
    </div>
  );
}

/** The first page is on the screen: now the others may come. */
function useHasPainted(): boolean {
  const [hasPainted, setHasPainted] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      setTimeout(() => {
        fetchRest();
        setHasPainted(true);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return hasPainted;
}
