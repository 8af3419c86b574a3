-- Talks between buyers, shops and support; what the guard and the operator do about fraud in them.

-- What windows are reckoned from: how an order is delivered, and when it was paid.
alter table order_items add column scheme text not null default 'fbo';
alter table order_items add column paid_at bigint;

-- The log feeds buyers and the desk as it feeds shops: by an index of their own.
alter table events add column buyer_id text;
alter table events add column desk boolean not null default false;
create index events_of_buyer on events (buyer_id, seq) where buyer_id is not null;
create index events_of_desk on events (seq) where desk = true;

-- seller_id: 0 where a buyer talks with support. theme: what makes a talk the same talk, so that none is opened twice.
-- last_*: the newest line that both sides may see; turn: whose reply is awaited.
-- *_read: the newest message that a side has read; *_unread: how many lines of others wait for it.
-- buyer_wrote_at: from when the shop's time to reply runs.
-- frozen_for: the side that cannot write while a report of fraud is looked at; blocked_by: the side that wants no messages.
-- waiting_since: since when support or the operator has to act, which is the order of the desk's queue.
create table chats (
  seller_id bigint not null,
  chat_id text not null,
  kind text not null,
  theme text not null,
  buyer_id text,
  buyer_name text not null,
  order_id text,
  sku bigint,
  opened_at bigint not null,
  closed boolean not null,
  archived boolean not null,
  snoozed_until bigint,
  assignee text,
  assignee_name text not null,
  frozen_for text,
  blocked_by text,
  last_message bigint,
  last_at bigint not null,
  last_author text not null,
  last_line text not null,
  turn text not null,
  buyer_wrote_at bigint,
  seller_read bigint not null,
  buyer_read bigint not null,
  support_read bigint not null,
  seller_unread bigint not null,
  buyer_unread bigint not null,
  support_unread bigint not null,
  matter text,
  waiting_since bigint,
  rating bigint,
  dispute_reason text,
  dispute_state text,
  dispute_due_at bigint,
  dispute_outcome text,
  version bigint not null,
  primary key (seller_id, chat_id)
) /*sqlite without rowid*/;
create unique index chats_by_id on chats (chat_id);
create unique index chats_by_theme on chats (seller_id, theme);
create index chats_by_last on chats (seller_id, archived, last_at, chat_id) where kind <> 'buyer_support';
create index chats_by_kind on chats (seller_id, kind, last_at, chat_id) where archived = false;
create index chats_unread on chats (seller_id, last_at, chat_id) where seller_unread > 0;
create index chats_by_turn on chats (seller_id, turn, last_at, chat_id) where archived = false;
create index chats_of_order on chats (seller_id, order_id) where order_id is not null;
create index chats_of_product on chats (seller_id, sku, last_at, chat_id) where sku is not null;
create index chats_of_buyer on chats (buyer_id, last_at, chat_id) where buyer_id is not null;
create index chats_waiting on chats (waiting_since, chat_id) where waiting_since is not null;

-- files: JSON, [{"id","kind","name","bytes","width","height","scan"}]; why: JSON, what the guard saw.
-- simhash: near-identical messages differ in few of its bits. changed_at: when anything of the row changed last.
create table messages (
  seller_id bigint not null,
  chat_id text not null,
  message_id bigint not null,
  author text not null,
  author_id text not null,
  author_name text not null,
  client_id text,
  kind text not null,
  text text not null,
  reply_to bigint,
  files text not null,
  state text not null,
  verdict text not null,
  why text not null,
  simhash bigint not null,
  sent_at bigint not null,
  edited_at bigint,
  held_until bigint,
  changed_at bigint not null,
  version bigint not null,
  primary key (seller_id, chat_id, message_id)
) /*sqlite without rowid*/;
create unique index messages_by_id on messages (message_id);
create unique index messages_by_client on messages (seller_id, chat_id, author_id, client_id) where client_id is not null;
create index messages_of_author on messages (author_id, sent_at) where kind = 'text';
create index messages_gone on messages (edited_at) where state = 'deleted' and (text <> '' or files <> '[]');

