update fraud_reports set state = $3 where seller_id = $1 and report_id = $2
