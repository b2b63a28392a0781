import type { Actor, Tenant, World } from '../ports/world.ts';
import type { Job } from './rules.ts';

/** What a kind of job is given while it runs. */
export interface JobRun {
  readonly job: Job;
  /** Who asked, with the job's id as the id of the act. */
  readonly actor: Actor;
  /** When the process closes: what waits long within a step ends its waiting, and throws. */
  readonly closing: AbortSignal;
  /**
   * Saves how far it is and where to go on after a stop; a `result` left out stays as it was. Throws where the job was
   * cancelled, another worker has it, or the process closes; the work lets that pass through.
   */
  progress(
    done: number,
    total: number | null,
    checkpoint: unknown,
    result?: unknown,
  ): Promise<void>;
}

/** How a job ended; a throw is a failure (an AppError's code and words are shown, anything else is a bug). */
export interface JobEnd {
  readonly state: 'succeeded' | 'partly-failed';
  readonly result: unknown;
}

/** One kind of long work. `run` is called again from the last checkpoint after a crash, so its steps must bear repeating. */
export interface JobWork {
  readonly kind: string;
  /**
   * In which line of its tenant a job waits: those of one line go one after the other, those of different lines side by
   * side. Left out: all of the kind are one line.
   */
  readonly lineOf?: (job: Job) => string;
  /**
   * Work that ends what was decided already, as a deletion does: nobody could begin it anew, so it never fails, but rests
   * (`REST_MS`) and goes on, whatever went wrong.
   */
  readonly mustEnd?: boolean;
  run(world: World, tenant: Tenant, run: JobRun): Promise<JobEnd>;
}
