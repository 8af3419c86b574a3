where m.message_id > $1 and m.kind = 'text' and m.author <> 'support'
order by m.message_id desc limit $2
