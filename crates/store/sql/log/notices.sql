select seq, seller_id, kind, subject, at, read_at from notices
where person_id = $1 order by seq desc limit $2
