select max(message_id) from messages
where seller_id = $1 and chat_id = $2 and kind <> 'note' and state <> 'held' and state <> 'blocked' 
