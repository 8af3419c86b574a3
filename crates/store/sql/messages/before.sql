  and m.message_id < $3
order by m.message_id desc limit $4
