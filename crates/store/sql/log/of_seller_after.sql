select seq, at, seller_id, by_whom, payload from events
where seller_id = $1 and seq > $2
order by seq limit $3
