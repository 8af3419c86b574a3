select text_hash, sent_at from answers
where seller_id = $1 and author = 'seller' and sent_at >= $2 and state <> 'deleted'
order by sent_at desc limit $3
