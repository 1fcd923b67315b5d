CREATE TABLE `__new_session` (
	`secret_hash` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`method` text NOT NULL,
	`state` text DEFAULT 'live' NOT NULL,
	`agent` text DEFAULT '' NOT NULL,
	`is_shared` integer DEFAULT false NOT NULL,
	`idle_minutes` integer,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_session` (`secret_hash`, `id`, `kind`, `person_id`, `method`, `created_at`, `last_seen_at`, `expires_at`)
SELECT `secret_hash`, lower(hex(randomblob(16))), `kind`, `person_id`, iif(`kind` = 'token', 'token', 'development'), `created_at`, `created_at`, `expires_at` FROM `session`;--> statement-breakpoint
DROP TABLE `session`;--> statement-breakpoint
ALTER TABLE `__new_session` RENAME TO `session`;--> statement-breakpoint
CREATE UNIQUE INDEX `session_id_unique` ON `session` (`id`);--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`person_id`);--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `secret` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`subject` text,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `secret_subject` ON `secret` (`purpose`,`subject`);--> statement-breakpoint
CREATE INDEX `secret_expiry` ON `secret` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`credential_id` text NOT NULL,
	`person_id` text NOT NULL,
	`name` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`is_synced` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `passkey_credential_id_unique` ON `passkey` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkey_person` ON `passkey` (`person_id`);--> statement-breakpoint
CREATE TABLE `identity_provider` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`preset` text NOT NULL,
	`name` text NOT NULL,
	`issuer` text NOT NULL,
	`client_id` text NOT NULL,
	`sealed_client_secret` text NOT NULL,
	`allows_joining` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`disabled_at` integer,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisation`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `identity_provider_organisation` ON `identity_provider` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `identity_provider_domain` (
	`domain` text PRIMARY KEY NOT NULL,
	`provider_id` text NOT NULL,
	FOREIGN KEY (`provider_id`) REFERENCES `identity_provider`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "identity_provider_domain_folded" CHECK("identity_provider_domain"."domain" = lower("identity_provider_domain"."domain"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `identity_provider_domain_provider` ON `identity_provider_domain` (`provider_id`);--> statement-breakpoint
CREATE TABLE `external_identity` (
	`provider_id` text NOT NULL,
	`subject` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	PRIMARY KEY(`provider_id`, `subject`),
	FOREIGN KEY (`provider_id`) REFERENCES `identity_provider`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `external_identity_person` ON `external_identity` (`person_id`);--> statement-breakpoint
CREATE TABLE `kept_form` (
	`hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `kept_form_person` ON `kept_form` (`person_id`);--> statement-breakpoint
CREATE INDEX `kept_form_expiry` ON `kept_form` (`expires_at`);--> statement-breakpoint
CREATE TRIGGER `role_given_renews_sessions` AFTER INSERT ON `role`
BEGIN UPDATE `session` SET `state` = 'renewing' WHERE `person_id` = new.`person_id` AND `kind` = 'browser' AND `state` = 'live'; END;--> statement-breakpoint
CREATE TRIGGER `role_changed_renews_sessions` AFTER UPDATE ON `role`
BEGIN UPDATE `session` SET `state` = 'renewing' WHERE `person_id` = new.`person_id` AND `kind` = 'browser' AND `state` = 'live'; END;--> statement-breakpoint
CREATE TRIGGER `role_taken_renews_sessions` AFTER DELETE ON `role`
BEGIN UPDATE `session` SET `state` = 'renewing' WHERE `person_id` = old.`person_id` AND `kind` = 'browser' AND `state` = 'live'; END;
