-- Who issues what was approved: the approver, by itself and after a while in which it can be undone, or a second person.
ALTER TABLE `badge` ADD COLUMN `issuing` text NOT NULL DEFAULT 'approver' CHECK (`issuing` IN ('approver', 'second-person'));--> statement-breakpoint
-- An approval that its reviewer took back before anything was issued; it stays on record, and the attempt can be reviewed again.
ALTER TABLE `review` ADD COLUMN `undone_at` integer;--> statement-breakpoint
DROP INDEX `review_one_per_attempt`;--> statement-breakpoint
CREATE UNIQUE INDEX `review_one_per_attempt` ON `review` (`submission_id`,`attempt_number`) WHERE `undone_at` IS NULL;--> statement-breakpoint
DROP TRIGGER `review_no_update`;--> statement-breakpoint
CREATE TRIGGER `review_no_update` BEFORE UPDATE ON `review`
WHEN NOT (
	new.id = old.id AND new.submission_id = old.submission_id
	AND new.attempt_number = old.attempt_number AND new.reviewer_id = old.reviewer_id
	AND new.decision = old.decision AND new.created_at = old.created_at
	AND (
		new.comment = '' AND new.undone_at IS old.undone_at
		AND EXISTS (
			SELECT 1 FROM submission JOIN person ON person.id = submission.learner_id
			WHERE submission.id = old.submission_id AND person.erased_at IS NOT NULL
		)
		OR new.comment = old.comment AND old.decision = 'approved'
		AND old.undone_at IS NULL AND new.undone_at IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM award WHERE award.review_id = old.id)
	)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: review_no_update'); END;--> statement-breakpoint
DROP TRIGGER `award_rests_on_its_review`;--> statement-breakpoint
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
	AND review.undone_at IS NULL
	AND review.reviewer_id = new.approver_id
	AND submission.learner_id = new.recipient_id
	AND submission.state IN ('approved', 'awarded')
	AND submission.badge_version_id = new.badge_version_id
	AND badge.issuer_id = new.issuer_id
)
BEGIN SELECT RAISE(ABORT, 'rule broken: award_rests_on_its_review'); END;
