update chat_files set message_id = $4 where seller_id = $1 and chat_id = $2 and file_id = $3 and message_id is null
