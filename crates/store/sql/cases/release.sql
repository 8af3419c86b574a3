update cases set holder = null, leased_until = $4
where seller_id = $1 and case_id = $2 and state = 'waiting' and holder = $3
