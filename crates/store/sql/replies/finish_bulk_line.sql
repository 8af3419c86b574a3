update bulk_answers set state = $4, refusal = $5
where seller_id = $1 and bulk_id = $2 and review_id = $3 and state = 'waiting'
