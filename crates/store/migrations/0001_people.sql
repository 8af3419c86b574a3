-- Sellers, the people who work for them or buy from them, how they sign in.
create table sellers (
  seller_id bigint not null primary key,
  name text not null,
  legal_name text not null,
  inn text not null,
  ogrn text not null,
  country text not null,
  currency text not null,
  ownership_form text not null,
  tax_system text not null,
  created_at bigint not null
) /*sqlite without rowid*/;

create table persons (
  person_id text not null primary key,
  name text not null,
  created_at bigint not null
) /*sqlite without rowid*/;

-- A person may work in several shops.
create table staff (
  seller_id bigint not null,
  person_id text not null,
  role text not null,
  primary key (seller_id, person_id)
) /*sqlite without rowid*/;
create index staff_of_person on staff (person_id, seller_id);

create table desk_staff (
  person_id text not null primary key,
  role text not null
) /*sqlite without rowid*/;

-- Tokens are stored hashed (SHA-256): who reads the database cannot sign in with it.
create table sessions (
  token_hash text not null primary key,
  person_id text not null,
  created_at bigint not null,
  expires_at bigint not null
) /*sqlite without rowid*/;
create index sessions_by_end on sessions (expires_at);

create table sign_in_links (
  token_hash text not null primary key,
  person_id text not null,
  expires_at bigint not null
) /*sqlite without rowid*/;

create table api_keys (
  seller_id bigint not null,
  key_id text not null,
  secret_hash text not null,
  label text not null,
  hint text not null,
  roles text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  primary key (seller_id, key_id)
) /*sqlite without rowid*/;
create unique index api_keys_by_secret on api_keys (seller_id, secret_hash);
