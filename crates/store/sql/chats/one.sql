where c.seller_id = $1 and c.chat_id = $2
