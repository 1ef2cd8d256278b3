-- The audit only grows. Its oldest rows may go, below a checkpoint from which the rest can still be checked.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is never changed'; END $$;
--> statement-breakpoint
CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.seq >= coalesce((SELECT max(first_seq) FROM audit_checkpoints), 0) THEN
    RAISE EXCEPTION 'the audit is never shortened without a checkpoint';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_unchanged BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_refuse();
--> statement-breakpoint
CREATE TRIGGER audit_events_kept BEFORE DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_keep();
--> statement-breakpoint
CREATE TRIGGER audit_bodies_unchanged BEFORE UPDATE ON audit_bodies FOR EACH ROW EXECUTE FUNCTION audit_refuse();
--> statement-breakpoint
-- What a PRD said stays.
CREATE FUNCTION prd_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what a PRD said is never changed'; END $$;
--> statement-breakpoint
CREATE TRIGGER prd_versions_kept BEFORE UPDATE OR DELETE ON prd_versions FOR EACH ROW EXECUTE FUNCTION prd_refuse();
--> statement-breakpoint
CREATE TRIGGER prd_texts_kept BEFORE UPDATE OR DELETE ON prd_texts FOR EACH ROW EXECUTE FUNCTION prd_refuse();
