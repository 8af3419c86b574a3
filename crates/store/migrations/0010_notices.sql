-- What people and programs are told of, through which channel, and what came of it.

-- side: in which of their parts a person is told ('shop', 'buyer', 'desk'). topic: the row of the settings.
alter table notices add column side text not null default 'buyer';
alter table notices add column topic text not null default 'moderation';
create index notices_unread on notices (person_id, side, seller_id) where read_at is null;
create index notices_of_subject on notices (person_id, subject) where read_at is null;

-- settings: JSON of domain::notices::Settings; what is missing is as usual for the person's part. seller_id 0: not of one shop.
create table notice_settings (
  person_id text not null,
  side text not null,
  seller_id bigint not null,
  settings text not null,
  version bigint not null,
  updated_at bigint not null,
  primary key (person_id, side, seller_id)
) /*sqlite without rowid*/;

-- Where mail goes. bounces: permanent refusals in a row; nothing is sent to an address that has too many.
create table contacts (
  person_id text not null primary key,
  email text not null,
  language text not null,
  confirmed_at bigint,
  bounces bigint not null,
  trouble text not null,
  updated_at bigint not null
) /*sqlite without rowid*/;

-- Devices that may be pushed to. endpoint_hash: SHA-256 of the address, which can be long.
create table push_subscriptions (
  person_id text not null,
  endpoint_hash text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  side text not null,
  language text not null,
  device text not null,
  created_at bigint not null,
  primary key (person_id, endpoint_hash)
) /*sqlite without rowid*/;
create index push_subscriptions_by_endpoint on push_subscriptions (endpoint_hash);

-- What a person does not want to hear of: a chat, by its id.
create table mutes (
  person_id text not null,
  subject text not null,
  until bigint not null,
  primary key (person_id, subject)
) /*sqlite without rowid*/;

-- Notices on their way through a channel. state: 'waiting', 'sent', 'dropped' (no longer wanted or possible), 'failed' (given up).
-- if_waiting: only if what it is about is still unanswered when it goes. due_at: as planned. next_at: when somebody may take it; a
-- lease and a failed try move it on. bulk: one of very many that go out together; what is not goes first.
create table sendings (
  person_id text not null,
  seq bigint not null,
  channel text not null,
  side text not null,
  seller_id bigint not null,
  topic text not null,
  kind text not null,
  subject text not null,
  if_waiting boolean not null,
  bulk boolean not null,
  at bigint not null,
  due_at bigint not null,
  next_at bigint not null,
  attempts bigint not null,
  state text not null,
  error text not null,
  done_at bigint,
  primary key (person_id, seq, channel)
) /*sqlite without rowid*/;
create index sendings_due on sendings (channel, bulk, next_at) where state = 'waiting';
create index sendings_of_person on sendings (person_id, channel, next_at) where state = 'waiting';
create index sendings_failed on sendings (done_at) where state = 'failed';
create index sendings_by_age on sendings (at);

-- Addresses of a shop's programs. types: JSON, the kinds of events or the types of pushes. off: why it is not called; '' while it is.
create table webhooks (
  seller_id bigint not null,
  webhook_id text not null,
  format text not null,
  url text not null,
  types text not null,
  secret text not null,
  old_secret text not null,
  old_secret_until bigint not null,
  off text not null,
  off_at bigint,
  failing_since bigint,
  answered_in bigint,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (seller_id, webhook_id)
) /*sqlite without rowid*/;

-- Calls to be made. In the order of seq for each address and subject: a later one waits for the earlier. due_at: when somebody may
-- take it; a lease and a failed try move it on, and with it what waits behind.
create table calls (
  seller_id bigint not null,
  webhook_id text not null,
  seq bigint not null,
  kind text not null,
  subject text not null,
  at bigint not null,
  due_at bigint not null,
  attempts bigint not null,
  state text not null,
  done_at bigint,
  primary key (seller_id, webhook_id, seq)
) /*sqlite without rowid*/;
create index calls_due on calls (due_at) where state = 'waiting';
create index calls_of_subject on calls (seller_id, webhook_id, subject, seq) where state = 'waiting';
create index calls_by_age on calls (at);

-- Every attempt, so that somebody can see what an address answered.
create table call_attempts (
  seller_id bigint not null,
  webhook_id text not null,
  seq bigint not null,
  attempt bigint not null,
  at bigint not null,
  took bigint not null,
  status bigint,
  error text not null,
  answer text not null,
  primary key (seller_id, webhook_id, seq, attempt)
) /*sqlite without rowid*/;
create index call_attempts_by_age on call_attempts (at);

-- A shop tells its buyers of a promotion.
create index order_items_of_buyers on order_items (seller_id, buyer_id) where buyer_id is not null;

-- Shops with products in a promotion are told that it ends.
create index promotion_counts_of_promotion on promotion_counts (promotion_id, seller_id) where joined > 0;
