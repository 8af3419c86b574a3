where c.waiting_since is not null and (c.waiting_since, c.chat_id) > ($1, $2)
order by c.waiting_since, c.chat_id limit $3
