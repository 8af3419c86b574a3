where c.buyer_id = $1 and (c.last_at, c.chat_id) < ($2, $3)
order by c.last_at desc, c.chat_id desc limit $4
