select seq, at, seller_id, by_whom, payload from events
where buyer_id = $1 and seq > $2
order by seq limit $3
