import type { DirectoryAccount } from '../../api/seats/rules/person.ts';
import type { Act } from './acts.ts';
import type { Campus } from './campus.ts';
import type { Count } from './oracle.ts';

interface ModelPerson {
  account: DirectoryAccount;
  removed: boolean;
  flow: boolean;
  readonly lists: Set<string>;
  readonly trainings: Set<string>;
}

/** What should be true after acts one after the other: plain sets, from the words of the behaviours and decisions. */
export class Model {
  readonly campus: Campus;
  readonly people: ModelPerson[];

  constructor(campus: Campus) {
    this.campus = campus;
    this.people = campus.personIds.map(() => ({
      account: 'enabled',
      removed: false,
      flow: false,
      lists: new Set(),
      trainings: new Set(),
    }));
  }

  private leave(person: ModelPerson, catalogId: string): void {
    if (!person.lists.delete(catalogId)) return;
    for (const trainingId of person.trainings) {
      if (this.campus.catalogOf.get(trainingId) === catalogId) person.trainings.delete(trainingId);
    }
    if (person.lists.size === 0) person.flow = false;
  }

  /** Does the act to everybody it names. */
  apply(act: Act): void {
    for (const i of act.who) {
      const person = this.people[i];
      if (person !== undefined) this.applyTo(person, act);
    }
  }

  private applyTo(person: ModelPerson, act: Act): void {
    const gone = person.account === 'deleted';
    switch (act.do) {
      case 'enrol': {
        if (gone) return;
        const trainingId = this.campus.trainingIds[act.what] ?? '';
        person.removed = false;
        person.trainings.add(trainingId);
        person.lists.add(this.campus.catalogOf.get(trainingId) ?? '');
        return;
      }
      case 'unenrol':
        person.trainings.delete(this.campus.trainingIds[act.what] ?? '');
        return;
      case 'list':
        if (gone) return;
        person.removed = false;
        person.lists.add(this.campus.catalogIds[act.what] ?? '');
        return;
      case 'unlist':
        this.leave(person, this.campus.catalogIds[act.what] ?? '');
        return;
      case 'remove':
        if (person.removed) return;
        for (const catalogId of [...person.lists]) this.leave(person, catalogId);
        person.removed = true;
        person.flow = false;
        return;
      case 'flow':
        if (act.active && !person.flow) person.removed = false;
        person.flow = act.active;
        return;
      case 'account':
        person.account = act.account;
    }
  }

  /** Whether the person counts (S-1). */
  counts(i: number): boolean {
    const person = this.people[i];
    if (person === undefined || person.removed || person.account !== 'enabled') return false;
    return person.flow || person.trainings.size > 0;
  }

  /** All the figures. */
  count(): Count {
    const catalogs = Object.fromEntries(
      this.campus.catalogIds.map((id) => [id, { used: 0, listed: 0, live: 0 }]),
    );
    const trainings: Record<string, number> = Object.fromEntries(
      this.campus.trainingIds.map((id) => [id, 0]),
    );
    let used = 0;
    this.people.forEach((person, i) => {
      const counted = this.counts(i);
      used += Number(counted);
      for (const catalogId of person.lists) {
        const sum = catalogs[catalogId];
        if (sum === undefined) continue;
        const live = [...person.trainings].filter(
          (id) => this.campus.catalogOf.get(id) === catalogId,
        ).length;
        sum.listed += 1;
        sum.live += live;
        sum.used += Number(counted && live > 0);
      }
      for (const id of person.trainings) trainings[id] = (trainings[id] ?? 0) + 1;
    });
    return { used, catalogs, trainings };
  }
}
