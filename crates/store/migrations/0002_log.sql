-- What happened, and what is still to be done about it.

-- Events become visible in the order of their numbers: writing transactions run one after the other, on PostgreSQL too
-- (see engine/postgres.rs). So a follower has to remember nothing but the last number.
create table events (
  seq /*sqlite integer primary key autoincrement*/ /*pg bigint generated always as identity primary key*/,
  at bigint not null,
  seller_id bigint not null,
  by_whom text not null,
  kind text not null,
  version bigint not null,
  subject text not null,
  payload text not null
);
create index events_of_seller on events (seller_id, seq);

create table consumers (
  name text not null primary key,
  seq bigint not null
) /*sqlite without rowid*/;

-- What a consumer gave up on; somebody of the operator looks at it and sends it again.
create table dead_letters (
  consumer text not null,
  seq bigint not null,
  attempts bigint not null,
  error text not null,
  at bigint not null,
  primary key (consumer, seq)
) /*sqlite without rowid*/;

-- Work with a time: leased, done outside any transaction, its outcome committed.
create table jobs (
  job_id text not null primary key,
  kind text not null,
  seller_id bigint not null,
  subject text not null,
  due_at bigint not null,
  leased_until bigint not null,
  attempts bigint not null,
  dead boolean not null,
  error text not null
) /*sqlite without rowid*/;
create index jobs_due on jobs (due_at) where dead = false;

-- The answer to a request that may come twice, kept in the transaction of the first.
create table idempotency_keys (
  scope text not null,
  key text not null,
  fingerprint text not null,
  answer text not null,
  created_at bigint not null,
  primary key (scope, key)
) /*sqlite without rowid*/;
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table notices (
  person_id text not null,
  seq bigint not null,
  seller_id bigint not null,
  kind text not null,
  subject text not null,
  at bigint not null,
  read_at bigint,
  primary key (person_id, seq)
) /*sqlite without rowid*/;
