update cases set holder = $3, leased_until = $4 where seller_id = $1 and case_id = $2 and state = 'waiting' and
  (leased_until <= $5 or holder = $3)
