CREATE TABLE "absences" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"from_date" text NOT NULL,
	"to_date" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"vendor" text NOT NULL,
	"handle" text NOT NULL,
	"person_id" text,
	"name" text,
	"email" text,
	"kind" text NOT NULL,
	"linked_by" text,
	"linked_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "accounts_vendor_handle_pk" PRIMARY KEY("vendor","handle")
);
--> statement-breakpoint
CREATE TABLE "acting_steps" (
	"invocation" text NOT NULL,
	"signal_id" text NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"detail" text NOT NULL,
	"recipient" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "acting_steps_invocation_signal_id_pk" PRIMARY KEY("invocation","signal_id")
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"subject" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"person" text NOT NULL,
	"person_kind" text NOT NULL,
	CONSTRAINT "activities_subject_at_kind_person_person_kind_pk" PRIMARY KEY("subject","at","kind","person","person_kind")
);
--> statement-breakpoint
CREATE TABLE "answer_drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"author" text NOT NULL,
	"author_name" text NOT NULL,
	"asker" text,
	"link" text,
	"audience" text NOT NULL,
	"is_tainted" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approval_cards" (
	"approval" text NOT NULL,
	"channel" text NOT NULL,
	"message" text NOT NULL,
	"version" integer NOT NULL,
	"shown" text NOT NULL,
	CONSTRAINT "approval_cards_approval_channel_pk" PRIMARY KEY("approval","channel")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"input" text NOT NULL,
	"target" text NOT NULL,
	"vendor" text NOT NULL,
	"snapshot" text NOT NULL,
	"project" text,
	"team" text,
	"actor" text NOT NULL,
	"requester" text NOT NULL,
	"requester_person" text,
	"origin" text NOT NULL,
	"trace_id" text NOT NULL,
	"model_version" text,
	"parent" text,
	"grounds" text NOT NULL,
	"is_tainted" boolean NOT NULL,
	"is_dry_run" boolean NOT NULL,
	"risk" text NOT NULL,
	"mode" text NOT NULL,
	"rule" text NOT NULL,
	"needed" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"payload_hash" text NOT NULL,
	"policy_hash" text NOT NULL,
	"capability_hash" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"broke_glass" boolean DEFAULT false NOT NULL,
	"superseded_by" text,
	"attempts_made" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"result" text,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"approval" text NOT NULL,
	"number" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"ending" text,
	"detail" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "attempts_approval_number_pk" PRIMARY KEY("approval","number")
);
--> statement-breakpoint
CREATE TABLE "attributions" (
	"ref" text PRIMARY KEY NOT NULL,
	"repo" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"deployment" text,
	"cause_rule" text,
	"fixed_by" text
);
--> statement-breakpoint
CREATE TABLE "audiences" (
	"audience" text PRIMARY KEY NOT NULL,
	"documents" integer NOT NULL,
	"chunks" integer NOT NULL,
	"words" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_bodies" (
	"seq" integer PRIMARY KEY NOT NULL,
	"salt" text NOT NULL,
	"payload" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"first_seq" integer NOT NULL,
	"prev" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_checkpoints_first_seq_pk" PRIMARY KEY("first_seq")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" integer PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"ts" text NOT NULL,
	"verb" text NOT NULL,
	"subject" text NOT NULL,
	"actor" text NOT NULL,
	"outcome" text NOT NULL,
	"correlation_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blockers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"why" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"ref" text PRIMARY KEY NOT NULL,
	"repo" text NOT NULL,
	"base" text NOT NULL,
	"author" text NOT NULL,
	"author_kind" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"clock_start" timestamp (3) with time zone NOT NULL,
	"first_commit_at" timestamp (3) with time zone,
	"first_review_at" timestamp (3) with time zone,
	"approved_at" timestamp (3) with time zone,
	"rework" integer NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"merge_sha" text,
	"reverts" text,
	"fixes" jsonb NOT NULL,
	"deployment" text,
	"shipped_at" timestamp (3) with time zone,
	"ship_rule" text
);
--> statement-breakpoint
CREATE TABLE "checks" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"version" text NOT NULL,
	"name" text NOT NULL,
	"conclusion" text,
	"at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk_texts" (
	"chunk" integer PRIMARY KEY NOT NULL,
	"heading" text NOT NULL,
	"anchor" text,
	"first_line" integer NOT NULL,
	"last_line" integer NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk_vectors" (
	"chunk" integer NOT NULL,
	"model" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "chunk_vectors_chunk_model_pk" PRIMARY KEY("chunk","model")
);
--> statement-breakpoint
CREATE TABLE "chunks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"document" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"audience" text NOT NULL,
	"words" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commits" (
	"subject" text NOT NULL,
	"sha" text NOT NULL,
	"title" text NOT NULL,
	"person" text NOT NULL,
	"person_kind" text NOT NULL,
	"authored_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commits_subject_sha_pk" PRIMARY KEY("subject","sha")
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"subject" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"kind" text,
	"cause" text,
	"is_void" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deployments" (
	"id" text PRIMARY KEY NOT NULL,
	"repo" text NOT NULL,
	"environment" text NOT NULL,
	"ref" text NOT NULL,
	"branch" text,
	"sha" text NOT NULL,
	"creator" text,
	"url" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"succeeded_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"is_clock_suspect" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"uri" text NOT NULL,
	"title" text NOT NULL,
	"path" text,
	"url" text,
	"audience" text NOT NULL,
	"trust" text NOT NULL,
	"content_hash" text NOT NULL,
	"version" text,
	"author" text,
	"updated_at" timestamp (3) with time zone,
	"synced_at" timestamp (3) with time zone NOT NULL,
	"seen_in_run" text,
	"is_truncated" boolean NOT NULL,
	"chunks" integer NOT NULL,
	"meta" text
);
--> statement-breakpoint
CREATE TABLE "draft_edits" (
	"plan" text PRIMARY KEY NOT NULL,
	"by" text NOT NULL,
	"version" text NOT NULL,
	"added" integer NOT NULL,
	"removed" integer NOT NULL,
	"patch" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft_ratings" (
	"plan" text NOT NULL,
	"by" text NOT NULL,
	"rating" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "draft_ratings_plan_by_pk" PRIMARY KEY("plan","by")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"delivery" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"normalised" jsonb,
	"payload" "bytea",
	"folded_at" timestamp (3) with time zone,
	"fold_error" text
);
--> statement-breakpoint
CREATE TABLE "held_back" (
	"recipient" text NOT NULL,
	"signal_id" text NOT NULL,
	"subject" text NOT NULL,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "held_back_recipient_signal_id_pk" PRIMARY KEY("recipient","signal_id")
);
--> statement-breakpoint
CREATE TABLE "invocations" (
	"id" text PRIMARY KEY NOT NULL,
	"trace_id" text NOT NULL,
	"name" text NOT NULL,
	"actor" text NOT NULL,
	"surface" text NOT NULL,
	"place" text,
	"input" jsonb,
	"outcome" text NOT NULL,
	"message" text,
	"result" jsonb,
	"ms" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "issues" (
	"ref" text PRIMARY KEY NOT NULL,
	"repo" text NOT NULL,
	"number" integer NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"core_version" text NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"author" text NOT NULL,
	"state" text NOT NULL,
	"labels" jsonb NOT NULL,
	"assignees" jsonb NOT NULL,
	"is_incident" boolean NOT NULL,
	"root_cause" text,
	"fixed_in" text,
	"closed_at" timestamp (3) with time zone,
	"is_clock_suspect" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"queue" text NOT NULL,
	"key" text,
	"payload" jsonb NOT NULL,
	"state" text DEFAULT 'ready' NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"attempts_max" integer NOT NULL,
	"error" text,
	"enqueued_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "knowledge_sources" (
	"key" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"location" text NOT NULL,
	"audience" text NOT NULL,
	"run" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text NOT NULL,
	"error" text,
	"removed" integer NOT NULL,
	"held_back" integer NOT NULL,
	"skipped" integer NOT NULL,
	"skipped_first" jsonb NOT NULL,
	"next_run_at" timestamp (3) with time zone,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"failures" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memory" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"trace_id" text NOT NULL,
	"actor" text NOT NULL,
	"task" text NOT NULL,
	"prompt" text NOT NULL,
	"prompt_version" integer NOT NULL,
	"variant" text NOT NULL,
	"model" text NOT NULL,
	"rung" text NOT NULL,
	"prompt_hash" text NOT NULL,
	"sources" jsonb NOT NULL,
	"redactions" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"tokens_in" integer NOT NULL,
	"tokens_out" integer DEFAULT 0 NOT NULL,
	"is_estimated" boolean DEFAULT true NOT NULL,
	"cost_usd" double precision NOT NULL,
	"ms" integer,
	"detail" text,
	"body" text,
	"reply" text
);
--> statement-breakpoint
CREATE TABLE "model_months" (
	"month" text PRIMARY KEY NOT NULL,
	"usd" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"zone" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_settings" (
	"person" text PRIMARY KEY NOT NULL,
	"zone" text,
	"opens" integer,
	"closes" integer,
	"wants_prompts" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"batch" text,
	"position" integer NOT NULL,
	"asker" jsonb NOT NULL,
	"surface" text NOT NULL,
	"place" text,
	"thread" text,
	"title" text NOT NULL,
	"wish" jsonb NOT NULL,
	"stage" text NOT NULL,
	"draft" jsonb,
	"writer" jsonb,
	"is_tainted" boolean NOT NULL,
	"questions" jsonb NOT NULL,
	"notice" text,
	"prd" integer,
	"version" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "prd_branches" (
	"prd" text NOT NULL,
	"name" text NOT NULL,
	"head" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "prd_branches_prd_name_pk" PRIMARY KEY("prd","name")
);
--> statement-breakpoint
CREATE TABLE "prd_comments" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"prd" text NOT NULL,
	"version" text NOT NULL,
	"section" text,
	"by" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prd_links" (
	"prd" text NOT NULL,
	"requirement" text NOT NULL,
	"ref" text NOT NULL,
	"title" text NOT NULL,
	"url" text,
	"version" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "prd_links_prd_requirement_ref_pk" PRIMARY KEY("prd","requirement","ref")
);
--> statement-breakpoint
CREATE TABLE "prd_reviews" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"prd" text NOT NULL,
	"version" text NOT NULL,
	"branch" text NOT NULL,
	"verdict" text NOT NULL,
	"by" text NOT NULL,
	"comment" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prd_texts" (
	"hash" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prd_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"prd" text NOT NULL,
	"number" integer NOT NULL,
	"parents" jsonb NOT NULL,
	"text_hash" text NOT NULL,
	"author" text NOT NULL,
	"message" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prds" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"project" text,
	"state" text DEFAULT 'draft' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"place" text,
	"thread" text,
	"origin" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tracker" text NOT NULL,
	"team" text,
	"description" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pull_requests" (
	"ref" text PRIMARY KEY NOT NULL,
	"repo" text NOT NULL,
	"number" integer NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"core_version" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"url" text NOT NULL,
	"author" text NOT NULL,
	"author_kind" text NOT NULL,
	"base" text NOT NULL,
	"head" text NOT NULL,
	"head_sha" text NOT NULL,
	"state" text NOT NULL,
	"is_draft" boolean NOT NULL,
	"labels" jsonb NOT NULL,
	"requested_reviewers" jsonb NOT NULL,
	"merge_sha" text,
	"merged_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"size_version" text,
	"additions" integer,
	"deletions" integer,
	"changed_files" integer,
	"is_clock_suspect" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pushes" (
	"subject" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"version" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"person" text NOT NULL,
	"person_kind" text NOT NULL,
	"subjects" jsonb NOT NULL,
	"shas" jsonb NOT NULL,
	CONSTRAINT "pushes_subject_at_version_pk" PRIMARY KEY("subject","at","version")
);
--> statement-breakpoint
CREATE TABLE "question_ratings" (
	"question" text NOT NULL,
	"by" text NOT NULL,
	"rating" text NOT NULL,
	"words" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "question_ratings_question_by_pk" PRIMARY KEY("question","by")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" text PRIMARY KEY NOT NULL,
	"asker" text NOT NULL,
	"place" text,
	"thread" text,
	"is_open" boolean NOT NULL,
	"text" text NOT NULL,
	"follows" text,
	"is_answered" boolean NOT NULL,
	"mode" text,
	"reason" text,
	"confidence" double precision NOT NULL,
	"missing" jsonb NOT NULL,
	"cited" jsonb NOT NULL,
	"experts" jsonb NOT NULL,
	"ms" integer NOT NULL,
	"trace_id" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"person" text NOT NULL,
	"person_kind" text NOT NULL,
	"state" text,
	"at" timestamp (3) with time zone NOT NULL,
	"dismissed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "schedule_runs" (
	"schedule" integer NOT NULL,
	"local_date" text NOT NULL,
	"local_time" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"words" text,
	"approval_id" text,
	"approval_number" integer,
	"fingerprint" text,
	"read_at" timestamp (3) with time zone,
	"edited_at" timestamp (3) with time zone,
	"edits" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "schedule_runs_schedule_local_date_local_time_pk" PRIMARY KEY("schedule","local_date","local_time")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"input" jsonb NOT NULL,
	"words" text NOT NULL,
	"said" text NOT NULL,
	"cron" text NOT NULL,
	"zone" text NOT NULL,
	"team" text,
	"skips_days_off" boolean NOT NULL,
	"channel" text NOT NULL,
	"late_hours" integer NOT NULL,
	"quiet" text NOT NULL,
	"asks_members" boolean NOT NULL,
	"owner" text NOT NULL,
	"active_from" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_by" text,
	"paused_why" text,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" text
);
--> statement-breakpoint
CREATE TABLE "signal_transitions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"signal_id" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"id" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"kind" text NOT NULL,
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"repo" text NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"rules" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"value" double precision NOT NULL,
	"owners" jsonb NOT NULL,
	"evidence" jsonb NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"state_hash" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"clears" integer DEFAULT 0 NOT NULL,
	"snoozed_until" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"resolution" text,
	"reopened" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"call" text NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"reason" text,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_outbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"key" text NOT NULL,
	"lane" text NOT NULL,
	"kind" text NOT NULL,
	"thread" text,
	"parent" text,
	"target" text,
	"body" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"attempted_at" timestamp (3) with time zone,
	"ts" text,
	"reason" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slots" (
	"schedule" text NOT NULL,
	"local_date" text NOT NULL,
	"local_time" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "slots_schedule_local_date_local_time_pk" PRIMARY KEY("schedule","local_date","local_time")
);
--> statement-breakpoint
CREATE TABLE "snoozes" (
	"subject" text NOT NULL,
	"rule" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "snoozes_subject_rule_pk" PRIMARY KEY("subject","rule")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"source" text PRIMARY KEY NOT NULL,
	"last_event_at" timestamp (3) with time zone,
	"last_arrival_at" timestamp (3) with time zone,
	"last_poll_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sprints" (
	"subject" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"version" text NOT NULL,
	"board" text NOT NULL,
	"name" text NOT NULL,
	"goal" text NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "standup_answers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"team" text NOT NULL,
	"date" text NOT NULL,
	"yesterday" text NOT NULL,
	"today" text NOT NULL,
	"blockers" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standup_prompts" (
	"person" text NOT NULL,
	"team" text NOT NULL,
	"date" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "standup_prompts_person_team_date_pk" PRIMARY KEY("person","team","date")
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"subject" text PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "switches" (
	"name" text PRIMARY KEY NOT NULL,
	"is_on" boolean NOT NULL,
	"by" text NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "talk_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"ts" text NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"confidence" double precision NOT NULL,
	"reason" text NOT NULL,
	"outcome" text NOT NULL,
	"approval" integer,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "talk_threads" (
	"channel" text NOT NULL,
	"thread" text NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "talk_threads_channel_thread_pk" PRIMARY KEY("channel","thread")
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"team" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "team_members_team_person_id_pk" PRIMARY KEY("team","person_id")
);
--> statement-breakpoint
CREATE TABLE "team_repositories" (
	"team" text NOT NULL,
	"repo" text NOT NULL,
	CONSTRAINT "team_repositories_team_repo_pk" PRIMARY KEY("team","repo")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"working_days" jsonb NOT NULL,
	"holidays" jsonb NOT NULL,
	"wip_limit" integer,
	"channel" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_changes" (
	"subject" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"field" text NOT NULL,
	"from_text" text,
	"to_text" text,
	CONSTRAINT "ticket_changes_subject_id_pk" PRIMARY KEY("subject","id")
);
--> statement-breakpoint
CREATE TABLE "ticket_statuses" (
	"subject" text NOT NULL,
	"name" text NOT NULL,
	"project" text NOT NULL,
	"version" text NOT NULL,
	"category" text NOT NULL,
	CONSTRAINT "ticket_statuses_subject_name_pk" PRIMARY KEY("subject","name")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"ref" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"project" text NOT NULL,
	"created_at" timestamp (3) with time zone,
	"core_version" text NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"points" double precision,
	"assignee" text,
	"parent" text,
	"is_flagged" boolean NOT NULL,
	"sprints" jsonb NOT NULL,
	"labels" jsonb NOT NULL,
	"priority" text,
	"due_on" text,
	"is_clock_suspect" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"subject" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"moved_to" text
);
--> statement-breakpoint
CREATE TABLE "vector_spaces" (
	"model" text PRIMARY KEY NOT NULL,
	"dimension" integer,
	"completed_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 0 NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "vectors" (
	"model" text NOT NULL,
	"hash" text NOT NULL,
	"vector" "bytea" NOT NULL,
	CONSTRAINT "vectors_model_hash_pk" PRIMARY KEY("model","hash")
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"subject" text NOT NULL,
	"version" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"base" text NOT NULL,
	"head_sha" text NOT NULL,
	"is_draft" boolean NOT NULL,
	"labels" jsonb NOT NULL,
	"requested_reviewers" jsonb NOT NULL,
	CONSTRAINT "versions_subject_version_pk" PRIMARY KEY("subject","version")
);
--> statement-breakpoint
CREATE TABLE "approval_votes" (
	"approval" text NOT NULL,
	"person" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "approval_votes_approval_person_pk" PRIMARY KEY("approval","person")
);
--> statement-breakpoint
CREATE TABLE "wishes" (
	"person" text NOT NULL,
	"subject" text NOT NULL,
	"until" timestamp (3) with time zone,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "wishes_person_subject_pk" PRIMARY KEY("person","subject")
);
--> statement-breakpoint
CREATE TABLE "words" (
	"audience" text NOT NULL,
	"word" text NOT NULL,
	"stem" text NOT NULL,
	"chunks" integer NOT NULL,
	CONSTRAINT "words_audience_word_pk" PRIMARY KEY("audience","word")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_team_teams_key_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("key") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_teams_key_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_repositories" ADD CONSTRAINT "team_repositories_team_teams_key_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_person" ON "absences" USING btree ("person");--> statement-breakpoint
CREATE INDEX "absences_to" ON "absences" USING btree ("to_date");--> statement-breakpoint
CREATE INDEX "accounts_person" ON "accounts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "acting_steps_subject" ON "acting_steps" USING btree ("subject","at");--> statement-breakpoint
CREATE INDEX "acting_steps_at" ON "acting_steps" USING btree ("at");--> statement-breakpoint
CREATE INDEX "answer_drafts_created" ON "answer_drafts" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_id" ON "approvals" USING btree ("id");--> statement-breakpoint
CREATE INDEX "approvals_status" ON "approvals" USING btree ("status","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_performing" ON "approvals" USING btree ("target") WHERE status = 'performing';--> statement-breakpoint
CREATE INDEX "attributions_deployment" ON "attributions" USING btree ("deployment");--> statement-breakpoint
CREATE INDEX "attributions_fixed" ON "attributions" USING btree ("fixed_by");--> statement-breakpoint
CREATE INDEX "attributions_repo" ON "attributions" USING btree ("repo","resolved_at");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_events_correlation" ON "audit_events" USING btree ("correlation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "blockers_open" ON "blockers" USING btree ("subject") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "changes_merged" ON "changes" USING btree ("repo","merged_at");--> statement-breakpoint
CREATE INDEX "changes_shipped" ON "changes" USING btree ("repo","shipped_at");--> statement-breakpoint
CREATE INDEX "changes_base" ON "changes" USING btree ("repo","base");--> statement-breakpoint
CREATE INDEX "changes_sha" ON "changes" USING btree ("merge_sha");--> statement-breakpoint
CREATE INDEX "changes_reverting" ON "changes" USING btree ("deployment") WHERE reverts is not null;--> statement-breakpoint
CREATE INDEX "changes_reverts" ON "changes" USING btree ("repo","merged_at") WHERE reverts is not null;--> statement-breakpoint
CREATE INDEX "checks_subject" ON "checks" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "checks_running" ON "checks" USING btree ("subject","started_at") WHERE conclusion is null;--> statement-breakpoint
CREATE INDEX "chunks_document" ON "chunks" USING btree ("document");--> statement-breakpoint
CREATE INDEX "deployments_succeeded" ON "deployments" USING btree ("repo","environment","succeeded_at");--> statement-breakpoint
CREATE INDEX "deployments_sha" ON "deployments" USING btree ("repo","sha");--> statement-breakpoint
CREATE INDEX "deployments_failed" ON "deployments" USING btree ("repo","environment","failed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_source_uri" ON "documents" USING btree ("source","uri");--> statement-breakpoint
CREATE UNIQUE INDEX "events_delivery" ON "events" USING btree ("source","delivery");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "events_unfolded" ON "events" USING btree ("id") WHERE folded_at is null;--> statement-breakpoint
CREATE INDEX "events_poisoned" ON "events" USING btree ("id") WHERE fold_error is not null;--> statement-breakpoint
CREATE INDEX "events_received" ON "events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "held_back_at" ON "held_back" USING btree ("at");--> statement-breakpoint
CREATE INDEX "invocations_at" ON "invocations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "invocations_trace" ON "invocations" USING btree ("trace_id");--> statement-breakpoint
CREATE INDEX "issues_incidents" ON "issues" USING btree ("repo","closed_at") WHERE is_incident;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_key" ON "jobs" USING btree ("key");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("run_at") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "jobs_ended" ON "jobs" USING btree ("ended_at") WHERE state = 'done';--> statement-breakpoint
CREATE INDEX "model_calls_trace" ON "model_calls" USING btree ("trace_id");--> statement-breakpoint
CREATE INDEX "model_calls_started" ON "model_calls" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "plans_batch" ON "plans" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "plans_created" ON "plans" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "plans_version" ON "plans" USING btree ("version");--> statement-breakpoint
CREATE INDEX "plans_prd" ON "plans" USING btree ("prd");--> statement-breakpoint
CREATE INDEX "prd_comments_prd" ON "prd_comments" USING btree ("prd");--> statement-breakpoint
CREATE INDEX "prd_links_ref" ON "prd_links" USING btree ("ref");--> statement-breakpoint
CREATE INDEX "prd_reviews_prd" ON "prd_reviews" USING btree ("prd");--> statement-breakpoint
CREATE UNIQUE INDEX "prd_versions_number" ON "prd_versions" USING btree ("prd","number");--> statement-breakpoint
CREATE UNIQUE INDEX "prds_id" ON "prds" USING btree ("id");--> statement-breakpoint
CREATE INDEX "prds_state" ON "prds" USING btree ("state");--> statement-breakpoint
CREATE INDEX "prds_thread" ON "prds" USING btree ("place","thread");--> statement-breakpoint
CREATE INDEX "pull_requests_closed" ON "pull_requests" USING btree ("repo","closed_at");--> statement-breakpoint
CREATE INDEX "questions_asked" ON "questions" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "questions_asker" ON "questions" USING btree ("asker","asked_at");--> statement-breakpoint
CREATE INDEX "questions_thread" ON "questions" USING btree ("place","thread");--> statement-breakpoint
CREATE INDEX "reviews_subject" ON "reviews" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "schedule_runs_due" ON "schedule_runs" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "schedules_owner" ON "schedules" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "signal_transitions_signal" ON "signal_transitions" USING btree ("signal_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "signals_living" ON "signals" USING btree ("fingerprint") WHERE state <> 'resolved';--> statement-breakpoint
CREATE INDEX "signals_dismissed" ON "signals" USING btree ("fingerprint") WHERE resolution = 'dismissed';--> statement-breakpoint
CREATE INDEX "signals_resolved" ON "signals" USING btree ("fingerprint","resolved_at");--> statement-breakpoint
CREATE INDEX "signals_ended" ON "signals" USING btree ("resolved_at");--> statement-breakpoint
CREATE INDEX "signals_subject" ON "signals" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "signals_state" ON "signals" USING btree ("state","since");--> statement-breakpoint
CREATE INDEX "slack_calls_kept" ON "slack_calls" USING btree ("kept_at");--> statement-breakpoint
CREATE INDEX "slack_inbox_waiting" ON "slack_inbox" USING btree ("lease_until") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "slack_inbox_received" ON "slack_inbox" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_outbox_key" ON "slack_outbox" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_outbox_id" ON "slack_outbox" USING btree ("id");--> statement-breakpoint
CREATE INDEX "slack_outbox_lane" ON "slack_outbox" USING btree ("lane","seq") WHERE state in ('queued', 'sending', 'checking');--> statement-breakpoint
CREATE INDEX "slack_outbox_created" ON "slack_outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "slack_outbox_target" ON "slack_outbox" USING btree ("lane","target") WHERE target is not null;--> statement-breakpoint
CREATE INDEX "slack_outbox_ts" ON "slack_outbox" USING btree ("lane","ts") WHERE ts is not null;--> statement-breakpoint
CREATE INDEX "sprints_board" ON "sprints" USING btree ("board","started_at");--> statement-breakpoint
CREATE INDEX "sprints_id" ON "sprints" USING btree ("id");--> statement-breakpoint
CREATE INDEX "standup_answers_team" ON "standup_answers" USING btree ("team","date");--> statement-breakpoint
CREATE INDEX "standup_prompts_team" ON "standup_prompts" USING btree ("team","date");--> statement-breakpoint
CREATE INDEX "talk_decisions_subject" ON "talk_decisions" USING btree ("subject","at");--> statement-breakpoint
CREATE INDEX "talk_decisions_at" ON "talk_decisions" USING btree ("at");--> statement-breakpoint
CREATE INDEX "ticket_changes_sprints" ON "ticket_changes" USING btree ("subject","from_text","to_text") WHERE field = 'sprint';--> statement-breakpoint
CREATE INDEX "ticket_statuses_project" ON "ticket_statuses" USING btree ("project","name","category","version");--> statement-breakpoint
CREATE INDEX "tickets_project" ON "tickets" USING btree ("project","status");--> statement-breakpoint
CREATE INDEX "words_stem" ON "words" USING btree ("stem");--> statement-breakpoint
CREATE INDEX "words_gone" ON "words" USING btree ("chunks") WHERE chunks <= 0;