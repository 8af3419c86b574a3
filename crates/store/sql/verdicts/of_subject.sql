where v.seller_id = $1 and v.subject = $2 and v.subject_id = $3 order by v.number desc limit $4
