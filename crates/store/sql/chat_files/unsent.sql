where message_id is null and created_at < $1 order by created_at limit $2
