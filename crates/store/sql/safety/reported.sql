select report_id from fraud_reports where message_id = $1 and by_whom = $2
