where q.buyer_id = $1 and q.place < $2 and q.state <> 'deleted'
order by q.place desc limit $3
