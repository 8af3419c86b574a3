-- Lists as files, made in the background. The file lies in a folder under export_id; filter is JSON.
create table exports (
  seller_id bigint not null,
  export_id text not null,
  format text not null,
  lang text not null,
  filter text not null,
  state text not null,
  done bigint not null,
  total bigint not null,
  bytes bigint not null,
  created_at bigint not null,
  ended_at bigint,
  primary key (seller_id, export_id)
) /*sqlite without rowid*/;
create index exports_by_age on exports (created_at);
