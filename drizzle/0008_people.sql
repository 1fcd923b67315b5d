ALTER TABLE `person` ADD `sorting_name` text;--> statement-breakpoint
ALTER TABLE `person` ADD `language` text;--> statement-breakpoint
ALTER TABLE `person` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `person` ADD `lane` text;--> statement-breakpoint
ALTER TABLE `person` ADD `suspended_at` integer;--> statement-breakpoint
ALTER TABLE `person` ADD `merged_into` text REFERENCES person(id);--> statement-breakpoint
ALTER TABLE `person` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `person_merged_into` ON `person` (`merged_into`);--> statement-breakpoint
CREATE TABLE `person_email` (
	`email` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text DEFAULT 'work' NOT NULL,
	`verified_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`email`, `person_id`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "person_email_is_folded" CHECK("person_email"."email" = lower("person_email"."email"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `person_email_person` ON `person_email` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `person_email_one_verified` ON `person_email` (`email`) WHERE "person_email"."verified_at" is not null;--> statement-breakpoint
INSERT INTO `person_email` (`email`, `person_id`, `kind`, `verified_at`, `created_at`) SELECT `email`, `id`, 'work', NULL, `created_at` FROM `person`;--> statement-breakpoint
CREATE TABLE `position` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`title` text NOT NULL,
	`lane` text,
	`starts_on` text NOT NULL,
	`ends_on` text,
	`sourced_id` text,
	`source` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "position_ends_after_it_starts" CHECK("position"."ends_on" is null or "position"."ends_on" >= "position"."starts_on")
) STRICT;
--> statement-breakpoint
CREATE INDEX `position_person` ON `position` (`person_id`,`starts_on`);--> statement-breakpoint
CREATE INDEX `position_organisation` ON `position` (`organisation_id`,`starts_on`);--> statement-breakpoint
CREATE UNIQUE INDEX `position_of_roster` ON `position` (`organisation_id`,`sourced_id`) WHERE "position"."sourced_id" is not null;--> statement-breakpoint
CREATE TABLE `erasure` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`requested_by` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "erasure_waits_for_a_day" CHECK("erasure"."state" in ('asked', 'cancelled') or "erasure"."due_at" is not null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `erasure_one_open` ON `erasure` (`person_id`) WHERE "erasure"."state" in ('asked', 'waiting');--> statement-breakpoint
CREATE TABLE `data_export` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`file_key` text NOT NULL,
	`size` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `data_export_person` ON `data_export` (`person_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `data_export_one_waiting` ON `data_export` (`person_id`) WHERE "data_export"."state" = 'waiting';--> statement-breakpoint
CREATE TRIGGER `person_has_its_email` AFTER INSERT ON `person`
BEGIN
	INSERT INTO person_email (email, person_id, kind, verified_at, created_at)
	VALUES (new.email, new.id, 'work', NULL, new.created_at) ON CONFLICT DO NOTHING;
END;--> statement-breakpoint
CREATE TRIGGER `person_keeps_its_email` AFTER UPDATE OF `email` ON `person` WHEN new.merged_into IS NULL AND new.erased_at IS NULL
BEGIN
	INSERT INTO person_email (email, person_id, kind, verified_at, created_at)
	VALUES (new.email, new.id, 'work', NULL, new.created_at) ON CONFLICT DO NOTHING;
END;--> statement-breakpoint
CREATE TRIGGER `person_email_is_free` BEFORE INSERT ON `person`
WHEN EXISTS (SELECT 1 FROM person_email WHERE email = new.email AND verified_at IS NOT NULL AND person_id <> new.id)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_email_is_free'); END;--> statement-breakpoint
CREATE TRIGGER `person_email_stays_free` BEFORE UPDATE OF `email` ON `person`
WHEN EXISTS (SELECT 1 FROM person_email WHERE email = new.email AND verified_at IS NOT NULL AND person_id <> new.id)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_email_is_free'); END;--> statement-breakpoint
CREATE TRIGGER `person_email_is_nobodys_main` BEFORE UPDATE OF `verified_at` ON `person_email`
WHEN new.verified_at IS NOT NULL AND EXISTS (SELECT 1 FROM person WHERE email = new.email AND id <> new.person_id)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_email_is_free'); END;--> statement-breakpoint
CREATE TRIGGER `person_email_is_not_anothers` BEFORE INSERT ON `person_email`
WHEN new.verified_at IS NOT NULL AND EXISTS (SELECT 1 FROM person WHERE email = new.email AND id <> new.person_id)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_email_is_free'); END;--> statement-breakpoint
CREATE TRIGGER `person_email_main_stays` BEFORE DELETE ON `person_email`
WHEN EXISTS (SELECT 1 FROM person WHERE id = old.person_id AND email = old.email)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_email_main_stays'); END;--> statement-breakpoint
CREATE TRIGGER `person_merged_for_good` BEFORE UPDATE OF `merged_into` ON `person`
WHEN new.merged_into IS NULL AND old.merged_into IS NOT NULL
	OR new.merged_into = new.id
	OR new.merged_into IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM person WHERE id = new.merged_into AND merged_into IS NULL AND erased_at IS NULL
	)
	OR old.merged_into IS NOT NULL AND new.merged_into <> old.merged_into AND NOT EXISTS (
		SELECT 1 FROM person WHERE id = old.merged_into AND merged_into = new.merged_into
	)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_merged_for_good'); END;--> statement-breakpoint
