-- Who may start a badge: everybody whose role counts at its issuer or below it, unless its authors keep it to the issuer itself.
ALTER TABLE `badge` ADD COLUMN `starters` text NOT NULL DEFAULT 'below' CHECK (`starters` IN ('below', 'issuer'));
