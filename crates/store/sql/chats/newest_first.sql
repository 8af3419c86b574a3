order by c.last_at desc, c.chat_id desc limit $4
