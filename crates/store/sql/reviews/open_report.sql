select report_id, reason, at from reports where seller_id = $1 and review_id = $2 and state = 'open'
