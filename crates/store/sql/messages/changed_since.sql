  and m.message_id >= $3 and m.changed_at > $6
order by m.message_id limit $4
