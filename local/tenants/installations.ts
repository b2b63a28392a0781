import { DirectoryRefusal } from './acts.ts';
import type { Directory } from './directory.ts';

/** What can be done to the app's installations in a tenant. */
export type InstallationAct =
  | {
      readonly act: 'installApp' | 'uninstallApp' | 'blockBot' | 'unblockBot';
      readonly personId: string;
    }
  | { readonly act: 'installAppInTeam' | 'uninstallAppFromTeam'; readonly groupId: string };

/** The app as one person or one team has it. */
export interface Installation {
  /** ISO 8601 UTC. */
  readonly installedAt: string;
  /** The person wants to hear nothing of the bot; never of a team. */
  readonly blocked: boolean;
}

/** Who has installed the app in a tenant. */
export interface Installations {
  /** `undefined` where the person has not installed it, or is gone. */
  ofPerson(personId: string): Installation | undefined;
  ofTeam(groupId: string): Installation | undefined;
  /** @throws DirectoryRefusal where it cannot be done; nothing was changed then */
  perform(act: InstallationAct, at: number): void;
}

/** Whether an act is one of these. */
export function isInstallationAct(act: { readonly act: string }): act is InstallationAct {
  return ACTS.has(act.act);
}

const ACTS: ReadonlySet<string> = new Set<InstallationAct['act']>([
  'installApp',
  'uninstallApp',
  'blockBot',
  'unblockBot',
  'installAppInTeam',
  'uninstallAppFromTeam',
]);

export function createInstallations(directory: Directory): Installations {
  const ofPeople = new Map<string, Installation>();
  const ofTeams = new Map<string, Installation>();

  const isLive = (personId: string): boolean => {
    const index = directory.users.indexOfId(personId);
    return index !== undefined && directory.users.standing(index).state === 'live';
  };

  const installed = (personId: string, remedy: string): Installation => {
    const installation = ofPeople.get(personId);
    if (installation !== undefined) return installation;
    throw new DirectoryRefusal(
      'wrong-state',
      'personId',
      personId,
      `The person ${personId} has not installed the app: ${remedy}.`,
    );
  };

  const refuseInstalled = (field: string, id: string, there: boolean): void => {
    if (!there) return;
    throw new DirectoryRefusal(
      'wrong-state',
      field,
      id,
      `${id} has the app already: uninstall it first.`,
    );
  };

  return {
    ofPerson: (personId) => (isLive(personId) ? ofPeople.get(personId.toLowerCase()) : undefined),
    ofTeam: (groupId) => {
      const id = groupId.toLowerCase();
      return directory.groups.byId(id) === undefined ? undefined : ofTeams.get(id);
    },
    perform(act, at) {
      const installedAt = new Date(at).toISOString();
      switch (act.act) {
        case 'installApp': {
          const { user, state } = directory.userById(act.personId);
          if (state !== 'live') {
            throw new DirectoryRefusal(
              'wrong-state',
              'personId',
              user.id,
              `The user ${user.id} is ${state}: restore the user first.`,
            );
          }
          refuseInstalled('personId', user.id, ofPeople.has(user.id));
          ofPeople.set(user.id, { installedAt, blocked: false });
          return;
        }
        case 'uninstallApp': {
          const id = act.personId.toLowerCase();
          installed(id, 'there is nothing to uninstall');
          ofPeople.delete(id);
          return;
        }
        case 'blockBot':
        case 'unblockBot': {
          const id = act.personId.toLowerCase();
          const installation = installed(id, 'install it first');
          ofPeople.set(id, { ...installation, blocked: act.act === 'blockBot' });
          return;
        }
        case 'installAppInTeam': {
          const group = directory.groups.byId(act.groupId)?.group;
          if (group?.groupTypes.includes('Unified') !== true) {
            throw new DirectoryRefusal(
              'invalid',
              'groupId',
              act.groupId,
              `${act.groupId} is no team: take a group of the kind microsoft365.`,
            );
          }
          refuseInstalled('groupId', group.id, ofTeams.has(group.id));
          ofTeams.set(group.id, { installedAt, blocked: false });
          return;
        }
        case 'uninstallAppFromTeam': {
          const id = act.groupId.toLowerCase();
          if (!ofTeams.delete(id)) {
            throw new DirectoryRefusal(
              'wrong-state',
              'groupId',
              id,
              `The team ${id} has not installed the app: there is nothing to uninstall.`,
            );
          }
        }
      }
    },
  };
}
