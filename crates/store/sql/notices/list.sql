select seq, seller_id, kind, subject, at, read_at, side, topic from notices
where person_id = $1 and side = $2 and (seller_id = $3 or $3 = 0) and seq < $4
order by seq desc limit $5
