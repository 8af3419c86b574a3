select min(message_id) from messages
where seller_id = $1 and chat_id = $2 and message_id > $3 and author <> $4 and kind <> 'note'
  and state <> 'held' and state <> 'blocked' 
