delete from chat_files
where (seller_id, chat_id, message_id) in (
  select seller_id, chat_id, message_id from messages
  where state = 'deleted' and edited_at < $1 and (text <> '' or files <> '[]')
)
