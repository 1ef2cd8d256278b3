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
	CONSTRAINT "accounts_vendor_handle_pk" PRIMARY KEY("vendor","handle")
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
	"folded_at" timestamp (3) with time zone
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
	"ms" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
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
CREATE TABLE "memory" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
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
CREATE TABLE "slots" (
	"schedule" text NOT NULL,
	"local_date" text NOT NULL,
	"local_time" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "slots_schedule_local_date_local_time_pk" PRIMARY KEY("schedule","local_date","local_time")
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
	"wip_limit" integer,
	"channel" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_team_teams_key_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("key") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_teams_key_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_repositories" ADD CONSTRAINT "team_repositories_team_teams_key_fk" FOREIGN KEY ("team") REFERENCES "public"."teams"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_person" ON "accounts" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "events_delivery" ON "events" USING btree ("source","delivery");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "events_unfolded" ON "events" USING btree ("id") WHERE folded_at is null;--> statement-breakpoint
CREATE INDEX "events_received" ON "events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "invocations_at" ON "invocations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "invocations_trace" ON "invocations" USING btree ("trace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_key" ON "jobs" USING btree ("key");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("run_at") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "jobs_ended" ON "jobs" USING btree ("ended_at") WHERE state = 'done';