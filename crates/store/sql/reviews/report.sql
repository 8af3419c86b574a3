select seller_id, report_id, review_id, reason, text, at, evidence, by_whom from reports where seller_id = $1 and report_id = $2
