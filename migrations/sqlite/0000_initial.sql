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
	PRIMARY KEY(`vendor`, `handle`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `accounts_person` ON `accounts` (`person_id`);--> statement-breakpoint
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
	`folded_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_delivery` ON `events` (`source`,`delivery`);--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject`);--> statement-breakpoint
CREATE INDEX `events_unfolded` ON `events` (`id`) WHERE folded_at is null;--> statement-breakpoint
CREATE INDEX `events_received` ON `events` (`received_at`);--> statement-breakpoint
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
	`ms` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `invocations_at` ON `invocations` (`at`);--> statement-breakpoint
CREATE INDEX `invocations_trace` ON `invocations` (`trace_id`);--> statement-breakpoint
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
CREATE TABLE `memory` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
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
CREATE TABLE `slots` (
	`schedule` text NOT NULL,
	`local_date` text NOT NULL,
	`local_time` text NOT NULL,
	`claimed_at` integer NOT NULL,
	PRIMARY KEY(`schedule`, `local_date`, `local_time`)
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
	`wip_limit` integer,
	`channel` text,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
