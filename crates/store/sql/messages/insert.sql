insert into messages (
  seller_id, chat_id, message_id, author, author_id, author_name, client_id, kind, text, reply_to, files, state,
  verdict, why, simhash, sent_at, edited_at, held_until, changed_at, version
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $16, 1)
on conflict do nothing
