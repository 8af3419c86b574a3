where m.seller_id = $1 and m.chat_id = $2 and m.message_id = $3
