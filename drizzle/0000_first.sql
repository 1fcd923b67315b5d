CREATE TABLE `audit_entry` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`details` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_entry_previous_hash_unique` ON `audit_entry` (`previous_hash`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit_entry` (`subject`);--> statement-breakpoint
CREATE TABLE `award` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer_id` text NOT NULL,
	`badge_version_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`review_id` text NOT NULL,
	`recipient_id` text NOT NULL,
	`approver_id` text NOT NULL,
	`issued_by` text NOT NULL,
	`status_list_id` text NOT NULL,
	`status_position` integer NOT NULL,
	`credential` text NOT NULL,
	`digest` text NOT NULL,
	`issued_at` integer NOT NULL,
	`valid_until` integer,
	FOREIGN KEY (`issuer_id`) REFERENCES `issuer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`badge_version_id`) REFERENCES `badge_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submission`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `review`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recipient_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approver_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`status_list_id`,`status_position`) REFERENCES `status_position`(`status_list_id`,`position`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "award_separation_of_duties" CHECK("award"."approver_id" <> "award"."recipient_id" and "award"."issued_by" <> "award"."recipient_id")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `award_submission_id_unique` ON `award` (`submission_id`);--> statement-breakpoint
CREATE INDEX `award_recipient` ON `award` (`recipient_id`,`issued_at`);--> statement-breakpoint
CREATE INDEX `award_issuer` ON `award` (`issuer_id`,`issued_at`);--> statement-breakpoint
CREATE INDEX `award_badge_version` ON `award` (`badge_version_id`,`issued_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `award_status` ON `award` (`status_list_id`,`status_position`);--> statement-breakpoint
CREATE TABLE `award_token` (
	`award_id` text NOT NULL,
	`dialect` text NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`award_id`, `dialect`),
	FOREIGN KEY (`award_id`) REFERENCES `award`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `revocation` (
	`award_id` text PRIMARY KEY NOT NULL,
	`revoked_by` text NOT NULL,
	`reason` text NOT NULL,
	`is_reason_public` integer DEFAULT false NOT NULL,
	`revoked_at` integer NOT NULL,
	FOREIGN KEY (`award_id`) REFERENCES `award`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `badge` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer_id` text NOT NULL,
	`state` text NOT NULL,
	`draft` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`issuer_id`) REFERENCES `issuer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `badge_issuer` ON `badge` (`issuer_id`,`state`);--> statement-breakpoint
CREATE TABLE `badge_version` (
	`id` text PRIMARY KEY NOT NULL,
	`badge_id` text NOT NULL,
	`number` integer NOT NULL,
	`definition` text NOT NULL,
	`search_text` text NOT NULL,
	`artwork_svg` text NOT NULL,
	`artwork_png` text NOT NULL,
	`artwork_compact_svg` text NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	FOREIGN KEY (`badge_id`) REFERENCES `badge`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "badge_version_counts" CHECK("badge_version"."number" >= 1)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `badge_version_number` ON `badge_version` (`badge_id`,`number`);--> statement-breakpoint
CREATE TABLE `guard` (
	`reason` text,
	CONSTRAINT "guard_stop" CHECK(false)
) STRICT;
--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`name` text NOT NULL,
	`client` text NOT NULL,
	`window_start` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`name`, `client`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `rate_limit_age` ON `rate_limit` (`window_start`);--> statement-breakpoint
CREATE TABLE `issuer` (
	`id` text PRIMARY KEY NOT NULL,
	`did` text NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`email` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `issuer_did_unique` ON `issuer` (`did`);--> statement-breakpoint
CREATE TABLE `role` (
	`person_id` text NOT NULL,
	`issuer_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `issuer_id`, `name`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issuer_id`) REFERENCES `issuer`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `role_issuer` ON `role` (`issuer_id`);--> statement-breakpoint
CREATE TABLE `signing_key` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer_id` text NOT NULL,
	`algorithm` text NOT NULL,
	`public_key` text NOT NULL,
	`sealed_by` text NOT NULL,
	`nonce` text NOT NULL,
	`ciphertext` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`issuer_id`) REFERENCES `issuer`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `signing_key_issuer` ON `signing_key` (`issuer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `signing_key_one_active` ON `signing_key` (`issuer_id`,`algorithm`) WHERE "signing_key"."state" = 'active';--> statement-breakpoint
CREATE TABLE `status_list` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer_id` text NOT NULL,
	`purpose` text NOT NULL,
	`length` integer NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`published_credential` text,
	`published_at` integer,
	`is_stale` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`issuer_id`) REFERENCES `issuer`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "status_list_length" CHECK("status_list"."length" >= 131072)
) STRICT;
--> statement-breakpoint
CREATE INDEX `status_list_issuer` ON `status_list` (`issuer_id`);--> statement-breakpoint
CREATE TABLE `status_position` (
	`status_list_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`status_list_id`, `position`),
	FOREIGN KEY (`status_list_id`) REFERENCES `status_list`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `idempotent_request` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`request_digest` text NOT NULL,
	`status` integer,
	`response` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`actor`, `key`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `idempotent_request_age` ON `idempotent_request` (`created_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`payload` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_error` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`did` text,
	`is_administrator` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "person_email_folded" CHECK("person"."email" = lower("person"."email"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email_unique` ON `person` (`email`);--> statement-breakpoint
CREATE TABLE `session` (
	`secret_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`person_id`);--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `review` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`attempt_number` integer NOT NULL,
	`reviewer_id` text NOT NULL,
	`decision` text NOT NULL,
	`comment` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submission`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `review_reviewer` ON `review` (`reviewer_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `review_one_per_attempt` ON `review` (`submission_id`,`attempt_number`);--> statement-breakpoint
CREATE TABLE `review_score` (
	`review_id` text NOT NULL,
	`criterion_id` text NOT NULL,
	`level_id` text NOT NULL,
	`comment` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`review_id`, `criterion_id`),
	FOREIGN KEY (`review_id`) REFERENCES `review`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `attempt` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`number` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submission`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_number` ON `attempt` (`submission_id`,`number`);--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`attempt_number` integer NOT NULL,
	`removed_in_attempt` integer,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`file_key` text,
	`media_type` text,
	`size` integer,
	`sha256` text,
	`url` text,
	`words` text,
	`shows_students` integer DEFAULT true NOT NULL,
	`visibility` text DEFAULT 'private' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submission`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evidence_has_its_kind" CHECK(("evidence"."kind" = 'file' and "evidence"."file_key" is not null and "evidence"."media_type" is not null and "evidence"."size" is not null)
        or ("evidence"."kind" = 'link' and "evidence"."url" is not null) or ("evidence"."kind" = 'text' and "evidence"."words" is not null)),
	CONSTRAINT "evidence_students_stay_private" CHECK(not ("evidence"."shows_students" and "evidence"."visibility" = 'shared'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_file_key_unique` ON `evidence` (`file_key`);--> statement-breakpoint
CREATE INDEX `evidence_submission` ON `evidence` (`submission_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `submission` (
	`id` text PRIMARY KEY NOT NULL,
	`badge_version_id` text NOT NULL,
	`learner_id` text NOT NULL,
	`state` text NOT NULL,
	`attempt_number` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`badge_version_id`) REFERENCES `badge_version`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`learner_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `submission_learner` ON `submission` (`learner_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `submission_queue` ON `submission` (`badge_version_id`,`state`,`updated_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `submission_one_open` ON `submission` (`badge_version_id`,`learner_id`) WHERE "submission"."state" in ('draft', 'submitted', 'returned', 'approved');