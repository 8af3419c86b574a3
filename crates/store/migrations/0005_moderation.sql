-- What waits for a moderator, what was decided, and the chain that proves it.

-- subject, subject_id: what is judged; parent_id: the question or review it belongs to.
-- findings: JSON, [{"reason","from","to"}], bytes of the text, as the checks of rules_version saw it.
-- judged: the number of the verdict that an appeal or a second opinion is about; not_by: who must not decide it.
-- order_at: the order of the queue, earlier first: the deadline, brought forward by the harm that may be done.
-- state: waiting, deciding (decided, and may still be taken back), decided, withdrawn (its author took the text away).
create table cases (
  seller_id bigint not null,
  case_id text not null,
  queue text not null,
  subject text not null,
  subject_id text not null,
  parent_id text not null,
  sku bigint,
  author text not null,
  author_name text not null,
  text text not null,
  text_hash text not null,
  media text not null,
  findings text not null,
  rules_version bigint not null,
  stage text not null,
  judged bigint,
  words text not null,
  not_by text,
  harm bigint not null,
  opened_at bigint not null,
  due_at bigint not null,
  order_at bigint not null,
  state text not null,
  holder text,
  leased_until bigint not null,
  decision text,
  reasons text not null,
  note_author text not null,
  note_desk text not null,
  decided_by text,
  decided_role text,
  decided_at bigint,
  primary key (seller_id, case_id)
) /*sqlite without rowid*/;
create index cases_waiting on cases (order_at, case_id) where state = 'waiting';
create index cases_in_queue on cases (queue, order_at, case_id) where state = 'waiting';
create index cases_risky on cases (order_at, case_id) where state = 'waiting' and harm >= 2;
create index cases_late on cases (due_at, case_id) where state = 'waiting';
create index cases_late_in_queue on cases (queue, due_at, case_id) where state = 'waiting';
create index cases_held on cases (holder) where state = 'waiting' and holder is not null;
create index cases_deciding on cases (decided_by, decided_at) where state = 'deciding';
create index cases_same_text on cases (text_hash, subject, order_at) where state = 'waiting';
create index cases_of_subject on cases (seller_id, subject, subject_id, opened_at);
-- An appeal is made once per verdict.
create unique index cases_appeals on cases (seller_id, judged) where stage = 'appeal';

-- Every verdict, by rules or by a person. number counts the verdicts of a seller; receipt is the record as it was sealed,
-- and hash covers it with the hash of the record before.
create table verdicts (
  seller_id bigint not null,
  number bigint not null,
  case_id text,
  subject text not null,
  subject_id text not null,
  author text not null,
  text_hash text not null,
  decision text not null,
  stage text not null,
  reasons text not null,
  findings text not null,
  note_author text not null,
  note_desk text not null,
  by_whom text not null,
  rules_version bigint not null,
  opened_at bigint not null,
  at bigint not null,
  due_at bigint not null,
  overturned_by bigint,
  receipt text not null,
  previous text not null,
  hash text not null,
  primary key (seller_id, number)
) /*sqlite without rowid*/;
create index verdicts_of_subject on verdicts (seller_id, subject, subject_id, number);
create index verdicts_same_text on verdicts (text_hash, at);
create index verdicts_of_author on verdicts (author, at);
create index verdicts_by_people on verdicts (subject, at) where case_id is not null;
create index verdicts_of_person on verdicts (by_whom, at) where case_id is not null;

-- Where the chain of each seller ends: a record that was cut off at the end is missed by this.
create table receipt_heads (
  seller_id bigint not null primary key,
  number bigint not null,
  hash text not null
) /*sqlite without rowid*/;

-- Verdicts counted by month as the log tells them, for pages that must not walk them.
create table moderation_counts (
  month text not null,
  what text not null,
  key text not null,
  n bigint not null,
  primary key (month, what, key)
) /*sqlite without rowid*/;

-- Words of reasons that the operator has written anew.
create table reason_words (
  reason text not null,
  lang text not null,
  words text not null,
  fix text not null,
  primary key (reason, lang)
) /*sqlite without rowid*/;

-- A review that buyers do not see: it waits for a verdict, or was refused.
alter table reviews add column held boolean not null default false;
-- Pictures that a shop shows with its complaint: JSON as in reviews.
alter table reports add column evidence text not null default '[]';

-- Drafts and open composers belong to reviews and to questions.
alter table drafts rename column review_id to subject_id;
alter table answering rename column review_id to subject_id;

-- How many cases wait in each queue, and how many of them are risky: numbers that cost the same however many wait.
create table queue_counts (
  queue text not null primary key,
  waiting bigint not null,
  risky bigint not null
) /*sqlite without rowid*/;

-- What is kept for a time goes by its age.
create index drafts_by_age on drafts (saved_at);
create index notices_by_age on notices (at);
