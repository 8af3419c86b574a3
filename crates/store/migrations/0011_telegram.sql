-- Notices in Telegram. chat_id: the private chat with our bot; it is one person's. code_at: when the code was made that linked it.
create table telegram_chats (
  person_id text not null primary key,
  chat_id bigint not null,
  language text not null,
  code_at bigint not null,
  linked_at bigint not null
) /*sqlite without rowid*/;
create unique index telegram_chats_by_chat on telegram_chats (chat_id);

-- Codes that link a chat, once; a person's newest. code_hash: SHA-256 of it. side: from where it was asked for, to lead back there.
create table telegram_codes (
  person_id text not null primary key,
  code_hash text not null,
  side text not null,
  language text not null,
  made_at bigint not null,
  until bigint not null
) /*sqlite without rowid*/;
create unique index telegram_codes_by_hash on telegram_codes (code_hash);

-- Which node hears what is said to the bot, until when, and what it has heard: Telegram answers one at a time.
create table telegram_polls (
  bot text not null primary key,
  holder text not null,
  until bigint not null,
  next_update bigint not null,
  heard_at bigint not null
) /*sqlite without rowid*/;
