select seq, at, seller_id, by_whom, payload from events
where desk = true and seq > $1
order by seq limit $2
