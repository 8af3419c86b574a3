where m.author_id = $1 and m.kind = 'text' and m.sent_at < $2 and m.verdict <> 'allow'
order by m.sent_at desc limit $3
