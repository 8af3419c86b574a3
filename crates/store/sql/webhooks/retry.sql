update calls /*sqlite indexed by calls_of_subject*/ set due_at = $4
where seller_id = $1 and webhook_id = $2 and subject = $5 and state = 'waiting' and (seq = $3 or seq > $3 and due_at < $4)
