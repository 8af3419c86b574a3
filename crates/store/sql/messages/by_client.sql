where m.seller_id = $1 and m.chat_id = $2 and m.author_id = $3 and m.client_id = $4
