select state, count(*) from bulk_answers where seller_id = $1 and bulk_id = $2 group by state