/*sqlite create virtual table message_words using fts5(words, content='', contentless_delete=1);*/
/*pg create table message_words (
  seller_id bigint not null,
  message_id bigint not null,
  words tsvector not null,
  primary key (seller_id, message_id)
);*/
/*pg create index message_words_by_word on message_words using gin (words);*/

-- Files of chats; the bytes are in the folder, or the store, of files. message_id: null until it is sent.
create table chat_files (
  seller_id bigint not null,
  chat_id text not null,
  file_id text not null,
  message_id bigint,
  kind text not null,
  content_type text not null,
  name text not null,
  bytes bigint not null,
  width bigint not null,
  height bigint not null,
  scan text not null,
  uploaded_by text not null,
  created_at bigint not null,
  primary key (seller_id, chat_id, file_id)
) /*sqlite without rowid*/;
create unique index chat_files_by_id on chat_files (file_id);
create index chat_files_unsent on chat_files (created_at) where message_id is null;

-- What somebody did that the guard or a person found to be wrong; friction is reckoned from it.
create table strikes (
  who text not null,
  at bigint not null,
  message_id bigint not null,
  verdict text not null,
  label text not null,
  forgiven boolean not null,
  primary key (who, at, message_id)
) /*sqlite without rowid*/;

-- What links people: the same links, payment details and contacts in what the guard stopped or people reported.
create table traces (
  kind text not null,
  hash text not null,
  who text not null,
  message_id bigint not null,
  at bigint not null,
  primary key (kind, hash, who, message_id)
) /*sqlite without rowid*/;
create index traces_of_person on traces (who, at);
create index traces_by_age on traces (at);

create table fraud_reports (
  seller_id bigint not null,
  report_id text not null,
  chat_id text not null,
  message_id bigint not null,
  by_whom text not null,
  what text not null,
  words text not null,
  at bigint not null,
  state text not null,
  primary key (seller_id, report_id)
) /*sqlite without rowid*/;
create unique index fraud_reports_once on fraud_reports (message_id, by_whom);

-- Chats switched off. A few are in force at any time.
create table chat_switches (
  switch_id text not null primary key,
  scope text not null,
  target text not null,
  reason text not null,
  words text not null,
  since bigint not null,
  until bigint not null,
  by_whom text not null,
  lifted_at bigint,
  lifted_by text
) /*sqlite without rowid*/;
create index chat_switches_in_force on chat_switches (until) where lifted_at is null;
create index chat_switches_by_time on chat_switches (since, switch_id);

-- Who is exempt from one, because an appeal was granted.
create table switch_exemptions (
  switch_id text not null,
  who text not null,
  at bigint not null,
  primary key (switch_id, who)
) /*sqlite without rowid*/;

-- Rules of the guard that the safety desk has put in force; the newest counts.
create table guard_rules (
  number bigint not null primary key,
  rules text not null,
  by_whom text not null,
  at bigint not null
) /*sqlite without rowid*/;

-- Prepared answers of support.
create table macros (
  macro_id text not null primary key,
  name text not null,
  text text not null,
  used bigint not null,
  updated_at bigint not null
) /*sqlite without rowid*/;

-- What the operator tells all shops.
create table announcements (
  announcement_id text not null primary key,
  topic text not null,
  title_ru text not null,
  title_en text not null,
  text_ru text not null,
  text_en text not null,
  at bigint not null
) /*sqlite without rowid*/;
create index announcements_by_time on announcements (at, announcement_id);

create table announcement_reads (
  person_id text not null,
  announcement_id text not null,
  at bigint not null,
  primary key (person_id, announcement_id)
) /*sqlite without rowid*/;

-- Secrets of the installation, the same on every node: what signs short-lived addresses.
create table secrets (
  name text not null primary key,
  value text not null
) /*sqlite without rowid*/;

-- Whoever was robbed ends all their sessions at once.
create index sessions_of_person on sessions (person_id);
create index sign_in_links_of_person on sign_in_links (person_id);
