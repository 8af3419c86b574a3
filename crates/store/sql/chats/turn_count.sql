select count(*) from (
  select chat_id from chats where seller_id = $1 and turn = $2 and archived = false limit 1000
) t
