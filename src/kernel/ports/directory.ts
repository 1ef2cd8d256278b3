import type { Absence } from "#domain/absence";
import type { AccountRef, OfficeHours, Person, Project, SeenAccount, Team } from "#domain/directory";

/** What a change of the directory is signed with. */
export interface Signature {
  by: string;
  at: Date;
}

/** What is named of a team; the rest stays as it is. A new team is called by its key and works from Monday to Friday. */
export interface TeamChange extends Gaps<Omit<Team, "key" | "members">> {
  key: string;
  /** Person ids. */
  members?: string[] | undefined;
}

type Gaps<Fields> = { [Key in keyof Fields]?: Fields[Key] | undefined };

export type LinkOutcome = { status: "linked"; person: Person } | { status: "taken"; person: Person };

/** What a person says of how they work; what is left out stays as it was. */
export interface OwnSettings {
  /** Null for what Slack says. */
  zone?: string | null | undefined;
  /** Null for nine to five. */
  hours?: OfficeHours | null | undefined;
  wantsPrompts?: boolean | undefined;
}

/** People with their accounts, teams and projects. */
export interface Directory {
  /** Those that are not over, of a person or of everybody. */
  absences(on: { from: string; person?: string }): Promise<Absence[]>;
  addAbsence(absence: Absence, signature: Signature): Promise<void>;
  /** Ends what goes on, and takes back what is to come; how many that were. */
  endAbsences(person: string, today: string): Promise<number>;
  saveSettings(person: string, settings: OwnSettings, signature: Signature): Promise<void>;
  /** Forgets days away and settings of a person. */
  forgetOwn(person: string): Promise<void>;

  personOf(account: AccountRef): Promise<Person | undefined>;
  people(limit: number): Promise<Person[]>;
  /** The names of the people behind GitHub logins; logins of nobody known are left out. */
  namesOf(logins: readonly string[]): Promise<Map<string, string>>;
  /** Remembers accounts a vendor told us of; those with the e-mail of a known person become that person's. */
  see(accounts: SeenAccount[], at: Date): Promise<void>;
  /** Accounts seen that belong to nobody yet, the most recently seen first. */
  unknownAccounts(limit: number): Promise<(SeenAccount & { seenAt: Date })[]>;
  /** The handles of accounts that are known to be bots. */
  bots(limit: number): Promise<string[]>;
  /** Gives an account to a person. One that is another's stays there unless `force`. */
  link(account: AccountRef, personId: string, options: Signature & { force: boolean }): Promise<LinkOutcome>;
  unlink(account: AccountRef): Promise<boolean>;
  /**
   * Forgets who somebody is, and the words they typed to us. Answers the name by which they are called from then on, which
   * lasts until an account is linked anew.
   */
  erase(person: Person, at: Date): Promise<string>;

  teams(): Promise<Team[]>;
  team(key: string): Promise<Team | undefined>;
  /** Two who change different things of a team at once both have their way. */
  saveTeam(team: TeamChange, options: Signature & { zone: string }): Promise<Team>;
  removeTeam(key: string): Promise<boolean>;

  projects(): Promise<Project[]>;
  /** False when the key is taken. */
  createProject(project: Project, signature: Signature): Promise<boolean>;
  /** False when there is none with this key. */
  updateProject(key: string, change: Partial<Omit<Project, "key">>, signature: Signature): Promise<boolean>;
  removeProject(key: string): Promise<boolean>;
}
