update cases set state = 'withdrawn', holder = null, leased_until = 0, text = '', media = '[]'
where seller_id = $1 and subject = $2 and subject_id = $3 and state in ('waiting', 'deciding')
returning case_id, queue, harm, decision
