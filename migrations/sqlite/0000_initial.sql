CREATE TABLE `absences` (
	`id` integer PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `absences_person` ON `absences` (`person`);--> statement-breakpoint
CREATE INDEX `absences_to` ON `absences` (`to_date`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`vendor` text NOT NULL,
	`handle` text NOT NULL,
	`person_id` text,
	`name` text,
	`email` text,
	`kind` text NOT NULL,
	`linked_by` text,
	`linked_at` integer,
	`seen_at` integer NOT NULL,
	`erased_at` integer,
	PRIMARY KEY(`vendor`, `handle`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `accounts_person` ON `accounts` (`person_id`);--> statement-breakpoint
CREATE TABLE `acting_steps` (
	`invocation` text NOT NULL,
	`signal_id` text NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`detail` text NOT NULL,
	`recipient` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`invocation`, `signal_id`)
);
--> statement-breakpoint
CREATE INDEX `acting_steps_subject` ON `acting_steps` (`subject`,`at`);--> statement-breakpoint
CREATE INDEX `acting_steps_at` ON `acting_steps` (`at`);--> statement-breakpoint
CREATE TABLE `activities` (
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`person` text NOT NULL,
	`person_kind` text NOT NULL,
	PRIMARY KEY(`subject`, `at`, `kind`, `person`, `person_kind`)
);
--> statement-breakpoint
CREATE TABLE `answer_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`question` text NOT NULL,
	`answer` text NOT NULL,
	`author` text NOT NULL,
	`author_name` text NOT NULL,
	`asker` text,
	`link` text,
	`audience` text NOT NULL,
	`is_tainted` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `answer_drafts_created` ON `answer_drafts` (`created_at`);--> statement-breakpoint
CREATE TABLE `approval_cards` (
	`approval` text NOT NULL,
	`channel` text NOT NULL,
	`message` text NOT NULL,
	`version` integer NOT NULL,
	`shown` text NOT NULL,
	PRIMARY KEY(`approval`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `approvals` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`status` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`name` text NOT NULL,
	`input` text NOT NULL,
	`target` text NOT NULL,
	`vendor` text NOT NULL,
	`snapshot` text NOT NULL,
	`project` text,
	`team` text,
	`actor` text NOT NULL,
	`requester` text NOT NULL,
	`requester_person` text,
	`origin` text NOT NULL,
	`trace_id` text NOT NULL,
	`model_version` text,
	`parent` text,
	`grounds` text NOT NULL,
	`is_tainted` integer NOT NULL,
	`is_dry_run` integer NOT NULL,
	`risk` text NOT NULL,
	`mode` text NOT NULL,
	`rule` text NOT NULL,
	`needed` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`payload_hash` text NOT NULL,
	`policy_hash` text NOT NULL,
	`capability_hash` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	`broke_glass` integer DEFAULT false NOT NULL,
	`superseded_by` text,
	`attempts_made` integer DEFAULT 0 NOT NULL,
	`not_before` integer,
	`ended_at` integer,
	`result` text,
	`error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_id` ON `approvals` (`id`);--> statement-breakpoint
CREATE INDEX `approvals_status` ON `approvals` (`status`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_performing` ON `approvals` (`target`) WHERE status = 'performing';--> statement-breakpoint
CREATE TABLE `attempts` (
	`approval` text NOT NULL,
	`number` integer NOT NULL,
	`started_at` integer NOT NULL,
	`lease_until` integer NOT NULL,
	`ending` text,
	`detail` text,
	`ended_at` integer,
	PRIMARY KEY(`approval`, `number`)
);
--> statement-breakpoint
CREATE TABLE `attributions` (
	`ref` text PRIMARY KEY NOT NULL,
	`repo` text NOT NULL,
	`opened_at` integer NOT NULL,
	`resolved_at` integer,
	`deployment` text,
	`cause_rule` text,
	`fixed_by` text
);
--> statement-breakpoint
CREATE INDEX `attributions_deployment` ON `attributions` (`deployment`);--> statement-breakpoint
CREATE INDEX `attributions_fixed` ON `attributions` (`fixed_by`);--> statement-breakpoint
CREATE INDEX `attributions_repo` ON `attributions` (`repo`,`resolved_at`);--> statement-breakpoint
CREATE TABLE `audiences` (
	`audience` text PRIMARY KEY NOT NULL,
	`documents` integer NOT NULL,
	`chunks` integer NOT NULL,
	`words` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_bodies` (
	`seq` integer PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`payload` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_checkpoints` (
	`first_seq` integer PRIMARY KEY NOT NULL,
	`prev` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`ts` text NOT NULL,
	`verb` text NOT NULL,
	`subject` text NOT NULL,
	`actor` text NOT NULL,
	`outcome` text NOT NULL,
	`correlation_id` text NOT NULL,
	`body_hash` text NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_events_subject` ON `audit_events` (`subject`);--> statement-breakpoint
CREATE INDEX `audit_events_correlation` ON `audit_events` (`correlation_id`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `blockers` (
	`id` integer PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`why` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `blockers_open` ON `blockers` (`subject`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `changes` (
	`ref` text PRIMARY KEY NOT NULL,
	`repo` text NOT NULL,
	`base` text NOT NULL,
	`author` text NOT NULL,
	`author_kind` text NOT NULL,
	`opened_at` integer NOT NULL,
	`clock_start` integer NOT NULL,
	`first_commit_at` integer,
	`first_review_at` integer,
	`approved_at` integer,
	`rework` integer NOT NULL,
	`merged_at` integer NOT NULL,
	`merge_sha` text,
	`reverts` text,
	`fixes` text NOT NULL,
	`deployment` text,
	`shipped_at` integer,
	`ship_rule` text
);
--> statement-breakpoint
CREATE INDEX `changes_merged` ON `changes` (`repo`,`merged_at`);--> statement-breakpoint
CREATE INDEX `changes_shipped` ON `changes` (`repo`,`shipped_at`);--> statement-breakpoint
CREATE INDEX `changes_base` ON `changes` (`repo`,`base`);--> statement-breakpoint
CREATE INDEX `changes_sha` ON `changes` (`merge_sha`);--> statement-breakpoint
CREATE INDEX `changes_reverting` ON `changes` (`deployment`) WHERE reverts is not null;--> statement-breakpoint
CREATE INDEX `changes_reverts` ON `changes` (`repo`,`merged_at`) WHERE reverts is not null;--> statement-breakpoint
CREATE TABLE `checks` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`version` text NOT NULL,
	`name` text NOT NULL,
	`conclusion` text,
	`at` integer NOT NULL,
	`started_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `checks_subject` ON `checks` (`subject`);--> statement-breakpoint
CREATE INDEX `checks_running` ON `checks` (`subject`,`started_at`) WHERE conclusion is null;--> statement-breakpoint
CREATE TABLE `chunk_texts` (
	`chunk` integer PRIMARY KEY NOT NULL,
	`heading` text NOT NULL,
	`anchor` text,
	`first_line` integer NOT NULL,
	`last_line` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `chunk_vectors` (
	`chunk` integer NOT NULL,
	`model` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`chunk`, `model`)
);
--> statement-breakpoint
CREATE TABLE `chunks` (
	`id` integer PRIMARY KEY NOT NULL,
	`document` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`audience` text NOT NULL,
	`words` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `chunks_document` ON `chunks` (`document`);--> statement-breakpoint
CREATE TABLE `commits` (
	`subject` text NOT NULL,
	`sha` text NOT NULL,
	`title` text NOT NULL,
	`person` text NOT NULL,
	`person_kind` text NOT NULL,
	`authored_at` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`subject`, `sha`)
);
--> statement-breakpoint
CREATE TABLE `corrections` (
	`subject` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`kind` text,
	`cause` text,
	`is_void` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deployments` (
	`id` text PRIMARY KEY NOT NULL,
	`repo` text NOT NULL,
	`environment` text NOT NULL,
	`ref` text NOT NULL,
	`branch` text,
	`sha` text NOT NULL,
	`creator` text,
	`url` text NOT NULL,
	`created_at` integer NOT NULL,
	`succeeded_at` integer,
	`failed_at` integer,
	`is_clock_suspect` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deployments_succeeded` ON `deployments` (`repo`,`environment`,`succeeded_at`);--> statement-breakpoint
CREATE INDEX `deployments_sha` ON `deployments` (`repo`,`sha`);--> statement-breakpoint
CREATE INDEX `deployments_failed` ON `deployments` (`repo`,`environment`,`failed_at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`uri` text NOT NULL,
	`title` text NOT NULL,
	`path` text,
	`url` text,
	`audience` text NOT NULL,
	`trust` text NOT NULL,
	`content_hash` text NOT NULL,
	`version` text,
	`author` text,
	`updated_at` integer,
	`synced_at` integer NOT NULL,
	`seen_in_run` text,
	`is_truncated` integer NOT NULL,
	`chunks` integer NOT NULL,
	`meta` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_source_uri` ON `documents` (`source`,`uri`);--> statement-breakpoint
CREATE TABLE `draft_edits` (
	`plan` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`version` text NOT NULL,
	`added` integer NOT NULL,
	`removed` integer NOT NULL,
	`patch` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `draft_ratings` (
	`plan` text NOT NULL,
	`by` text NOT NULL,
	`rating` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`plan`, `by`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`delivery` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`normalised` text,
	`payload` blob,
	`folded_at` integer,
	`fold_error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_delivery` ON `events` (`source`,`delivery`);--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject`);--> statement-breakpoint
CREATE INDEX `events_unfolded` ON `events` (`id`) WHERE folded_at is null;--> statement-breakpoint
CREATE INDEX `events_poisoned` ON `events` (`id`) WHERE fold_error is not null;--> statement-breakpoint
CREATE INDEX `events_received` ON `events` (`received_at`);--> statement-breakpoint
CREATE TABLE `held_back` (
	`recipient` text NOT NULL,
	`signal_id` text NOT NULL,
	`subject` text NOT NULL,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`recipient`, `signal_id`)
);
--> statement-breakpoint
CREATE INDEX `held_back_at` ON `held_back` (`at`);--> statement-breakpoint
CREATE TABLE `invocations` (
	`id` text PRIMARY KEY NOT NULL,
	`trace_id` text NOT NULL,
	`name` text NOT NULL,
	`actor` text NOT NULL,
	`surface` text NOT NULL,
	`place` text,
	`input` text,
	`outcome` text NOT NULL,
	`message` text,
	`result` text,
	`ms` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `invocations_at` ON `invocations` (`at`);--> statement-breakpoint
CREATE INDEX `invocations_trace` ON `invocations` (`trace_id`);--> statement-breakpoint
CREATE TABLE `issues` (
	`ref` text PRIMARY KEY NOT NULL,
	`repo` text NOT NULL,
	`number` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`core_version` text NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`author` text NOT NULL,
	`state` text NOT NULL,
	`labels` text NOT NULL,
	`assignees` text NOT NULL,
	`is_incident` integer NOT NULL,
	`root_cause` text,
	`fixed_in` text,
	`closed_at` integer,
	`is_clock_suspect` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `issues_incidents` ON `issues` (`repo`,`closed_at`) WHERE is_incident;--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`queue` text NOT NULL,
	`key` text,
	`payload` text NOT NULL,
	`state` text DEFAULT 'ready' NOT NULL,
	`run_at` integer NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`attempts_max` integer NOT NULL,
	`error` text,
	`enqueued_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`run_at`) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX `jobs_ended` ON `jobs` (`ended_at`) WHERE state = 'done';--> statement-breakpoint
CREATE TABLE `knowledge_sources` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`location` text NOT NULL,
	`audience` text NOT NULL,
	`run` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text NOT NULL,
	`error` text,
	`removed` integer NOT NULL,
	`held_back` integer NOT NULL,
	`skipped` integer NOT NULL,
	`skipped_first` text NOT NULL,
	`next_run_at` integer,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer,
	`failures` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `memory` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `model_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`trace_id` text NOT NULL,
	`actor` text NOT NULL,
	`task` text NOT NULL,
	`prompt` text NOT NULL,
	`prompt_version` integer NOT NULL,
	`variant` text NOT NULL,
	`model` text NOT NULL,
	`rung` text NOT NULL,
	`prompt_hash` text NOT NULL,
	`sources` text NOT NULL,
	`redactions` text NOT NULL,
	`started_at` integer NOT NULL,
	`outcome` text,
	`tokens_in` integer NOT NULL,
	`tokens_out` integer DEFAULT 0 NOT NULL,
	`is_estimated` integer DEFAULT true NOT NULL,
	`cost_usd` real NOT NULL,
	`ms` integer,
	`detail` text,
	`body` text,
	`reply` text
);
--> statement-breakpoint
CREATE INDEX `model_calls_trace` ON `model_calls` (`trace_id`);--> statement-breakpoint
CREATE INDEX `model_calls_started` ON `model_calls` (`started_at`);--> statement-breakpoint
CREATE TABLE `model_months` (
	`month` text PRIMARY KEY NOT NULL,
	`usd` real NOT NULL
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`zone` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `person_settings` (
	`person` text PRIMARY KEY NOT NULL,
	`zone` text,
	`opens` integer,
	`closes` integer,
	`wants_prompts` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`batch` text,
	`position` integer NOT NULL,
	`asker` text NOT NULL,
	`surface` text NOT NULL,
	`place` text,
	`thread` text,
	`title` text NOT NULL,
	`wish` text NOT NULL,
	`stage` text NOT NULL,
	`draft` text,
	`writer` text,
	`is_tainted` integer NOT NULL,
	`questions` text NOT NULL,
	`notice` text,
	`prd` integer,
	`version` text,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `plans_batch` ON `plans` (`batch`);--> statement-breakpoint
CREATE INDEX `plans_created` ON `plans` (`created_at`);--> statement-breakpoint
CREATE INDEX `plans_version` ON `plans` (`version`);--> statement-breakpoint
CREATE INDEX `plans_prd` ON `plans` (`prd`);--> statement-breakpoint
CREATE TABLE `prd_branches` (
	`prd` text NOT NULL,
	`name` text NOT NULL,
	`head` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`prd`, `name`)
);
--> statement-breakpoint
CREATE TABLE `prd_comments` (
	`number` integer PRIMARY KEY NOT NULL,
	`prd` text NOT NULL,
	`version` text NOT NULL,
	`section` text,
	`by` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `prd_comments_prd` ON `prd_comments` (`prd`);--> statement-breakpoint
CREATE TABLE `prd_links` (
	`prd` text NOT NULL,
	`requirement` text NOT NULL,
	`ref` text NOT NULL,
	`title` text NOT NULL,
	`url` text,
	`version` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`prd`, `requirement`, `ref`)
);
--> statement-breakpoint
CREATE INDEX `prd_links_ref` ON `prd_links` (`ref`);--> statement-breakpoint
CREATE TABLE `prd_reviews` (
	`number` integer PRIMARY KEY NOT NULL,
	`prd` text NOT NULL,
	`version` text NOT NULL,
	`branch` text NOT NULL,
	`verdict` text NOT NULL,
	`by` text NOT NULL,
	`comment` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `prd_reviews_prd` ON `prd_reviews` (`prd`);--> statement-breakpoint
CREATE TABLE `prd_texts` (
	`hash` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `prd_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`prd` text NOT NULL,
	`number` integer NOT NULL,
	`parents` text NOT NULL,
	`text_hash` text NOT NULL,
	`author` text NOT NULL,
	`message` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prd_versions_number` ON `prd_versions` (`prd`,`number`);--> statement-breakpoint
CREATE TABLE `prds` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`project` text,
	`state` text DEFAULT 'draft' NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`place` text,
	`thread` text,
	`origin` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prds_id` ON `prds` (`id`);--> statement-breakpoint
CREATE INDEX `prds_state` ON `prds` (`state`);--> statement-breakpoint
CREATE INDEX `prds_thread` ON `prds` (`place`,`thread`);--> statement-breakpoint
CREATE TABLE `projects` (
	`key` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`tracker` text NOT NULL,
	`team` text,
	`description` text,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	FOREIGN KEY (`team`) REFERENCES `teams`(`key`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `pull_requests` (
	`ref` text PRIMARY KEY NOT NULL,
	`repo` text NOT NULL,
	`number` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`core_version` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`url` text NOT NULL,
	`author` text NOT NULL,
	`author_kind` text NOT NULL,
	`base` text NOT NULL,
	`head` text NOT NULL,
	`head_sha` text NOT NULL,
	`state` text NOT NULL,
	`is_draft` integer NOT NULL,
	`labels` text NOT NULL,
	`requested_reviewers` text NOT NULL,
	`merge_sha` text,
	`merged_at` integer,
	`closed_at` integer,
	`size_version` text,
	`additions` integer,
	`deletions` integer,
	`changed_files` integer,
	`is_clock_suspect` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pull_requests_closed` ON `pull_requests` (`repo`,`closed_at`);--> statement-breakpoint
CREATE TABLE `pushes` (
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`version` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`person` text NOT NULL,
	`person_kind` text NOT NULL,
	`subjects` text NOT NULL,
	`shas` text NOT NULL,
	PRIMARY KEY(`subject`, `at`, `version`)
);
--> statement-breakpoint
CREATE TABLE `question_ratings` (
	`question` text NOT NULL,
	`by` text NOT NULL,
	`rating` text NOT NULL,
	`words` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`question`, `by`)
);
--> statement-breakpoint
CREATE TABLE `questions` (
	`id` text PRIMARY KEY NOT NULL,
	`asker` text NOT NULL,
	`place` text,
	`thread` text,
	`is_open` integer NOT NULL,
	`text` text NOT NULL,
	`follows` text,
	`is_answered` integer NOT NULL,
	`mode` text,
	`reason` text,
	`confidence` real NOT NULL,
	`missing` text NOT NULL,
	`cited` text NOT NULL,
	`experts` text NOT NULL,
	`ms` integer NOT NULL,
	`trace_id` text NOT NULL,
	`asked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `questions_asked` ON `questions` (`asked_at`);--> statement-breakpoint
CREATE INDEX `questions_asker` ON `questions` (`asker`,`asked_at`);--> statement-breakpoint
CREATE INDEX `questions_thread` ON `questions` (`place`,`thread`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`person` text NOT NULL,
	`person_kind` text NOT NULL,
	`state` text,
	`at` integer NOT NULL,
	`dismissed_at` integer
);
--> statement-breakpoint
CREATE INDEX `reviews_subject` ON `reviews` (`subject`);--> statement-breakpoint
CREATE TABLE `schedule_runs` (
	`schedule` integer NOT NULL,
	`local_date` text NOT NULL,
	`local_time` text NOT NULL,
	`due_at` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	`state` text NOT NULL,
	`words` text,
	`approval_id` text,
	`approval_number` integer,
	`fingerprint` text,
	`read_at` integer,
	`edited_at` integer,
	`edits` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`schedule`, `local_date`, `local_time`)
);
--> statement-breakpoint
CREATE INDEX `schedule_runs_due` ON `schedule_runs` (`due_at`);--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`input` text NOT NULL,
	`words` text NOT NULL,
	`said` text NOT NULL,
	`cron` text NOT NULL,
	`zone` text NOT NULL,
	`team` text,
	`skips_days_off` integer NOT NULL,
	`channel` text NOT NULL,
	`late_hours` integer NOT NULL,
	`quiet` text NOT NULL,
	`asks_members` integer NOT NULL,
	`owner` text NOT NULL,
	`active_from` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`paused_at` integer,
	`paused_by` text,
	`paused_why` text,
	`deleted_at` integer,
	`deleted_by` text
);
--> statement-breakpoint
CREATE INDEX `schedules_owner` ON `schedules` (`owner`);--> statement-breakpoint
CREATE TABLE `signal_transitions` (
	`id` integer PRIMARY KEY NOT NULL,
	`signal_id` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `signal_transitions_signal` ON `signal_transitions` (`signal_id`,`id`);--> statement-breakpoint
CREATE TABLE `signals` (
	`id` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`subject` text NOT NULL,
	`repo` text NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`rules` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`value` real NOT NULL,
	`owners` text NOT NULL,
	`evidence` text NOT NULL,
	`since` integer NOT NULL,
	`state_hash` text NOT NULL,
	`opened_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`clears` integer DEFAULT 0 NOT NULL,
	`snoozed_until` integer,
	`resolved_at` integer,
	`resolution` text,
	`reopened` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signals_living` ON `signals` (`fingerprint`) WHERE state <> 'resolved';--> statement-breakpoint
CREATE INDEX `signals_dismissed` ON `signals` (`fingerprint`) WHERE resolution = 'dismissed';--> statement-breakpoint
CREATE INDEX `signals_resolved` ON `signals` (`fingerprint`,`resolved_at`);--> statement-breakpoint
CREATE INDEX `signals_ended` ON `signals` (`resolved_at`);--> statement-breakpoint
CREATE INDEX `signals_subject` ON `signals` (`subject`);--> statement-breakpoint
CREATE INDEX `signals_state` ON `signals` (`state`,`since`);--> statement-breakpoint
CREATE TABLE `slack_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`call` text NOT NULL,
	`kept_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `slack_calls_kept` ON `slack_calls` (`kept_at`);--> statement-breakpoint
CREATE TABLE `slack_inbox` (
	`key` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`state` text DEFAULT 'received' NOT NULL,
	`attempts` integer DEFAULT 1 NOT NULL,
	`lease_until` integer NOT NULL,
	`reason` text,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `slack_inbox_waiting` ON `slack_inbox` (`lease_until`) WHERE state = 'received';--> statement-breakpoint
CREATE INDEX `slack_inbox_received` ON `slack_inbox` (`received_at`);--> statement-breakpoint
CREATE TABLE `slack_outbox` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`lane` text NOT NULL,
	`kind` text NOT NULL,
	`thread` text,
	`parent` text,
	`target` text,
	`body` text NOT NULL,
	`state` text DEFAULT 'queued' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`attempted_at` integer,
	`ts` text,
	`reason` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `slack_outbox_key` ON `slack_outbox` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `slack_outbox_id` ON `slack_outbox` (`id`);--> statement-breakpoint
CREATE INDEX `slack_outbox_lane` ON `slack_outbox` (`lane`,`seq`) WHERE state in ('queued', 'sending', 'checking');--> statement-breakpoint
CREATE INDEX `slack_outbox_created` ON `slack_outbox` (`created_at`);--> statement-breakpoint
CREATE INDEX `slack_outbox_target` ON `slack_outbox` (`lane`,`target`) WHERE target is not null;--> statement-breakpoint
CREATE INDEX `slack_outbox_ts` ON `slack_outbox` (`lane`,`ts`) WHERE ts is not null;--> statement-breakpoint
CREATE TABLE `slots` (
	`schedule` text NOT NULL,
	`local_date` text NOT NULL,
	`local_time` text NOT NULL,
	`claimed_at` integer NOT NULL,
	PRIMARY KEY(`schedule`, `local_date`, `local_time`)
);
--> statement-breakpoint
CREATE TABLE `snoozes` (
	`subject` text NOT NULL,
	`rule` text NOT NULL,
	`until` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`subject`, `rule`)
);
--> statement-breakpoint
CREATE TABLE `sources` (
	`source` text PRIMARY KEY NOT NULL,
	`last_event_at` integer,
	`last_arrival_at` integer,
	`last_poll_at` integer
);
--> statement-breakpoint
CREATE TABLE `sprints` (
	`subject` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`version` text NOT NULL,
	`board` text NOT NULL,
	`name` text NOT NULL,
	`goal` text NOT NULL,
	`started_at` integer,
	`ends_at` integer,
	`completed_at` integer
);
--> statement-breakpoint
CREATE INDEX `sprints_board` ON `sprints` (`board`,`started_at`);--> statement-breakpoint
CREATE INDEX `sprints_id` ON `sprints` (`id`);--> statement-breakpoint
CREATE TABLE `standup_answers` (
	`id` integer PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`team` text NOT NULL,
	`date` text NOT NULL,
	`yesterday` text NOT NULL,
	`today` text NOT NULL,
	`blockers` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `standup_answers_team` ON `standup_answers` (`team`,`date`);--> statement-breakpoint
CREATE TABLE `standup_prompts` (
	`person` text NOT NULL,
	`team` text NOT NULL,
	`date` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person`, `team`, `date`)
);
--> statement-breakpoint
CREATE INDEX `standup_prompts_team` ON `standup_prompts` (`team`,`date`);--> statement-breakpoint
CREATE TABLE `suggestions` (
	`subject` text PRIMARY KEY NOT NULL,
	`login` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `switches` (
	`name` text PRIMARY KEY NOT NULL,
	`is_on` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `talk_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`ts` text NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`confidence` real NOT NULL,
	`reason` text NOT NULL,
	`outcome` text NOT NULL,
	`approval` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `talk_decisions_subject` ON `talk_decisions` (`subject`,`at`);--> statement-breakpoint
CREATE INDEX `talk_decisions_at` ON `talk_decisions` (`at`);--> statement-breakpoint
CREATE TABLE `talk_threads` (
	`channel` text NOT NULL,
	`thread` text NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`channel`, `thread`)
);
--> statement-breakpoint
CREATE TABLE `team_members` (
	`team` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`team`, `person_id`),
	FOREIGN KEY (`team`) REFERENCES `teams`(`key`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `team_repositories` (
	`team` text NOT NULL,
	`repo` text NOT NULL,
	PRIMARY KEY(`team`, `repo`),
	FOREIGN KEY (`team`) REFERENCES `teams`(`key`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `teams` (
	`key` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`zone` text NOT NULL,
	`working_days` text NOT NULL,
	`holidays` text NOT NULL,
	`wip_limit` integer,
	`channel` text,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ticket_changes` (
	`subject` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`field` text NOT NULL,
	`from_text` text,
	`to_text` text,
	PRIMARY KEY(`subject`, `id`)
);
--> statement-breakpoint
CREATE INDEX `ticket_changes_sprints` ON `ticket_changes` (`subject`,`from_text`,`to_text`) WHERE field = 'sprint';--> statement-breakpoint
CREATE TABLE `ticket_statuses` (
	`subject` text NOT NULL,
	`name` text NOT NULL,
	`project` text NOT NULL,
	`version` text NOT NULL,
	`category` text NOT NULL,
	PRIMARY KEY(`subject`, `name`)
);
--> statement-breakpoint
CREATE INDEX `ticket_statuses_project` ON `ticket_statuses` (`project`,`name`,`category`,`version`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`ref` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`project` text NOT NULL,
	`created_at` integer,
	`core_version` text NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`type` text NOT NULL,
	`status` text NOT NULL,
	`points` real,
	`assignee` text,
	`parent` text,
	`is_flagged` integer NOT NULL,
	`sprints` text NOT NULL,
	`labels` text NOT NULL,
	`priority` text,
	`due_on` text,
	`is_clock_suspect` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tickets_project` ON `tickets` (`project`,`status`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`subject` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	`moved_to` text
);
--> statement-breakpoint
CREATE TABLE `vector_spaces` (
	`model` text PRIMARY KEY NOT NULL,
	`dimension` integer,
	`completed_at` integer,
	`revision` integer DEFAULT 0 NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE TABLE `vectors` (
	`model` text NOT NULL,
	`hash` text NOT NULL,
	`vector` blob NOT NULL,
	PRIMARY KEY(`model`, `hash`)
);
--> statement-breakpoint
CREATE TABLE `versions` (
	`subject` text NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`title` text NOT NULL,
	`base` text NOT NULL,
	`head_sha` text NOT NULL,
	`is_draft` integer NOT NULL,
	`labels` text NOT NULL,
	`requested_reviewers` text NOT NULL,
	PRIMARY KEY(`subject`, `version`)
);
--> statement-breakpoint
CREATE TABLE `approval_votes` (
	`approval` text NOT NULL,
	`person` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`approval`, `person`)
);
--> statement-breakpoint
CREATE TABLE `wishes` (
	`person` text NOT NULL,
	`subject` text NOT NULL,
	`until` integer,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person`, `subject`)
);
--> statement-breakpoint
CREATE TABLE `words` (
	`audience` text NOT NULL,
	`word` text NOT NULL,
	`stem` text NOT NULL,
	`chunks` integer NOT NULL,
	PRIMARY KEY(`audience`, `word`)
);
--> statement-breakpoint
CREATE INDEX `words_stem` ON `words` (`stem`);--> statement-breakpoint
CREATE INDEX `words_gone` ON `words` (`chunks`) WHERE chunks <= 0;