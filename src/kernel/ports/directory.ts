import type { AccountRef, Person, Project, SeenAccount, Team } from "#domain/directory";

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

/** People with their accounts, teams and projects. */
export interface Directory {
  personOf(account: AccountRef): Promise<Person | undefined>;
  people(limit: number): Promise<Person[]>;
  /** The names of the people behind GitHub logins; logins of nobody known are left out. */
  namesOf(logins: readonly string[]): Promise<Map<string, string>>;
  /** Remembers accounts a vendor told us of; those with the e-mail of a known person become that person's. */
  see(accounts: SeenAccount[], at: Date): Promise<void>;
  /** Accounts seen that belong to nobody yet, the most recently seen first. */
  unknownAccounts(limit: number): Promise<(SeenAccount & { seenAt: Date })[]>;
  /** Gives an account to a person. One that is another's stays there unless `force`. */
  link(account: AccountRef, personId: string, options: Signature & { force: boolean }): Promise<LinkOutcome>;
  unlink(account: AccountRef): Promise<boolean>;

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
