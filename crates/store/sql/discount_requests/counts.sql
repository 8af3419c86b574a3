select state, count(*) from discount_requests where seller_id = $1 group by state order by state
