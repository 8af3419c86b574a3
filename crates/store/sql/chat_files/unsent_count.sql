select count(*) from chat_files where message_id is null and created_at >= $2 and uploaded_by = $1
