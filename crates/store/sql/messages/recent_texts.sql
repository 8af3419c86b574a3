select text from messages
where seller_id = $1 and chat_id = $2 and message_id > $3 and author = $4 and author_id = $5 and kind = 'text'
order by message_id desc limit $6
