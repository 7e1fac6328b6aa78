// What I did myself comes back as an event when its answer is already on the page.
const OWN_ECHO_MS = 5_000;

type Came = { acting: boolean; readAt: number; now: number };

/**
 * Of the events about the prescription on the page: which are only my own act coming back, and which bring news. `readAt` is when
 * what stands on the page was read or answered.
 */
export function ownEcho() {
  /** The reading whose own event has come. */
  let echoed = 0;
  /** Events that came while an act of mine was under way, and what stood on the page then. */
  let during = { events: 0, readAt: 0 };
  return {
    /** True when the page must be read again. */
    came({ acting, readAt, now }: Came): boolean {
      if (acting) {
        during = { events: during.events + 1, readAt };
        return false;
      }
      // The event of my own act was here before its answer, which then brought the news.
      if (during.events > 0) echoed = readAt;
      during = { events: 0, readAt: 0 };
      // One event is my own act; a second one, however soon, is the patient's.
      const echo = now - readAt <= OWN_ECHO_MS && echoed !== readAt;
      if (echo) echoed = readAt;
      return !echo;
    },
    /** An act of mine has ended: true when more came meanwhile than its own event, or the act brought no answer. */
    acted(readAt: number): boolean {
      const more = during.events > 1 || (during.events === 1 && readAt === during.readAt);
      if (more) during = { events: 0, readAt: 0 };
      return more;
    },
    /** What was read for an event, or when the page opened, has no echo of its own to come. */
    read(readAt: number): void {
      echoed = readAt;
    },
    /** After a gap in the connection: only what was read just now can't have missed anything. */
    back: ({ readAt, now }: Omit<Came, 'acting'>): boolean => readAt > 0 && now - readAt > OWN_ECHO_MS,
  };
}
