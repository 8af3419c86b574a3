insert into telegram_chats (person_id, chat_id, language, code_at, linked_at) values ($1, $2, $3, $4, $5)
on conflict (person_id) do update set chat_id = excluded.chat_id, language = excluded.language, code_at = excluded.code_at,
  linked_at = excluded.linked_at
