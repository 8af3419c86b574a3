update calls /*sqlite indexed by calls_of_subject*/ set state = 'dropped', done_at = $3 where seller_id = $1 and webhook_id = $2 and state = 'waiting'
