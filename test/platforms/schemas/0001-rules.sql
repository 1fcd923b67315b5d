insert into person (id, name, email, did, is_administrator, created_at)
values ('p-ada', 'ada', 'ada@district.example', null, 0, 1778770800000);
insert into person (id, name, email, did, is_administrator, created_at)
values ('p-ravi', 'ravi', 'ravi@district.example', null, 0, 1778770800000);
insert into person (id, name, email, did, is_administrator, created_at)
values ('p-lena', 'lena', 'lena@district.example', null, 0, 1778770800000);
insert into issuer (id, did, name, url, email, description, created_at)
values ('i-1', 'did:web:badges.lakeside.example:issuers:i-1', 'Lakeside School District', 'https://www.lakeside.example', 'learning@lakeside.example', '', 1778770800000);
insert into role (person_id, issuer_id, name, created_at)
values ('p-ravi', 'i-1', 'reviewer', 1778770800000);
insert into signing_key (id, issuer_id, algorithm, public_key, sealed_by, nonce, ciphertext, state, created_at, retired_at)
values ('did:web:badges.lakeside.example:issuers:i-1#k-1', 'i-1', 'Ed25519', 'z6Mk', 'test', 'AAAA', 'AAAA', 'active', 1778770800000, null);
insert into status_list (id, issuer_id, purpose, length, taken, created_at, published_credential, published_at, is_stale)
values ('l-1', 'i-1', 'revocation', 131072, 0, 1778770800000, null, null, 1);
insert into status_position (status_list_id, position)
values ('l-1', 7);
insert into status_position (status_list_id, position)
values ('l-1', 8);
insert into badge (id, issuer_id, state, draft, revision, created_by, created_at, updated_at)
values ('b-1', 'i-1', 'published', '{"name":"Reading aloud","description":"Reads aloud so that a class listens.","achievementType":"MicroCredential","criteria":"Plan, record and reflect on one session.","activity":"","language":"en","tags":[],"alignments":[],"rubric":[{"id":"practice","name":"Practice","description":"","levels":[{"id":"emerging","name":"Emerging","description":"Reads."},{"id":"shown","name":"Shown","description":"Reads so that pupils listen."}],"requiredLevelId":"shown"}],"artwork":{"template":"hexagon","color":"#22409a","accent":"#f2b632","icon":"book-open","level":0,"levels":3,"levelName":""}}', 1, 'p-ada', 1778770800000, 1778770800000);
insert into badge_version (id, badge_id, number, definition, search_text, artwork_svg, artwork_png, artwork_compact_svg, published_by, published_at)
values ('v-1', 'b-1', 1, '{"name":"Reading aloud","description":"Reads aloud so that a class listens.","achievementType":"MicroCredential","criteria":"Plan, record and reflect on one session.","activity":"","language":"en","tags":[],"alignments":[],"rubric":[{"id":"practice","name":"Practice","description":"","levels":[{"id":"emerging","name":"Emerging","description":"Reads."},{"id":"shown","name":"Shown","description":"Reads so that pupils listen."}],"requiredLevelId":"shown"}],"artwork":{"template":"hexagon","color":"#22409a","accent":"#f2b632","icon":"book-open","level":0,"levels":3,"levelName":""}}', 'reading aloud', 'artwork/v-1.svg', 'artwork/v-1.png', 'artwork/v-1-compact.svg', 'p-ada', 1778770800000);
insert into submission (id, badge_version_id, learner_id, state, attempt_number, created_at, updated_at)
values ('s-1', 'v-1', 'p-lena', 'approved', 1, 1778770800000, 1778770800000);
insert into evidence (id, submission_id, attempt_number, removed_in_attempt, kind, name, description, file_key, media_type, size, sha256, url, words, shows_students, visibility, created_at)
values ('e-1', 's-1', 1, null, 'text', 'Reflection', '', null, null, null, null, null, 'What I tried and what changed.', 1, 'private', 1778770800000);
insert into attempt (id, submission_id, number, submitted_at)
values ('t-1', 's-1', 1, 1778770800000);
insert into review (id, submission_id, attempt_number, reviewer_id, decision, comment, created_at)
values ('r-1', 's-1', 1, 'p-ravi', 'approved', 'Clear and honest.', 1778770800000);
insert into review_score (review_id, criterion_id, level_id, comment)
values ('r-1', 'practice', 'shown', '');
insert into award (id, issuer_id, badge_version_id, submission_id, review_id, recipient_id, approver_id, issued_by, status_list_id, status_position, credential, digest, issued_at, valid_until)
values ('a-1', 'i-1', 'v-1', 's-1', 'r-1', 'p-lena', 'p-ravi', 'p-ada', 'l-1', 7, '{"type":["VerifiableCredential","AchievementCredential"]}', 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', 1778770800000, null);
insert into award_token (award_id, dialect, token, created_at)
values ('a-1', 'open-badges', 'header.payload.signature', 1778770800000);
insert into revocation (award_id, revoked_by, reason, is_reason_public, revoked_at)
values ('a-1', 'p-ada', 'A mistake', 0, 1778770800000);
insert into audit_entry (seq, at, actor, action, subject, details, previous_hash, hash)
values (1, 1778770800000, 'p-ada', 'award.issued', 'a-1', '{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"}', '0000000000000000000000000000000000000000000000000000000000000000', '32d48bc608c80dbff48543e559bda46a002e6734fea2ea2ff04bb977fc8e675c');
insert into audit_entry (seq, at, actor, action, subject, details, previous_hash, hash)
values (2, 1778770800000, 'p-ada', 'award.revoked', 'a-1', '{}', '32d48bc608c80dbff48543e559bda46a002e6734fea2ea2ff04bb977fc8e675c', '59228319de4e8a67ac40eb51a633bbeb67e092cca67e2a9a7eb430751084bd37');
insert into idempotent_request (actor, key, request_digest, status, response, created_at)
values ('p-ada', 'k-1', 'd-1', 201, '{}', 1778770800000);
insert into outbox (id, topic, payload, state, attempts, due_at, created_at, last_error)
values ('o-1', 'award.issued', '{"award":"a-1"}', 'waiting', 0, 1778770800000, 1778770800000, null);
insert into rate_limit (name, client, window_start, count)
values ('verify', '192.0.2.1', 1778770800000, 3);
insert into session (secret_hash, kind, person_id, created_at, expires_at)
values ('5555555555555555555555555555555555555555555555555555555555555555', 'token', 'p-lena', 1778770800000, 1786546800000);
