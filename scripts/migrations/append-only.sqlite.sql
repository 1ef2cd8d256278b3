-- The audit only grows. Its oldest rows may go, below a checkpoint from which the rest can still be checked.
CREATE TRIGGER audit_events_unchanged BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER audit_events_kept BEFORE DELETE ON audit_events
WHEN OLD.seq >= coalesce((SELECT max(first_seq) FROM audit_checkpoints), 0)
BEGIN SELECT RAISE(ABORT, 'the audit is never shortened without a checkpoint'); END;
--> statement-breakpoint
CREATE TRIGGER audit_bodies_unchanged BEFORE UPDATE ON audit_bodies
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
--> statement-breakpoint
-- What a PRD said stays.
CREATE TRIGGER prd_versions_unchanged BEFORE UPDATE ON prd_versions
BEGIN SELECT RAISE(ABORT, 'what a PRD said is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER prd_versions_kept BEFORE DELETE ON prd_versions
BEGIN SELECT RAISE(ABORT, 'what a PRD said is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER prd_texts_unchanged BEFORE UPDATE ON prd_texts
BEGIN SELECT RAISE(ABORT, 'what a PRD said is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER prd_texts_kept BEFORE DELETE ON prd_texts
BEGIN SELECT RAISE(ABORT, 'what a PRD said is never changed'); END;
