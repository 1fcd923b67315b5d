CREATE TRIGGER `audit_entry_follows_the_last` BEFORE INSERT ON `audit_entry`
WHEN new.seq <> coalesce((SELECT max(seq) FROM audit_entry), 0) + 1
	OR new.previous_hash <> coalesce((SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'rule broken: audit_entry_follows_the_last'); END;--> statement-breakpoint
CREATE TRIGGER `audit_entry_no_update` BEFORE UPDATE ON `audit_entry`
BEGIN SELECT RAISE(ABORT, 'rule broken: audit_entry_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `audit_entry_no_delete` BEFORE DELETE ON `audit_entry`
BEGIN SELECT RAISE(ABORT, 'rule broken: audit_entry_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `issuer_keeps_its_did` BEFORE UPDATE OF `did` ON `issuer` WHEN new.did <> old.did
BEGIN SELECT RAISE(ABORT, 'rule broken: issuer_keeps_its_did'); END;--> statement-breakpoint
CREATE TRIGGER `status_position_no_update` BEFORE UPDATE ON `status_position`
BEGIN SELECT RAISE(ABORT, 'rule broken: status_position_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `status_position_no_delete` BEFORE DELETE ON `status_position`
BEGIN SELECT RAISE(ABORT, 'rule broken: status_position_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `badge_version_no_update` BEFORE UPDATE ON `badge_version`
BEGIN SELECT RAISE(ABORT, 'rule broken: badge_version_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `badge_version_no_delete` BEFORE DELETE ON `badge_version`
BEGIN SELECT RAISE(ABORT, 'rule broken: badge_version_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `submission_keeps_its_learner` BEFORE UPDATE OF `learner_id`, `badge_version_id` ON `submission`
WHEN new.learner_id <> old.learner_id OR new.badge_version_id <> old.badge_version_id
BEGIN SELECT RAISE(ABORT, 'rule broken: submission_keeps_its_learner'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_no_update` BEFORE UPDATE ON `attempt`
BEGIN SELECT RAISE(ABORT, 'rule broken: attempt_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `evidence_joins_open_attempt` BEFORE INSERT ON `evidence`
WHEN EXISTS (SELECT 1 FROM attempt WHERE submission_id = new.submission_id AND number >= new.attempt_number)
BEGIN SELECT RAISE(ABORT, 'rule broken: evidence_joins_open_attempt'); END;--> statement-breakpoint
CREATE TRIGGER `evidence_stays_as_submitted` BEFORE UPDATE OF
	`id`, `submission_id`, `attempt_number`, `kind`, `name`, `description`, `file_key`, `media_type`, `size`, `sha256`, `url`, `words`, `created_at`
ON `evidence`
WHEN EXISTS (SELECT 1 FROM attempt WHERE submission_id = old.submission_id AND number >= old.attempt_number)
BEGIN SELECT RAISE(ABORT, 'rule broken: evidence_stays_as_submitted'); END;--> statement-breakpoint
CREATE TRIGGER `evidence_leaves_open_attempt` BEFORE UPDATE OF `removed_in_attempt` ON `evidence`
WHEN EXISTS (
	SELECT 1 FROM attempt WHERE submission_id = old.submission_id
	AND number >= min(coalesce(new.removed_in_attempt, 9999), coalesce(old.removed_in_attempt, 9999))
)
BEGIN SELECT RAISE(ABORT, 'rule broken: evidence_leaves_open_attempt'); END;--> statement-breakpoint
CREATE TRIGGER `evidence_outlives_judgement` BEFORE DELETE ON `evidence`
WHEN EXISTS (SELECT 1 FROM attempt WHERE submission_id = old.submission_id AND number >= old.attempt_number)
	AND EXISTS (SELECT 1 FROM submission WHERE id = old.submission_id AND state IN ('submitted', 'returned', 'approved'))
BEGIN SELECT RAISE(ABORT, 'rule broken: evidence_outlives_judgement'); END;--> statement-breakpoint
CREATE TRIGGER `review_by_someone_else` BEFORE INSERT ON `review`
WHEN EXISTS (SELECT 1 FROM submission WHERE id = new.submission_id AND learner_id = new.reviewer_id)
BEGIN SELECT RAISE(ABORT, 'rule broken: review_by_someone_else'); END;--> statement-breakpoint
CREATE TRIGGER `review_no_update` BEFORE UPDATE ON `review`
BEGIN SELECT RAISE(ABORT, 'rule broken: review_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `review_no_delete` BEFORE DELETE ON `review`
BEGIN SELECT RAISE(ABORT, 'rule broken: review_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `review_score_no_update` BEFORE UPDATE ON `review_score`
BEGIN SELECT RAISE(ABORT, 'rule broken: review_score_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `review_score_no_delete` BEFORE DELETE ON `review_score`
BEGIN SELECT RAISE(ABORT, 'rule broken: review_score_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `award_rests_on_its_review` BEFORE INSERT ON `award`
WHEN NOT EXISTS (
	SELECT 1 FROM review
	JOIN submission ON submission.id = review.submission_id
	JOIN badge_version ON badge_version.id = submission.badge_version_id
	JOIN badge ON badge.id = badge_version.badge_id
	WHERE review.id = new.review_id
	AND review.submission_id = new.submission_id
	AND review.attempt_number = submission.attempt_number
	AND review.decision = 'approved'
	AND review.reviewer_id = new.approver_id
	AND submission.learner_id = new.recipient_id
	AND submission.state IN ('approved', 'awarded')
	AND submission.badge_version_id = new.badge_version_id
	AND badge.issuer_id = new.issuer_id
)
BEGIN SELECT RAISE(ABORT, 'rule broken: award_rests_on_its_review'); END;--> statement-breakpoint
CREATE TRIGGER `award_no_update` BEFORE UPDATE ON `award`
BEGIN SELECT RAISE(ABORT, 'rule broken: award_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `award_no_delete` BEFORE DELETE ON `award`
BEGIN SELECT RAISE(ABORT, 'rule broken: award_no_delete'); END;--> statement-breakpoint
CREATE TRIGGER `revocation_no_update` BEFORE UPDATE ON `revocation`
BEGIN SELECT RAISE(ABORT, 'rule broken: revocation_no_update'); END;--> statement-breakpoint
CREATE TRIGGER `revocation_no_delete` BEFORE DELETE ON `revocation`
BEGIN SELECT RAISE(ABORT, 'rule broken: revocation_no_delete'); END;
