/** This tab's right to label a study. */
export interface StudyHold {
  /** What must be on disk before the study goes to another tab. */
  beforeRelease(work: () => Promise<unknown>): void;
  /** Lets the study go after that work, also when it fails. */
  release(): Promise<void>;
}

export interface HoldOptions {
  /** Asks the tab that has the study to save and let go; takes it when that tab does not answer. */
  readonly force: boolean;
  /** Another tab has the study now, and what was done here is saved. */
  readonly onLost: () => void;
}

/** A reload asks before the browser has noticed the end of the page before it. */
const patienceMs = 1000;
/** How long another tab may take to save its work. */
const answerMs = 4000;
const channelName = "overread-study-lock";
/** Studies that this page is about to let go: their work is being saved. */
const leaving = new Map<string, Promise<void>>();

const wait = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

const lockName = (studyUid: string) => `overread-study-${studyUid}`;

/** Whether anybody has a lock. Without Web Locks nobody can tell: no. */
async function isHeld(name: string): Promise<boolean> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  const { held } = (await locks?.query()) ?? {};
  return (held ?? []).some((lock) => lock.name === name);
}

/** Whether a tab has a study; see {@link isHeld}. */
export const isStudyOpen = (studyUid: string): Promise<boolean> => isHeld(lockName(studyUid));

type Free = () => void;

/** The lock, or null when another has it; `onStolen` when it is taken away. */
function requestLock(name: string, options: LockOptions, onStolen: () => void): Promise<Free | null> {
  return new Promise((resolve) => {
    let granted = false;
    navigator.locks
      .request(name, options, (lock) => {
        // Where it was asked for only if it is free: another has it.
        if (!lock) return resolve(null);
        granted = true;
        return new Promise<void>(resolve);
      })
      .catch(() => {
        if (granted) onStolen();
        else resolve(null);
      });
  });
}

/**
 * The lock as soon as it is free, with some patience for a page that is on its way out; null when another has it. A browser that answers late,
 * as after a crash, is no other tab: only what the browser itself says counts, not how long it took to say it.
 */
async function whenFree(name: string, patience: number, onStolen: () => void): Promise<Free | null> {
  const atOnce = { ifAvailable: true };
  return (
    (await requestLock(name, atOnce, onStolen)) ??
    (await requestLock(name, { signal: AbortSignal.timeout(patience) }, onStolen)) ??
    ((await isHeld(name)) ? null : requestLock(name, atOnce, onStolen))
  );
}

/**
 * Takes a study for this tab (viewer-and-tools 3.8): two tabs would hand out the same mask values and undo each other's
 * work unseen. Null when another tab has it. Without Web Locks, on an insecure host, every tab gets it.
 */
export async function holdStudy(studyUid: string, { force, onLost }: HoldOptions): Promise<StudyHold | null> {
  const works: (() => Promise<unknown>)[] = [];
  const finish = () => Promise.all(works.map((work) => work()));
  if (!("locks" in navigator)) {
    return { beforeRelease: (work) => works.push(work), release: () => Promise.resolve() };
  }
  const name = lockName(studyUid);
  // Left and opened again at once: it is no other tab that still has it.
  const left = leaving.get(name);
  if (left) await Promise.race([left, wait(answerMs)]);
  const channel = new BroadcastChannel(channelName);
  const lose = async () => {
    try {
      await finish();
    } catch {
      return false; // the work is not on disk: it stays on the screen, with its way out
    }
    channel.close();
    onLost();
    return true;
  };
  const onStolen = () => void lose();
  if (force) channel.postMessage(studyUid);
  let free = await whenFree(name, force ? answerMs : patienceMs, onStolen);
  if (!free && force) free = await requestLock(name, { steal: true }, onStolen);
  if (!free) {
    channel.close();
    return null;
  }
  const letGo = free;
  channel.onmessage = async ({ data }: MessageEvent<unknown>) => {
    if (data === studyUid && (await lose())) letGo();
  };
  return {
    beforeRelease: (work) => works.push(work),
    release: () => {
      const left = finish()
        .catch(() => undefined)
        .then(() => {
          channel.close();
          letGo();
          leaving.delete(name);
        });
      leaving.set(name, left);
      return left;
    },
  };
}
