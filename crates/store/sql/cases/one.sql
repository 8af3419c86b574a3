where c.seller_id = $1 and c.case_id = $2
