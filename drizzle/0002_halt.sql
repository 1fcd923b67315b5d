CREATE TABLE `issuing_halt` (
	`scope` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`subject` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "issuing_halt_scope" CHECK("issuing_halt"."scope" = 'installation')
);
