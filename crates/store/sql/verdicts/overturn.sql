update verdicts set overturned_by = $3 where seller_id = $1 and number = $2
