select count(*) from (
  select chat_id from chats where buyer_id = $1 and buyer_unread > 0 limit 100
) u