CREATE TRIGGER `person_erased_as_asked` BEFORE UPDATE OF `erased_at` ON `person`
WHEN old.erased_at IS NULL AND new.erased_at IS NOT NULL AND NOT EXISTS (
	SELECT 1 FROM erasure
	WHERE person_id IN (old.id, old.merged_into) AND state = 'waiting' AND due_at <= new.erased_at
)
BEGIN SELECT RAISE(ABORT, 'rule broken: person_erased_as_asked'); END;--> statement-breakpoint
CREATE TRIGGER `person_stays_erased` BEFORE UPDATE ON `person` WHEN old.erased_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'rule broken: person_stays_erased'); END;--> statement-breakpoint
CREATE VIEW `same_person` AS
	SELECT id AS person_id, id AS account_id FROM person WHERE merged_into IS NULL
	UNION ALL SELECT merged_into, id FROM person WHERE merged_into IS NOT NULL;--> statement-breakpoint
DROP VIEW IF EXISTS `held_role`;--> statement-breakpoint
CREATE VIEW `held_role` AS
SELECT role.person_id AS person_id, below.organisation_id AS issuer_id, role.organisation_id AS organisation_id, role.name AS name
FROM role
JOIN organisation_ancestor AS below ON below.ancestor_id = role.organisation_id
JOIN organisation ON organisation.id = below.organisation_id
JOIN person ON person.id = role.person_id
WHERE role.suspended_at IS NULL AND organisation.closed_at IS NULL
AND person.suspended_at IS NULL AND person.merged_into IS NULL AND person.erased_at IS NULL;--> statement-breakpoint
DROP TRIGGER `review_by_someone_else`;--> statement-breakpoint
CREATE TRIGGER `review_by_someone_else` BEFORE INSERT ON `review`
WHEN EXISTS (
	SELECT 1 FROM submission
	JOIN person AS learner ON learner.id = submission.learner_id
	JOIN person AS reviewer ON reviewer.id = new.reviewer_id
	WHERE submission.id = new.submission_id
	AND coalesce(learner.merged_into, learner.id) = coalesce(reviewer.merged_into, reviewer.id)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: review_by_someone_else'); END;--> statement-breakpoint
CREATE TRIGGER `award_by_someone_else` BEFORE INSERT ON `award`
WHEN EXISTS (
	SELECT 1 FROM person AS recipient
	JOIN person AS decider ON decider.id IN (new.approver_id, new.issued_by)
	WHERE recipient.id = new.recipient_id
	AND coalesce(recipient.merged_into, recipient.id) = coalesce(decider.merged_into, decider.id)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: award_by_someone_else'); END;--> statement-breakpoint
DROP TRIGGER `review_no_update`;--> statement-breakpoint
CREATE TRIGGER `review_no_update` BEFORE UPDATE ON `review`
WHEN NOT (
	new.comment = '' AND new.id = old.id AND new.submission_id = old.submission_id
	AND new.attempt_number = old.attempt_number AND new.reviewer_id = old.reviewer_id
	AND new.decision = old.decision AND new.created_at = old.created_at
	AND EXISTS (
		SELECT 1 FROM submission JOIN person ON person.id = submission.learner_id
		WHERE submission.id = old.submission_id AND person.erased_at IS NOT NULL
	)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: review_no_update'); END;--> statement-breakpoint
DROP TRIGGER `review_score_no_update`;--> statement-breakpoint
CREATE TRIGGER `review_score_no_update` BEFORE UPDATE ON `review_score`
WHEN NOT (
	new.comment = '' AND new.review_id = old.review_id AND new.criterion_id = old.criterion_id
	AND new.level_id = old.level_id
	AND EXISTS (
		SELECT 1 FROM review JOIN submission ON submission.id = review.submission_id
		JOIN person ON person.id = submission.learner_id
		WHERE review.id = old.review_id AND person.erased_at IS NOT NULL
	)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: review_score_no_update'); END;--> statement-breakpoint
DROP TRIGGER `revocation_no_update`;--> statement-breakpoint
CREATE TRIGGER `revocation_no_update` BEFORE UPDATE ON `revocation`
WHEN NOT (
	new.reason = '' AND new.award_id = old.award_id AND new.revoked_by = old.revoked_by
	AND new.is_reason_public = old.is_reason_public AND new.revoked_at = old.revoked_at
	AND EXISTS (
		SELECT 1 FROM award JOIN person ON person.id = award.recipient_id
		WHERE award.id = old.award_id AND person.erased_at IS NOT NULL
	)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: revocation_no_update'); END;--> statement-breakpoint
DROP TRIGGER `award_no_update`;--> statement-breakpoint
CREATE TRIGGER `award_no_update` BEFORE UPDATE ON `award`
WHEN NOT (
	new.credential = '' AND new.id = old.id AND new.issuer_id = old.issuer_id
	AND new.badge_version_id = old.badge_version_id AND new.submission_id = old.submission_id
	AND new.review_id = old.review_id AND new.recipient_id = old.recipient_id AND new.approver_id = old.approver_id
	AND new.issued_by = old.issued_by AND new.status_list_id = old.status_list_id
	AND new.status_position = old.status_position AND new.digest = old.digest AND new.issued_at = old.issued_at
	AND new.valid_until IS old.valid_until AND new.dictionary_id IS old.dictionary_id
	AND new.canonical_digest IS old.canonical_digest AND new.seal IS old.seal
	AND EXISTS (SELECT 1 FROM person WHERE id = old.recipient_id AND erased_at IS NOT NULL)
)
BEGIN SELECT RAISE(ABORT, 'rule broken: award_no_update'); END;
