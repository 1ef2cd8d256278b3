import { buildSchema } from "graphql";

/** The part of Linear's interface that is there; a field that is not in it is an error, as it is with them. */
export const SCHEMA = buildSchema(`
  scalar DateTime
  scalar TimelessDate

  type Query {
    viewer: User!
    issue(id: String!): Issue!
    comment(id: String, hash: String): Comment!
    teams(filter: TeamFilter, first: Int, after: String): TeamConnection!
    issues(
      filter: IssueFilter, first: Int, after: String, includeArchived: Boolean, sort: [IssueSortInput!]
    ): IssueConnection!
    cycles(filter: CycleFilter, first: Int, after: String): CycleConnection!
    users(filter: UserFilter, first: Int, after: String): UserConnection!
    searchIssues(term: String!, filter: IssueFilter, first: Int, includeArchived: Boolean): IssueSearchPayload!
  }

  type Mutation {
    issueCreate(input: IssueCreateInput!): IssuePayload!
    issueUpdate(id: String!, input: IssueUpdateInput!): IssuePayload!
    commentCreate(input: CommentCreateInput!): CommentPayload!
  }

  type User { id: ID!, name: String!, displayName: String!, email: String!, active: Boolean!, app: Boolean! }
  type WorkflowState { id: ID!, name: String!, type: String!, position: Float! }
  type Team { id: ID!, key: String!, name: String!, states(first: Int): WorkflowStateConnection! }
  type Comment { id: ID!, body: String!, url: String!, createdAt: DateTime!, user: User, issue: Issue }
  type Issue {
    id: ID!, identifier: String!, number: Float!, title: String!, description: String, url: String!, priority: Float!
    createdAt: DateTime!, updatedAt: DateTime!, state: WorkflowState!, assignee: User, creator: User, team: Team!
    estimate: Float, dueDate: TimelessDate, cycle: Cycle, parent: Issue, trashed: Boolean
    labels(first: Int): IssueLabelConnection!, history(first: Int): IssueHistoryConnection!
    comments(first: Int): CommentConnection!
  }
  type Cycle {
    id: ID!, number: Float!, name: String, description: String, startsAt: DateTime!, endsAt: DateTime!
    completedAt: DateTime, updatedAt: DateTime!, team: Team!
  }
  type IssueLabel { id: ID!, name: String! }
  type IssueHistory {
    id: ID!, createdAt: DateTime!, fromState: WorkflowState, toState: WorkflowState, fromCycle: Cycle, toCycle: Cycle
    fromAssignee: User, toAssignee: User, fromParent: Issue, toParent: Issue, fromEstimate: Float, toEstimate: Float
  }

  type PageInfo { hasNextPage: Boolean!, endCursor: String }
  type IssueConnection { nodes: [Issue!]!, pageInfo: PageInfo! }
  type CycleConnection { nodes: [Cycle!]!, pageInfo: PageInfo! }
  type IssueLabelConnection { nodes: [IssueLabel!]!, pageInfo: PageInfo! }
  type IssueHistoryConnection { nodes: [IssueHistory!]!, pageInfo: PageInfo! }
  type TeamConnection { nodes: [Team!]!, pageInfo: PageInfo! }
  type UserConnection { nodes: [User!]!, pageInfo: PageInfo! }
  type CommentConnection { nodes: [Comment!]!, pageInfo: PageInfo! }
  type WorkflowStateConnection { nodes: [WorkflowState!]!, pageInfo: PageInfo! }
  type IssueSearchResult { id: ID!, identifier: String!, number: Float!, title: String!, url: String!, team: Team! }
  type IssueSearchPayload { nodes: [IssueSearchResult!]!, pageInfo: PageInfo!, totalCount: Float! }
  type IssuePayload { success: Boolean!, lastSyncId: Float!, issue: Issue }
  type CommentPayload { success: Boolean!, lastSyncId: Float!, comment: Comment! }

  input StringComparator { eq: String, eqIgnoreCase: String, containsIgnoreCase: String }
  input DateComparator { gte: String }
  input WorkflowStateFilter { type: StateTypeComparator }
  input StateTypeComparator { nin: [String!] }
  input IssueFilter { team: TeamFilter, updatedAt: DateComparator, state: WorkflowStateFilter, or: [IssueFilter!] }
  input CycleFilter { team: TeamFilter }
  enum PaginationSortOrder { Ascending Descending }
  input UpdatedAtSort { order: PaginationSortOrder }
  input IssueSortInput { updatedAt: UpdatedAtSort }
  input TeamFilter { key: StringComparator }
  input UserFilter { email: StringComparator, name: StringComparator, displayName: StringComparator, or: [UserFilter!] }
  input IssueCreateInput {
    id: String, teamId: String!, title: String, description: String, priority: Int, assigneeId: String, stateId: String
    parentId: String, labelIds: [String!]
  }
  input IssueUpdateInput { title: String, description: String, priority: Int, assigneeId: String, stateId: String }
  input CommentCreateInput { id: String, issueId: String, body: String }
`);
