delete from chat_files where seller_id = $1 and chat_id = $2 and file_id = $3
