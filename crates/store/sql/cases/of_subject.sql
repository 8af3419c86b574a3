where c.seller_id = $1 and c.subject = $2 and c.subject_id = $3
order by c.opened_at desc, c.case_id desc limit $4
