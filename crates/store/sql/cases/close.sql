update cases set state = $3, holder = null, leased_until = 0, text = '', media = '[]'
where seller_id = $1 and case_id = $2 and state = $4
